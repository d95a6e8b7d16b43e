import Barcodes
package import Stock
package import Storage

/// What a person or a program says that a label is put on.
package struct LabelBinding: Sendable {
    package enum Bearer: Sendable {
        case wish(LabelTarget)
        /// An item that may be new, whatever its lot or one lot of it.
        case item(CodeMeaning, lot: LotDetails?)
        /// A place that is made with this label.
        case newPlace(name: String, kind: String, parent: String?)
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

// What pages and the API do with label codes.
extension Hub {
    /// Issues a roll of label codes; asked for again, the same.
    package func issueRoll(
        _ id: EntryID, count: Int
    ) async throws -> (codes: [String], isReplay: Bool) {
        try await store.write { ledger in
            var random = SystemRandomNumberGenerator()
            return try ledger.issueLabelCodes(id, count: count) {
                LabelCode(using: &random).description
            }
        }
    }

    /// Gives a place or a lot a label code, or finds the one it has.
    package func issueLabel(
        _ issue: @escaping @Sendable (Ledger, String) throws -> String
    ) async throws -> String {
        try await withFreshCode { code in try await store.write { try issue($0, code) } }
    }

    /// Says what a label is put on, and makes the item or place known where it is new.
    package func bind(_ code: String, _ binding: LabelBinding) async throws -> BoundLabel {
        let (id, corrects) = (binding.id, binding.corrects)
        switch binding.bearer {
        case .wish(let wish):
            return try await store.write {
                try $0.bindLabel(code, to: wish, corrects: corrects, entryID: id)
            }
        case .item(let meaning, let lot):
            return try await store.write { ledger in
                let item = try meaning.item(in: ledger)
                let wish =
                    lot.map {
                        LabelTarget.lotOf(
                            item, dated: $0.dated, number: $0.number, programme: $0.programme)
                    } ?? .item(item)
                return try ledger.bindLabel(code, to: wish, corrects: corrects, entryID: id)
            }
        case .newPlace(let name, let kind, let parent):
            guard corrects == nil else { throw StorageFault.labelCodeBound(code) }
            let made = try await makePlace(
                id.named(Place.self), name: name, kind: kind, parent: parent, blank: code)
            let place = made.place.id
            var bound = try await store.write {
                try $0.bindLabel(code, to: .place(.id(place)), entryID: $0.freshEntryID())
            }
            bound.isReplay = made.isReplay
            return bound
        }
    }

    /// Another code for what a lost label stood for: a blank label's, else a fresh one.
    package func replaceLabel(_ code: String, with blank: String?, id: EntryID) async throws
        -> BoundLabel
    {
        try await withFreshCode { fresh in
            try await store.write {
                try $0.replaceLabel(code, with: blank, freshCode: fresh, entryID: id)
            }
        }
    }
}
