import Foundation
import GRDB
package import Journal
package import Stock

// The codes that the hub learns by what someone says of a scan or of a label, and that are unlearned with it.
extension Ledger {
    /// The entry by which the hub learned a code, whatever was joined, parted or converted since.
    struct Lesson {
        let id: EntryID
        let seq: Int64
        let isLabel: Bool
        let code: PackCode
        /// The item that was named, where that was joined with what the code stood for then.
        let named: ItemID?
        /// Whether nobody gave the code anew since.
        let stands: Bool
    }

    /// How the hub learned a code by what someone said of a scan; nil where it was known by then, or was unlearned since.
    func lesson(
        of scan: EntryID, _ key: String, explanation: EntryID, _ seq: Int64
    ) throws -> Lesson? {
        let queries = Queries(db)
        let binding = explainedLabelID(explanation)
        if let label = try queries.label(key), let bound = try entry(binding) {
            return Lesson(
                id: binding, seq: bound.seq, isLabel: true,
                code: PackCode(code: key, key: key, pack: 1), named: bound.body?.named,
                stands: label.binding == binding)
        }
        guard let word = try queries.word(on: key, before: seq),
            let given = try entry(word.id)?.body as? CodeGiven, given.scan == scan
        else { return nil }
        return try lesson(word.id, word.seq, given)
    }

    private func lesson(_ id: EntryID, _ seq: Int64, _ given: CodeGiven) throws -> Lesson {
        Lesson(
            id: id, seq: seq, isLabel: false, code: given.packCode, named: given.named,
            stands: try Queries(db).word(on: given.key)?.id == id)
    }

    /// The hub knows a code no more by what was said of it; where it was given anew since, that stands.
    func unlearn(_ lesson: Lesson) throws {
        guard !lesson.isLabel else {
            guard lesson.stands else { return }
            try append(
                freshEntryID(), LabelBound(code: lesson.code.key, bearer: nil, corrects: lesson.id))
            return
        }
        var code = lesson.code
        var item: ItemID?
        switch try target([code.key]) {
        case .item(let known, let pack):
            code = PackCode(code: code.code, key: code.key, pack: pack)
            item = known
        case nil: break
        // No entry makes a label of what was given as a code.
        case .lot, .place: return
        }
        try append(
            freshEntryID(),
            CodeGiven(
                code, item: lesson.stands ? nil : item, from: item, reverses: lesson.id))
    }

    /// The codes that came with the item that an explanation or a binding named, and were not unlearned since.
    func lessons(taughtBy id: EntryID) throws -> [Lesson] {
        let queries = Queries(db)
        return try queries.codesTaught(by: id).compactMap { taught in
            guard try queries.word(on: taught.given.key, before: taught.seq + 1)?.id == taught.id
            else { return nil }
            return try lesson(taught.id, taught.seq, taught.given)
        }
    }

    /// Makes an item known that someone described while saying what a scan or a label is of; its codes are taught by that.
    ///
    /// - Throws: ``StorageFault/idExistsWithDifferentContent(_:)``, and what ``teach(_:for:by:)`` throws.
    package func makeItem(_ item: Item, codes: [PackCode], taughtBy request: EntryID) throws {
        let entryID = item.id.named(JournalEntry.self)
        guard let known = try entry(entryID) else {
            try append(entryID, ItemDefined(item: item, codes: []))
            return try teach(codes, for: item.id, by: request)
        }
        let taught = try Queries(db).codesTaught(by: request).map(\.given.packCode)
        let isSame =
            known.body as? ItemDefined == ItemDefined(item: item, codes: [])
            && Set(taught.map(\.key)) == Set(codes.map(\.key)) && taught.allSatisfy(codes.contains)
        guard isSame || known.body as? ItemDefined == ItemDefined(item: item, codes: codes)
        else { throw StorageFault.idExistsWithDifferentContent(entryID) }
    }

    /// Gives a known item codes that came with it when someone said what a scan or a label is of; scans of them that wait then
    /// count.
    ///
    /// Those that nobody knew are unlearned with what was said.
    ///
    /// - Parameters:
    ///   - codes: The label's or the scan's own is none of them.
    ///   - item: It keeps its facts.
    ///   - request: The entry by which it is said; where it is known, nothing is taught once more.
    /// - Throws: ``StorageFault/codeBelongsToAnotherItem(code:item:)``, ``StorageFault/codeNamesAPlace(_:)``,
    ///   ``StorageFault/labelCodeTaken(_:)``.
    package func teach(_ codes: [PackCode], for item: ItemID, by request: EntryID) throws {
        guard try !isRecorded(request) else { return }
        let item = try current(item).id
        try refuseForeignCodes(codes, of: item)
        var others: [PackCode] = []
        var taught = 0
        for code in codes {
            guard try target([code.key]) == nil else {
                others.append(code)
                continue
            }
            try append(request.taughtCode(taught), CodeGiven(code, item: item))
            taught += 1
        }
        if !others.isEmpty { _ = try mergeItem(try self.item(item), codes: others) }
        for code in codes { try settleScans(of: code.key) }
    }

    /// The binding's id is derived from the explanation's: one request names both.
    func explainedLabelID(_ explanation: EntryID) -> EntryID {
        EntryID(hashOf: "larder-explained-label-v1\n\(explanation)")
    }
}

extension Queries {
    /// The codes that came with the item that an explanation or a binding named, and nobody knew; of a binding that puts
    /// another right, those of that one too.
    func codesTaught(
        by id: EntryID
    ) throws -> [(id: EntryID, seq: Int64, given: CodeGiven)] {
        var taught: [(id: EntryID, seq: Int64, given: CodeGiven)] = []
        var next: EntryID? = id
        while let id = next {
            var number = 0
            let sql = "SELECT seq, kind, body FROM journal WHERE id = ?"
            while let row = try Row.fetchOne(
                db.cachedStatement(sql: sql), arguments: [id.taughtCode(number).blob]),
                let given = try EntryKinds.read(row["kind"], row["body"]) as? CodeGiven
            {
                taught.append((id.taughtCode(number), row["seq"], given))
                number += 1
            }
            next = (try body(of: id) as? LabelBound)?.corrects
        }
        return taught
    }
}

extension CodeGiven {
    fileprivate var packCode: PackCode { PackCode(code: code, key: key, pack: pack) }
}

extension EntryID {
    /// The entry by which the hub learns one of the codes that came with the item which an explanation or a binding names.
    fileprivate func taughtCode(_ number: Int) -> EntryID {
        EntryID(hashOf: "larder-taught-code-v1\n\(self)\n\(number)")
    }
}
