package import API
import Barcodes
import Journal
import Stock
import Storage

extension BindingRequest {
    /// - Throws: A ``Problem`` that names the first thing that is wrong.
    package func binding() throws -> LabelBinding {
        LabelBinding(
            id: try InputParsing.id(id), corrects: try corrects.map { try InputParsing.id($0) },
            to: try bearer())
    }

    private func bearer() throws -> LabelBinding.Bearer {
        guard [place != nil, lot != nil, item != nil].count(where: { $0 }) <= 1 else {
            throw Problem.bindingToSeveral
        }
        if let lot { return .target(.lot(try InputParsing.id(lot))) }
        switch place {
        case .known(let text): return .target(.place(try InputParsing.place(text)))
        case .new(let place):
            return .newPlace(
                try PlaceFacts(name: place.name, kind: place.kind.rawValue, parent: place.parent))
        case nil: break
        }
        switch item {
        case .known(let text): return try bearer(.known(try InputParsing.id(text)))
        case .new(let new):
            return try bearer(
                .new(try new.item(), codes: try new.packCodes(), measure: new.measure))
        case nil: break
        }
        guard corrects != nil else {
            throw Problem.bindingToNothing
        }
        return .target(.nothing)
    }

    private func bearer(_ item: KnownOrNewItem) throws -> LabelBinding.Bearer {
        let number = try lotNumber.flatMap(InputParsing.lotNumber)
        guard dateLabel != nil || number != nil || programme != nil else {
            return .item(item, lot: nil)
        }
        return .item(
            item,
            lot: .init(
                dated: try dateLabel?.label(), number: number,
                programme: try programme.map(InputParsing.programme)))
    }
}

extension LabelRequest {
    /// What is to have a label.
    ///
    /// - Throws: `field_unreadable` unless it is one thing, `id_unreadable`.
    package func bearer() throws -> LabelReference {
        let bearers: [LabelReference] = [
            try place.map { .place(try InputParsing.id($0)) },
            try lot.map { .lot(try InputParsing.id($0)) },
            try donation.map { .donation(try InputParsing.id($0)) },
        ].compactMap { $0 }
        guard bearers.count == 1 else { throw Problem.labelNotOfOneThing }
        return bearers[0]
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
