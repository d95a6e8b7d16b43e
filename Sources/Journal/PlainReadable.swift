package import Stock

extension Int64: PlainReadable {
    package init(reading json: inout JSONReader) throws(NotPlain) { self = try json.integer() }
}

extension String: PlainReadable {
    package init(reading json: inout JSONReader) throws(NotPlain) { self = try json.string() }
}

extension Array: PlainReadable where Element: PlainReadable {
    package init(reading json: inout JSONReader) throws(NotPlain) { self = try json.array() }
}

extension PlainReadable where Self: RawRepresentable<String> {
    package init(reading json: inout JSONReader) throws(NotPlain) {
        guard let value = Self(rawValue: try json.string()) else { throw NotPlain() }
        self = value
    }
}

/// A value that a string of printable ASCII stands for.
package protocol TextReadable: PlainReadable {
    /// Nil where the text stands for none.
    init?(utf8 text: Span<UInt8>)
}

extension TextReadable {
    package init(reading json: inout JSONReader) throws(NotPlain) {
        self = try json.string { Self(utf8: $0) }
    }
}

extension ID: TextReadable {}
extension CivilDate: TextReadable {}
extension PartialDate: TextReadable {}

extension Moment: PlainReadable {
    package init(reading json: inout JSONReader) throws(NotPlain) {
        guard let moment = Self(try json.string()) else { throw NotPlain() }
        self = moment
    }
}

extension DateLabel.Kind: PlainReadable {}
extension Programme: PlainReadable {}
extension ScanMode: PlainReadable {}
extension Warning: PlainReadable {}

extension Quantity: PlainReadable {
    package init(reading json: inout JSONReader) throws(NotPlain) {
        self.init(try json.integer())
    }
}

extension DateLabel: PlainReadable {
    package init(reading json: inout JSONReader) throws(NotPlain) {
        self = try json.object { (json) throws(NotPlain) in
            Self(kind: try json.member("kind"), date: try json.member("date"))
        }
    }
}

extension LotKey: PlainReadable {
    package init(reading json: inout JSONReader) throws(NotPlain) {
        self = try json.object { (json) throws(NotPlain) in
            Self(
                item: try json.member("item"), dateLabel: try json.optional("dateLabel"),
                number: try json.optional("number"), programme: try json.member("programme"))
        }
    }
}

extension Lot: PlainReadable {
    package init(reading json: inout JSONReader) throws(NotPlain) {
        self = try json.object { (json) throws(NotPlain) in
            Self(id: try json.member("id"), key: try json.member("key"))
        }
    }
}

extension MovementLine: PlainReadable {
    /// A line that may not be written down is for the decoder, which asks no such question.
    package init(reading json: inout JSONReader) throws(NotPlain) {
        self = try json.object { (json) throws(NotPlain) in
            let (item, lot): (ItemID, LotID) = (try json.member("item"), try json.member("lot"))
            let (from, to): (PlaceID, PlaceID) = (try json.member("from"), try json.member("to"))
            let quantity: Quantity = try json.member("quantity")
            let (count, at): (CountID?, Moment?) = (
                try json.optional("count"), try json.optional("at")
            )
            let day: CivilDate? = try json.optional("day")
            do {
                return try Self(
                    item: item, lot: lot, from: from, to: to, quantity: quantity, count: count,
                    at: at, day: day)
            } catch { throw NotPlain() }
        }
    }
}

extension ScanFacts: PlainReadable {
    package init(reading json: inout JSONReader) throws(NotPlain) {
        self = try json.object { (json) throws(NotPlain) in
            var facts = Self(mode: try json.member("mode"), code: try json.member("code"))
            facts.quantity = try json.optional("quantity")
            facts.weightGrams = try json.optional("weightGrams")
            facts.place = try json.optional("place")
            facts.to = try json.optional("to")
            facts.dateLabel = try json.optional("dateLabel")
            facts.lotNumber = try json.optional("lotNumber")
            facts.programme = try json.optional("programme")
            facts.source = try json.optional("source")
            facts.donation = try json.optional("donation")
            facts.distribution = try json.optional("distribution")
            facts.reason = try json.optional("reason")
            facts.count = try json.optional("count")
            facts.station = try json.optional("station")
            facts.at = try json.optional("at")
            return facts
        }
    }
}

extension Movement: PlainReadable {
    package init(reading json: inout JSONReader) throws(NotPlain) {
        self = try json.object { (json) throws(NotPlain) in
            Self(
                scan: try json.optional("scan"), reverses: try json.optional("reverses"),
                lots: try json.member("lots"), lines: try json.member("lines"),
                happenedAt: try json.optional("happenedAt"), day: try json.member("day"),
                item: try json.optional("item"), place: try json.member("place"),
                balance: try json.member("balance"), warnings: try json.member("warnings"),
                part: try json.optional("part"))
        }
    }
}

extension Reversal: PlainReadable {
    package init(reading json: inout JSONReader) throws(NotPlain) {
        self.init(try Movement(reading: &json))
    }
}

extension UnresolvedScan: PlainReadable {
    package init(reading json: inout JSONReader) throws(NotPlain) {
        self = try json.object { (json) throws(NotPlain) in
            Self(
                scan: try json.member("scan"), key: try json.member("key"),
                day: try json.member("day"), happenedAt: try json.optional("happenedAt"),
                warnings: try json.optional("warnings"), item: try json.optional("item"))
        }
    }
}

extension ScanResolved: PlainReadable {
    package init(reading json: inout JSONReader) throws(NotPlain) {
        self = try json.object { (json) throws(NotPlain) in
            Self(
                scan: try json.member("scan"), item: try json.optional("item"),
                movement: try json.optional("movement"))
        }
    }
}

extension CountObservation: PlainReadable {
    package init(reading json: inout JSONReader) throws(NotPlain) {
        self = try json.object { (json) throws(NotPlain) in
            Self(
                count: try json.member("count"), scan: try json.optional("scan"),
                item: try json.member("item"), lot: try json.optional("lot"),
                added: try json.optional("added"), seen: try json.member("seen"),
                asOf: try json.member("asOf"), expected: try json.member("expected"),
                happenedAt: try json.optional("happenedAt"), key: try json.optional("key"),
                part: try json.optional("part"))
        }
    }
}
