import Foundation
import GRDB
import Journal
public import Stock

/// A figure over many items: what some stand for in pieces, and what some weigh.
public struct Sums: Sendable, Hashable {
    /// Of items kept by the piece.
    public var pieces: Int64
    /// Of items kept in grams, and of pieces whose weight is known.
    public var grams: Int64
}

/// What waits for a person to see to it before a day is closed.
package struct OpenMatters: Sendable {
    /// Scans that nobody has explained.
    package let unresolved: Int
    /// Items with a shortfall somewhere.
    package let itemsShort: Int
    /// Counts that are not completed; at most 100.
    package let openCounts: Int
    /// Print jobs of which nobody knows whether they came out, or that did not.
    package let jobsInDoubt: Int

    /// Whether nothing waits.
    package var areSettled: Bool {
        unresolved == 0 && itemsShort == 0 && openCounts == 0 && jobsInDoubt == 0
    }
}

/// The start page: what needs attention, and the day so far.
package struct HubSummary: Sendable {
    package let matters: OpenMatters
    /// The last day before today that something happened on and nobody closed.
    package let openDay: CivilDate?
    /// Today so far.
    package let taken: Sums
    /// Today so far.
    package let distributed: Sums
    package let printers: [PrinterQueue]
    /// When the first entry was recorded; nil where there is none.
    package let began: Moment?
}

// Figures for pages, added up by the database; what is beyond 64 bits is cut off at a double's
// precision, for they are only shown.
extension Queries {
    /// What the start page tells on a day.
    package func summary(on today: CivilDate) throws -> HubSummary {
        let flow = try flow(on: today)
        return HubSummary(
            matters: try openMatters(),
            openDay: try lastOpenDay(before: today), taken: flow.taken,
            distributed: flow.distributed, printers: try printerQueues(),
            began: try Int64.fetchOne(db, sql: "SELECT recorded_at FROM journal WHERE seq = 1")
                .map { Moment(microseconds: $0) })
    }

    /// What waits for a person, in numbers.
    package func openMatters() throws -> OpenMatters {
        OpenMatters(
            unresolved: try openUnresolvedCount(),
            itemsShort: try shortfallCount().items,
            openCounts: try openCounts().count, jobsInDoubt: try unsettledCount())
    }

    /// What came in and what was handed out on a day so far; of a closed day as it was signed.
    package func flow(on day: CivilDate) throws -> PeriodFlow {
        try dayFlows(from: day, until: day).first ?? PeriodFlow(first: day)
    }

    /// The last day before `today` on which something happened and that nobody closed.
    public func lastOpenDay(before today: CivilDate) throws -> CivilDate? {
        let sql = """
            SELECT max(day) FROM day_total
            WHERE day < ? AND day > coalesce((SELECT max(day) FROM day_closed), '')
            """
        return try String.fetchOne(db, sql: sql, arguments: [today.description]).flatMap {
            CivilDate($0)
        }
    }

    /// What rows of stock, each with its item, stand for together.
    static let summed = """
        total(iif(measure = 'each', quantity, 0)) AS pieces,
        total(quantity * iif(measure = 'gram', 1.0, coalesce(unit_weight, 0))) AS grams
        """

    /// What ``summed`` reads.
    func sums(_ row: Row) -> Sums {
        Sums(pieces: whole(row["pieces"]), grams: whole(row["grams"]))
    }

    func whole(_ number: Double?, and more: Int64 = 0) -> Int64 {
        Int64(nearest: (number ?? 0) + Double(more))
    }
}
