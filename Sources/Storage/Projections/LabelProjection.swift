import Foundation
import GRDB
import Journal
import Stock

// What entries about label codes write: `code` says what a code stands for, `label_code` what became
// of the label.
extension Projector {
    func issue(_ codes: [String], roll: EntryID, seq: Int64) throws {
        for (index, code) in codes.enumerated() {
            try statements.label.run(code, roll, index + 1, EntryID?.none, seq)
        }
    }

    func label(_ code: String, binding: EntryID?, seq: Int64) throws {
        try statements.label.run(code, EntryID?.none, Int64?.none, binding, seq)
    }

    func bind(_ bound: LabelBound, id: EntryID, seq: Int64) throws {
        if bound.corrects != nil { try unbind(bound.code, seq: seq) }
        try label(bound.code, binding: bound.bearer == nil ? nil : id, seq: seq)
        if let old = bound.replaces {
            try db.execute(
                sql: "UPDATE label_code SET replaced_by = ?, seq = ? WHERE code = ?",
                arguments: [bound.code, seq, old])
        }
        switch bound.bearer {
        case .place(let place): try point(bound.code, place: place, seq: seq)
        case .lot(let lot):
            try register(lot, seq: seq)
            try point(bound.code, item: lot.key.item, lot: lot.id, seq: seq)
        case .item(let item): try point(bound.code, item: item, seq: seq)
        case nil: break
        }
        try nameLabel(of: bound, seq: seq)
    }

    func bind(_ labelled: DonationLabelled, id: EntryID, seq: Int64) throws {
        try label(labelled.code, binding: id, seq: seq)
        try db.execute(
            sql: "INSERT INTO donation_label (code, donation, seq) VALUES (?, ?, ?)",
            arguments: [labelled.code, labelled.donation.blob, seq])
    }

    /// Takes back what a code stood for: the label that it took the place of counts again.
    private func unbind(_ code: String, seq: Int64) throws {
        let target = try cache.target(code, db)
        let older = try String.fetchOne(
            db, sql: "SELECT code FROM label_code WHERE replaced_by = ? ORDER BY code",
            arguments: [code])
        try db.execute(
            sql: "UPDATE label_code SET replaced_by = NULL, seq = ? WHERE replaced_by = ?",
            arguments: [seq, code])
        try db.execute(sql: "DELETE FROM code WHERE key = ?", arguments: [code])
        try db.execute(sql: "DELETE FROM donation_label WHERE code = ?", arguments: [code])
        cache.codes[code] = nil
        guard case .place(let id)? = target, var place = cache.places[id], place.labelCode == code
        else { return }
        place.labelCode = older
        try put(place, seq: seq)
    }

    /// A place goes by the label that took the last one's place, or by its first.
    private func nameLabel(of bound: LabelBound, seq: Int64) throws {
        guard let id = bound.place, var place = cache.places[id],
            place.labelCode == nil || place.labelCode == bound.replaces
        else { return }
        place.labelCode = bound.code
        try put(place, seq: seq)
    }

    func point(
        _ code: String, item: ItemID? = nil, lot: LotID? = nil, place: PlaceID? = nil, seq: Int64
    ) throws {
        try statements.code.run(code, code, item, lot, place, 1, seq)
        cache.codes[code] = nil
    }
}
