package import API
package import Journal
import Stock
package import Storage

extension ScanResponse {
    package init(_ answer: ScanAnswer) {
        switch answer {
        case .recorded(let scan):
            self.init(
                seq: scan.seq, id: scan.id.description, outcome: "recorded",
                item: scan.item.map { ItemResponse($0) },
                lots: scan.lots.sorted { $0.key < $1.key }.map {
                    LotQuantity(lot: $0.key.description, quantity: $0.value.value)
                },
                place: PlaceResponse(scan.place), quantity: scan.quantity.value,
                weightGrams: scan.item?.grams(of: scan.quantity.value),
                balance: scan.balance.value, warnings: scan.warnings.map(\.rawValue))
        case .unresolved(let seq, let id, let label, _):
            self.init(
                seq: seq, id: id.description, outcome: "unresolved", labelCode: label,
                warnings: [])
        case .lookedUp(let found):
            self.init(
                outcome: "lookup", target: found.target,
                item: found.item.map { ItemResponse($0) },
                lots: found.lot.map { [LotQuantity(lot: $0.id.description, quantity: 0)] },
                place: found.place.map { PlaceResponse($0) },
                donation: found.donation?.description, labelCode: found.blank,
                balance: found.balance?.value)
        }
    }
}

extension LookUp {
    fileprivate var target: String {
        let known = [
            ("place", place != nil), ("lot", lot != nil), ("item", item != nil),
            ("donation", donation != nil), ("label", blank != nil),
        ]
        return known.first { $0.1 }?.0 ?? "unknown"
    }
}

/// What became of a scan, in the JSON of ``ScanResponse``, written without one: every scan is
/// answered with it.
package struct ScanAnswerText: JSONWritten, Sendable {
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
        json.member("target", found.target)
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
    /// An item as ``ItemResponse`` gives it without its codes; nothing where it is nil.
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

    /// A place as ``PlaceResponse`` gives it; nothing where it is nil.
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
