import Foundation
import GRDB
package import Journal
package import Stock

// The codes that the hub learns by what someone says of a scan or of a label, and that are unlearned with it.
extension Ledger {
    /// The entry by which the hub learned a code, as long as nobody gave the code anew since.
    struct Lesson {
        let seq: Int64
        let label: EntryID?
        let code: PackCode
        let item: ItemID
    }

    func lesson(
        of scan: EntryID, _ key: String, as item: ItemID, explanation: EntryID
    ) throws -> Lesson? {
        let sql = """
            SELECT journal.seq, journal.id, kind, body FROM code
            JOIN journal ON journal.seq = code.seq WHERE key = ?
            """
        guard
            let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [key])
        else { return nil }
        let id = try EntryID(column: row["id"])
        switch try EntryKinds.read(row["kind"], row["body"]) {
        case let given as CodeGiven where given.scan == scan && given.item == item:
            return Lesson(seq: row["seq"], label: nil, code: given.packCode, item: item)
        case let bound as LabelBound
        where id == explainedLabelID(explanation) && bound.bearer == .item(item):
            let code = PackCode(code: key, key: key, pack: 1)
            return Lesson(seq: row["seq"], label: id, code: code, item: item)
        default: return nil
        }
    }

    func unlearn(_ lesson: Lesson) throws {
        if let label = lesson.label {
            try append(
                freshEntryID(), LabelBound(code: lesson.code.key, bearer: nil, corrects: label))
        } else {
            try append(freshEntryID(), CodeGiven(lesson.code, item: nil, from: lesson.item))
        }
    }

    /// The codes that came with the item that an explanation or a binding named, as long as nobody gave them anew since.
    func lessons(taughtBy id: EntryID) throws -> [Lesson] {
        try Queries(db).codesTaught(by: id).compactMap { taught in
            let sql = "SELECT seq FROM code WHERE key = ?"
            guard let item = taught.given.item,
                try Int64.fetchOne(db.cachedStatement(sql: sql), arguments: [taught.given.key])
                    == taught.seq
            else { return nil }
            return Lesson(
                seq: taught.seq, label: nil, code: taught.given.packCode,
                item: try current(item).id)
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
    package func codesTaught(by id: EntryID) throws -> [(seq: Int64, given: CodeGiven)] {
        var taught: [(seq: Int64, given: CodeGiven)] = []
        var next: EntryID? = id
        while let id = next {
            var number = 0
            let sql = "SELECT seq, kind, body FROM journal WHERE id = ?"
            while let row = try Row.fetchOne(
                db.cachedStatement(sql: sql), arguments: [id.taughtCode(number).blob]),
                let given = try EntryKinds.read(row["kind"], row["body"]) as? CodeGiven
            {
                taught.append((row["seq"], given))
                number += 1
            }
            next = (try body(of: id) as? LabelBound)?.corrects
        }
        return taught
    }

    /// Those of them that stand for what they were taught as no more, with the item that they were taught of.
    package func codesUnlearned(with id: EntryID) throws -> [(key: String, item: ItemID)] {
        let said = try explanation(of: id)?.id ?? id
        return try codesTaught(by: said).compactMap { taught in
            guard let item = taught.given.item else { return nil }
            return try stands(taught.given.key, for: item) ? nil : (taught.given.key, item)
        }
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
