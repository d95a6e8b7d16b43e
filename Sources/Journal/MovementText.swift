public import Stock

// A movement's JSON, member by member, the same that its `Encodable` gives.
extension Movement: JSONWritten {
    /// What the movement did, and what the volunteer was told.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("scan", scan)
            json.member("reverses", reverses)
            json.member("lots", lots) { $1.write(to: &$0) }
            json.member("lines", lines) { $1.write(to: &$0) }
            json.member("day", day.description)
            json.member("item", item)
            json.member("place", place)
            json.member("balance", balance.value)
            json.member("warnings", warnings) { $0.string($1.rawValue) }
        }
    }
}

extension ScanFacts: JSONWritten {
    /// What the sender said, without what it left out.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("mode", mode.rawValue)
            json.member("code", code)
            json.member("quantity", quantity)
            json.member("weightGrams", weightGrams)
            json.member("place", place)
            json.member("to", to)
            json.member("dateLabel", dateLabel)
            json.member("lotNumber", lotNumber)
            json.member("programme", programme?.rawValue)
            json.member("source", source)
            json.member("donation", donation)
            json.member("distribution", distribution)
            json.member("reason", reason)
            json.member("count", count)
            json.member("station", station)
            json.member("at", at)
        }
    }
}

extension DateLabel: JSONWritten {
    /// The kind, and the date to the precision it was read.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("kind", kind.rawValue)
            json.member("date", date.description)
        }
    }
}

extension Lot: JSONWritten {
    /// The id, and the key that it follows from.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.name("key")
            json.object { json in
                json.member("item", key.item)
                json.member("dateLabel", key.dateLabel)
                json.member("number", key.number)
                json.member("programme", key.programme.rawValue)
            }
        }
    }
}

extension MovementLine: JSONWritten {
    /// One lot, from one place to another.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("item", item)
            json.member("lot", lot)
            json.member("from", from)
            json.member("to", to)
            json.member("quantity", quantity.value)
        }
    }
}
