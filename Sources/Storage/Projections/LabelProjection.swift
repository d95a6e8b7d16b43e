import Foundation
import GRDB
import Journal
import Stock

/// The table of label codes that the hub issued, and what became of each label.
///
/// What a code stands for is in `code`, as for every other code.
struct LabelProjection {
    let label: BoundStatement

    init(_ db: Database) throws {
        label = try BoundStatement(
            db,
            """
            INSERT INTO label_code (code, roll, number, binding, replaced_by, seq)
            VALUES (?, ?, ?, ?, NULL, ?) ON CONFLICT (code) DO UPDATE SET
            binding = excluded.binding, replaced_by = NULL, seq = excluded.seq
            """)
    }
}

extension LabelIssued: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        try projector.point(code, item: item, lot: lot, seq: seq)
        try projector.label(code, binding: id, seq: seq)
    }
}

extension LabelCodesIssued: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        for (index, code) in codes.enumerated() {
            try projector.labels.label.run(code, id, index + 1, EntryID?.none, seq)
        }
    }
}

extension LabelBound: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        try noteThings(in: projector, seq: seq)
        if corrects != nil { try projector.unbind(code, seq: seq) }
        try projector.label(code, binding: bearer == nil ? nil : id, seq: seq)
        if let replaces {
            try projector.db.execute(
                sql: "UPDATE label_code SET replaced_by = ?, seq = ? WHERE code = ?",
                arguments: [code, seq, replaces])
        }
        switch bearer {
        case .place(let place): try projector.point(code, place: place, seq: seq)
        case .lot(let lot):
            try projector.register(lot, seq: seq)
            try projector.point(code, item: lot.key.item, lot: lot.id, seq: seq)
        case .item(let item): try projector.point(code, item: item, seq: seq)
        case nil: break
        }
        try projector.nameLabel(of: self, seq: seq)
    }
}

extension DonationLabelled: EntryProjection {
    func project(into projector: Projector, id: EntryID, seq: Int64) throws {
        try projector.label(code, binding: id, seq: seq)
        try projector.db.execute(
            sql: "INSERT INTO donation_label (code, donation, seq) VALUES (?, ?, ?)",
            arguments: [code, donation.blob, seq])
    }
}

extension Projector {
    /// Notes that a label of the hub's is bound, or blank where `binding` is nil.
    func label(_ code: String, binding: EntryID?, seq: Int64) throws {
        try labels.label.run(code, EntryID?.none, Int64?.none, binding, seq)
    }

    /// Takes back what a code stood for: the label that it took the place of counts again.
    fileprivate func unbind(_ code: String, seq: Int64) throws {
        let target = try cache.target(code, db)
        let older = try String.fetchOne(
            db, sql: "SELECT code FROM label_code WHERE replaced_by = ? ORDER BY code",
            arguments: [code])
        try db.execute(
            sql: "UPDATE label_code SET replaced_by = NULL, seq = ? WHERE replaced_by = ?",
            arguments: [seq, code])
        try db.execute(sql: "DELETE FROM code WHERE key = ?", arguments: [code])
        try db.execute(sql: "DELETE FROM donation_label WHERE code = ?", arguments: [code])
        cache.forget(code: code)
        guard case .place(let id)? = target, var place = cache.places[id], place.labelCode == code
        else { return }
        place.labelCode = older
        try put(place, seq: seq)
    }

    /// A place goes by the label that took the last one's place, or by its first.
    fileprivate func nameLabel(of bound: LabelBound, seq: Int64) throws {
        guard let id = bound.place, var place = cache.places[id],
            place.labelCode == nil || place.labelCode == bound.replaces
        else { return }
        place.labelCode = bound.code
        try put(place, seq: seq)
    }
}
