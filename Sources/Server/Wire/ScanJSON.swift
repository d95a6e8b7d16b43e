package import API
package import Journal
import Stock

// A scan reads itself, and its answer writes itself: ``PlainReadable`` and ``PlainJSON`` say why.

extension ScanRequest: PlainReadable {
    package init(reading json: inout JSONReader) throws(NotPlain) {
        var scan = ScanRequest(code: "")
        var code: String?
        try json.open()
        while let name = try json.nextName() {
            switch name {
            case "id": try json.once(&scan.id)
            case "mode": try json.once(&scan.mode)
            case "code": try json.once(&code)
            case "item": try json.once(&scan.item)
            case "quantity": try json.once(&scan.quantity)
            case "weightGrams": try json.once(&scan.weightGrams)
            case "place": try json.once(&scan.place)
            case "to": try json.once(&scan.to)
            case "dateLabel": try json.once(&scan.dateLabel)
            case "lotNumber": try json.once(&scan.lotNumber)
            case "programme": try json.once(&scan.programme)
            case "source": try json.once(&scan.source)
            case "donation": try json.once(&scan.donation)
            case "distribution": try json.once(&scan.distribution)
            case "reason": try json.once(&scan.reason)
            case "count": try json.once(&scan.count)
            case "station": try json.once(&scan.station)
            case "at": try json.once(&scan.at)
            default: throw NotPlain()
            }
        }
        guard let code else { throw NotPlain() }
        scan.code = code
        self = scan
    }
}

extension DateLabelText: PlainReadable {
    package init(reading json: inout JSONReader) throws(NotPlain) {
        var kind: Word<DateLabel.Kind>?
        var date: String?
        try json.open()
        while let name = try json.nextName() {
            switch name {
            case "kind": try json.once(&kind)
            case "date": try json.once(&date)
            default: throw NotPlain()
            }
        }
        guard let kind, let date else { throw NotPlain() }
        self.init(kind: kind, date: date)
    }
}

// A value of any type as a member: from here the compiler sees through it, where the writer's own asks the runtime for types.
extension JSONWriter {
    fileprivate mutating func value(_ name: String, _ value: (some PlainJSON)?) {
        guard let value else { return }
        self.name(name)
        value.write(to: &self)
    }

    fileprivate mutating func values(_ name: String, _ values: [some PlainJSON]?) {
        guard let values else { return }
        self.name(name)
        list(values.count) { values[$1].write(to: &$0) }
    }
}

extension ScanResponse: PlainJSON {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.member("seq", seq)
            $0.member("id", id)
            $0.member("outcome", outcome.rawValue)
            $0.member("target", target?.rawValue)
            $0.value("item", item)
            $0.values("lots", lots)
            $0.value("place", place)
            $0.member("donation", donation)
            $0.member("labelCode", labelCode)
            $0.member("quantity", quantity)
            $0.member("weightGrams", weightGrams)
            $0.member("balance", balance)
            $0.values("warnings", warnings)
            $0.values("reopened", reopened)
            $0.values("earlier", earlier)
            $0.value("earlierMore", earlierMore)
        }
    }
}

extension ScanResponse.LotQuantity: PlainJSON {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.member("lot", lot)
            $0.member("quantity", quantity)
        }
    }
}

extension EarlierScan: PlainJSON {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.member("id", id)
            $0.member("seq", seq)
            $0.member("item", item)
            $0.member("mode", mode.rawValue)
            $0.member("quantity", quantity)
            $0.member("at", at)
            $0.values("warnings", warnings)
        }
    }
}

extension ItemResponse: PlainJSON {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.member("id", id)
            $0.member("name", name)
            $0.member("category", category)
            $0.member("measure", measure.rawValue)
            $0.member("unitWeightGrams", unitWeightGrams)
            $0.value("shelfLifeDays", shelfLifeDays)
            $0.member("programme", programme)
            $0.values("codes", codes)
            $0.member("joinedInto", joinedInto)
            $0.member("minimum", minimum)
            $0.member("picture", picture)
            $0.values("similar", similar)
            $0.values("earlier", earlier)
            $0.value("earlierMore", earlierMore)
            $0.values("warnings", warnings)
            $0.values("settled", settled)
            $0.value("settledMore", settledMore)
            $0.member("roundedGrams", roundedGrams)
        }
    }
}

extension ItemResponse.Code: PlainJSON {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.member("code", code)
            $0.member("pack", pack)
        }
    }
}

extension PlaceResponse: PlainJSON {
    package func write(to json: inout JSONWriter) {
        json.object {
            $0.member("id", id)
            $0.member("name", name)
            $0.member("kind", kind.rawValue)
            if let parent { $0.member("parent", parent) } else { $0.null("parent") }
            if let labelCode { $0.member("labelCode", labelCode) } else { $0.null("labelCode") }
        }
    }
}

extension Word: PlainJSON, PlainReadable {
    package func write(to json: inout JSONWriter) { rawValue.write(to: &json) }
}
