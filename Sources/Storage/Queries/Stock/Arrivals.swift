import Foundation
import GRDB
import Stock

/// When the last of each item came to any place, as far as someone looked: what came to no place since a moment need not
/// be looked for.
struct LastArrivals {
    private var moments: [ItemID: Moment] = [:]

    /// Items that are known.
    var count: Int { moments.count }

    /// Whether some of an item may have come to a place after a moment.
    func mayBe(of item: ItemID, since moment: Moment) -> Bool {
        moments[item].map { $0 > moment } ?? true
    }

    /// Someone looked: nothing of an item came later than that.
    mutating func begin(_ item: ItemID, _ moment: Moment) {
        moments[item] = max(moments[item] ?? moment, moment)
    }

    /// Some of an item came to a place.
    mutating func note(_ item: ItemID, _ moment: Moment) {
        if let known = moments[item], known < moment { moments[item] = moment }
    }
}

extension Queries {
    /// Stretches of the journal, of 256 entries each, that a hand-out that comes late looks back at the most.
    private static let stretches: Int64 = 64

    /// How much of an item's lots came to each place since a moment, more than left it, and when the last came.
    ///
    /// What a count found is not among it: it was there before. Nil for a moment before the last 16,000 entries.
    func arrivals(
        of item: ItemID, since moment: Moment
    ) throws -> (quantities: [LotAtPlace: Quantity], last: Moment?)? {
        let (first, head) = (try seq(at: moment), try head())
        let blocks = (Schema.block(of: first), Schema.block(of: head))
        guard blocks.1 - blocks.0 < Self.stretches else { return nil }
        let sql = """
            SELECT place, lot, sum(quantity) AS quantity, max(iif(quantity > 0, moment, NULL)) AS last FROM posting
            WHERE stretch IN (SELECT value FROM json_each(?)) AND item = ? AND seq > ? AND moment > ? AND count IS NULL
            GROUP BY place, lot
            """
        let stretches = "[" + (blocks.0...blocks.1).map { String($0) }.joined(separator: ",") + "]"
        var (quantities, last) = ([LotAtPlace: Quantity](), Moment?.none)
        let rows = try Row.fetchCursor(
            db.cachedStatement(sql: sql),
            arguments: [stretches, item.blob, first, moment.microseconds])
        while let row = try rows.next() {
            if let came = row["last"] as Int64? {
                last = max(last ?? .earliest, Moment(microseconds: came))
            }
            let quantity = Quantity(row["quantity"])
            guard quantity > .zero else { continue }
            let spot = LotAtPlace(
                place: try PlaceID(column: row["place"]), lot: try LotID(column: row["lot"]))
            quantities[spot] = quantity
        }
        return (quantities, last)
    }
}
