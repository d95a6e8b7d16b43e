package import Journal
import Stock
package import Storage

/// What became of a scan, as the API gives it.
package struct ScanAnswerJSON: JSONWritten, Sendable {
    private let answer: ScanAnswer

    package init(_ answer: ScanAnswer) { self.answer = answer }

    package func write(to json: inout JSONWriter) {
        json.object { json in
            switch answer {
            case .recorded(let scan): write(scan, to: &json)
            case .unresolved(let seq, let id, let label, _):
                json.member("seq", seq)
                json.member("id", id)
                json.member("outcome", "unresolved")
                json.member("labelCode", label)
                json.member("warnings", []) { $0.string($1) }
            case .lookedUp(let found): write(found, to: &json)
            }
        }
    }

    private func write(_ scan: RecordedScan, to json: inout JSONWriter) {
        json.member("seq", scan.seq)
        json.member("id", scan.id)
        json.member("outcome", "recorded")
        json.member("item", scan.item)
        json.member("lots", scan.lots.sorted { $0.key < $1.key }) { json, lot in
            write(lot: lot.key, lot.value.value, to: &json)
        }
        json.member("place", scan.place)
        json.member("quantity", scan.quantity.value)
        json.member("weightGrams", scan.item?.grams(of: scan.quantity.value))
        json.member("balance", scan.balance.value)
        json.member("warnings", scan.warnings) { $0.string($1.rawValue) }
    }

    private func write(_ found: LookUp, to json: inout JSONWriter) {
        json.member("outcome", "lookup")
        let target =
            [
                ("place", found.place != nil), ("lot", found.lot != nil),
                ("item", found.item != nil), ("donation", found.donation != nil),
                ("label", found.blank != nil),
            ].first { $0.1 }?.0
        json.member("target", target ?? "unknown")
        json.member("item", found.item)
        if let lot = found.lot {
            json.member("lots", [lot.id]) { json, lot in write(lot: lot, 0, to: &json) }
        }
        json.member("place", found.place)
        json.member("donation", found.donation)
        json.member("labelCode", found.blank)
        json.member("balance", found.balance?.value)
    }

    private func write(lot: LotID, _ quantity: Int64, to json: inout JSONWriter) {
        json.object { json in
            json.member("lot", lot)
            json.member("quantity", quantity)
        }
    }
}

extension JSONWriter {
    /// An item as ``ItemJSON`` gives it without its codes; nothing where it is nil.
    fileprivate mutating func member(_ name: String, _ item: Item?) {
        guard let item else { return }
        self.name(name)
        object { json in
            json.member("id", item.id)
            json.member("name", item.name)
            json.member("category", item.category)
            json.member("measure", item.measure.rawValue)
            json.member("unitWeightGrams", item.unitWeightGrams)
            json.member("shelfLifeDays", item.shelfLifeDays.map(Int64.init))
            json.member("programme", item.programme.rawValue)
        }
    }

    /// A place as ``PlaceJSON`` gives it; nothing where it is nil.
    fileprivate mutating func member(_ name: String, _ place: Place?) {
        guard let place else { return }
        self.name(name)
        object { json in
            json.member("id", place.id)
            json.member("name", place.name)
            json.member("kind", place.kind.rawValue)
            json.name("parent")
            json.string(orNull: place.parent?.description)
            json.name("labelCode")
            json.string(orNull: place.labelCode)
        }
    }

    private mutating func string(orNull text: String?) {
        if let text { string(text) } else { raw("null") }
    }
}
