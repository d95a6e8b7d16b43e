package import API
import Barcodes
import HTTPTypes
package import Hub
package import Journal
import Stock
package import Storage

/// A label code that the hub issued, as the API gives it.
package struct LabelCodeJSON: Encodable {
    package let code: String
    /// `blank`, `bound` or `replaced`.
    package let state: String
    package let place: PlaceJSON?
    package let item: ItemJSON?
    package let lot: String?
    package let donation: String?
    package let dateLabel: ScanJSON.DateLabelJSON?
    /// The binding that a correction names.
    package let binding: String?
    package let replacedBy: String?
    package let roll: String?
    /// Its number on the roll, from 1.
    package let number: Int?
    /// Scans that waited for this, and what they count as.
    package var settled: [SettledJSON]?

    package struct SettledJSON: Encodable {
        package let scan: String
        package let answer: PreencodedJSON<ScanAnswerJSON>?
    }

    package init(_ label: LabelRecord, _ queries: Queries) throws {
        code = label.code
        state = label.replacedBy != nil ? "replaced" : label.binding == nil ? "blank" : "bound"
        (binding, replacedBy) = (label.binding?.description, label.replacedBy)
        (roll, number) = (label.roll?.description, label.number)
        donation = try queries.donation(labelled: label.code)?.description
        let meaning = label.binding == nil ? nil : try queries.meaning(of: [label.code])
        switch meaning {
        case .place(let place): (self.place, item, lot) = (PlaceJSON(place), nil, nil)
        case .lot(let known, let item):
            (place, self.item, lot) = (nil, ItemJSON(item), known.id.description)
        case .item(let item, _): (place, self.item, lot) = (nil, ItemJSON(item), nil)
        case nil: (place, item, lot) = (nil, nil, nil)
        }
        if case .lot(let known, _)? = meaning, let date = known.key.dateLabel {
            dateLabel = .init(kind: date.kind.rawValue, date: date.date.description)
        } else {
            dateLabel = nil
        }
    }
}

/// What someone says a label is put on, as the API takes it.
package struct BindingJSON: Decodable {
    package let id: String
    /// The binding that this one puts right; with nothing else said, the label is blank again.
    package let corrects: String?
    package let place: Named<NewPlace>?
    package let lot: String?
    package let item: Named<ItemJSON>?
    package let dateLabel: ScanJSON.DateLabelJSON?
    package let lotNumber: String?
    package let programme: String?

    package struct NewPlace: Decodable {
        package let name: String
        package let kind: String
        package let parent: String?
    }

    /// Something known, by its id or code, or something new.
    package enum Named<New: Decodable>: Decodable {
        case known(String)
        case new(New)

        package init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .known(text)
            } else {
                self = .new(try container.decode(New.self))
            }
        }
    }

    /// - Throws: A ``Problem`` that names the first thing that is wrong.
    package func binding() throws -> LabelBinding {
        LabelBinding(
            id: try InputParsing.id(id), corrects: try corrects.map { try InputParsing.id($0) },
            to: try bearer())
    }

    private func bearer() throws -> LabelBinding.Bearer {
        if let lot { return .wish(.lot(try InputParsing.id(lot))) }
        switch place {
        case .known(let text): return .wish(.place(try InputParsing.place(text)))
        case .new(let place):
            return .newPlace(name: place.name, kind: place.kind, parent: place.parent)
        case nil: break
        }
        switch item {
        case .known(let text): return try bearer(try InputParsing.id(text), new: nil)
        case .new(let new):
            let item = try new.item()
            return try bearer(item.id, new: item)
        case nil: break
        }
        guard corrects != nil else {
            throw Problem(
                .fieldUnreadable,
                "A label is put on a place, a lot or an item.")
        }
        return .wish(.nothing)
    }

    private func bearer(_ id: ItemID, new: Item?) throws -> LabelBinding.Bearer {
        let number = lotNumber.flatMap(LotKey.cleaned(number:))
        guard dateLabel != nil || number != nil || programme != nil else {
            return .item(id, new: new, lot: nil)
        }
        let known = LotKey(
            item: id, dateLabel: try dateLabel?.label(), number: number,
            programme: try programme.map(ItemJSON.programme) ?? new?.programme ?? .donated)
        return .item(id, new: new, lot: known)
    }
}

extension InputParsing {
    /// A label code as it is typed or scanned, in its one normal form.
    ///
    /// - Throws: `label_code_unknown`.
    package static func label(_ text: String) throws -> String {
        for case .label(let code) in try scanned(text).readings { return code.description }
        if let code = try? LabelCode(text) { return code.description }
        throw StorageFault.labelCodeUnknown(String(text.prefix(60)))
    }
}
