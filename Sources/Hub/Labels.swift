import Barcodes
import Journal
package import Stock
package import Storage

/// Something that has a label, or can get one.
package enum LabelReference: Sendable, Hashable {
    case place(PlaceID)
    case lot(LotID)
    case donation(DonationID)
    case code(String)

    /// Reads `place.UUID`, `lot.UUID`, `donation.UUID` or `code.7K2M9XRD`; nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 1).map { String($0) }
        guard parts.count == 2 else { return nil }
        switch parts[0] {
        case "place": if let id = PlaceID(parts[1]) { self = .place(id) } else { return nil }
        case "lot": if let id = LotID(parts[1]) { self = .lot(id) } else { return nil }
        case "donation":
            if let id = DonationID(parts[1]) { self = .donation(id) } else { return nil }
        case "code": self = .code(parts[1])
        default: return nil
        }
    }

    package var text: String {
        switch self {
        case .place(let id): "place.\(id)"
        case .lot(let id): "lot.\(id)"
        case .donation(let id): "donation.\(id)"
        case .code(let code): "code.\(code)"
        }
    }
}

/// What a person or a program says that a label is put on.
package struct LabelBinding: Sendable {
    package enum Bearer: Sendable {
        /// What is known: a place, a lot, an item; or nothing any more.
        case target(LabelTarget)
        /// An item that may be new, whatever its lot or one lot of it.
        case item(KnownOrNewItem, lot: LotDetails?)
        /// A place that is made with this label.
        case newPlace(PlaceFacts)
    }

    /// What is printed on a package; the programme is the item's own where it is nil.
    package struct LotDetails: Sendable {
        package let dated: DateLabel?
        package let number: String?
        package let programme: Programme?

        package init(
            dated: DateLabel? = nil, number: String? = nil, programme: Programme? = nil
        ) {
            (self.dated, self.number, self.programme) = (dated, number, programme)
        }
    }

    /// Names the new entry; where a place is made, the place too.
    package let id: EntryID
    package let corrects: EntryID?
    package let bearer: Bearer

    package init(id: EntryID, corrects: EntryID? = nil, to bearer: Bearer) {
        (self.id, self.corrects, self.bearer) = (id, corrects, bearer)
    }
}

// What people do with labels, but for printing them.
extension Hub {
    /// Codes on one roll at the most.
    package static let rollLimit = Ledger.rollLimit

    /// Issues a roll of label codes; asked for again, the same.
    ///
    /// - Throws: `roll_length_out_of_range`, `id_exists_with_different_content`.
    package func issueRoll(
        _ id: EntryID, count: Int
    ) async throws -> (codes: [String], isReplay: Bool) {
        try await store.write { try $0.issueRoll(id, count: count) }
    }

    /// Gives a place, a lot or a donation a label code, or finds the one it has.
    ///
    /// - Returns: The code, and whether it was issued just now.
    /// - Throws: `place_not_found`, `place_is_an_edge`, `item_not_found`, `donation_not_found`.
    package func issueLabel(
        for bearer: LabelReference
    ) async throws -> (code: String, isNew: Bool) {
        try await store.write { try $0.issueLabel(for: bearer) }
    }

    /// The codes of some things' labels, in their order; those that have none get one.
    ///
    /// - Throws: What ``issueLabel(for:)`` throws; then none gets one.
    package func labelCodes(of things: [LabelReference]) async throws -> [String] {
        try await store.write { ledger in try things.map { try ledger.labelCode(of: $0) } }
    }

    /// Says what a label is put on, and makes the item or the place known where it is new.
    ///
    /// - Returns: What was said, the label as it is then, and the scans that were recorded while it stood for another item or
    ///   lot, where that is put right.
    /// - Throws: What makes an item or a place is refused for, and `label_code_unknown`,
    ///   `label_code_bound`, `label_code_unbound`, `id_exists_with_different_content`.
    package func bind(
        label code: String, to binding: LabelBinding
    ) async throws -> (bound: BoundLabel, label: LabelDetails, earlier: EarlierScans?) {
        let (id, corrects) = (binding.id, binding.corrects)
        let bind: @Sendable (Ledger) throws -> BoundLabel
        switch binding.bearer {
        case .target(let target):
            bind = { try $0.bindLabel(code, to: target, corrects: corrects, entryID: id) }
        case .item(let meaning, let lot):
            bind = { ledger in
                let item = try meaning.item(in: ledger, without: code, as: id)
                let target =
                    lot.map {
                        LabelTarget.lotOf(
                            item, dated: $0.dated, number: $0.number, programme: $0.programme)
                    } ?? .item(item)
                return try ledger.bindLabel(code, to: target, corrects: corrects, entryID: id)
            }
        case .newPlace(let facts):
            bind = { ledger in
                try ledger.freeLabel(code, from: corrects, for: id)
                let place = id.named(Place.self)
                let isReplay = try ledger.makePlace(place, facts, blank: code).isReplay
                return try ledger.label(
                    code, boundBy: place.named(JournalEntry.self), isReplay: isReplay)
            }
        }
        return try await store.write { ledger in
            let bound = try bind(ledger)
            let queries = try ledger.queries()
            var wrong = try corrects.map { try queries.codesUnlearned(with: $0) } ?? []
            if let item = try corrects.flatMap({ try ledger.item(boundBy: $0) }) {
                wrong.insert(WrongCode(key: code, item: item), at: 0)
            }
            let earlier = try queries.earlierScans(of: wrong)
            return (
                bound, try queries.labelDetails(of: code),
                earlier?.scans.isEmpty == false ? earlier : nil
            )
        }
    }

    /// Another code for what a lost label stood for: a blank label's, else a fresh one.
    ///
    /// - Returns: The label that took its place, and whether the same request had come before.
    /// - Throws: `label_code_unknown`, `label_code_replaced`, `label_code_unbound`,
    ///   `code_names_a_donation`, and for `blank` `label_code_bound`.
    package func replace(
        label code: String, with blank: String?, id: EntryID
    ) async throws -> (label: LabelDetails, isReplay: Bool) {
        try await store.write { ledger in
            let new = try ledger.withFreshCode { fresh in
                try ledger.replaceLabel(code, with: blank, freshCode: fresh, entryID: id)
            }
            return (try ledger.queries().labelDetails(of: new.code), new.isReplay)
        }
    }
}

// What one transaction of the writer does with labels.
extension Ledger {
    /// Issues a roll of random codes.
    func issueRoll(_ id: EntryID, count: Int) throws -> (codes: [String], isReplay: Bool) {
        var random = SystemRandomNumberGenerator()
        return try issueLabelCodes(id, count: count) { LabelCode(using: &random).description }
    }

    /// The code on a thing's label, as it was read before, else as it is by now; what has none gets
    /// one.
    func labelCode(of bearer: LabelReference, known code: String? = nil) throws -> String {
        try code ?? issueLabel(for: bearer).code
    }

    /// The code on a thing's label as it is by now, and whether the thing got it just now.
    func issueLabel(for bearer: LabelReference) throws -> (code: String, isNew: Bool) {
        if case .code(let code) = bearer { return (code, false) }
        return try withFreshCode { fresh in
            let code =
                switch bearer {
                case .place(let id): try issueLabel(for: id, freshCode: fresh)
                case .lot(let id): try issueLabel(for: id, freshCode: fresh)
                case .donation(let id): try issueLabel(for: id, freshCode: fresh)
                case .code(let code): code
                }
            return (code, code == fresh)
        }
    }

    /// Runs `use` with a new random label code; where that one is taken (one in 34 billion for each
    /// code in use), with another.
    func withFreshCode<Outcome>(_ use: (String) throws -> Outcome) throws -> Outcome {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<3 {
            do { return try use(LabelCode(using: &random).description) } catch StorageFault
                .labelCodeTaken
            { continue }
        }
        return try use(LabelCode(using: &random).description)
    }
}
