package import API
import Barcodes
import Journal
package import Stock
import Storage

/// A line of a count as its sender's texts say it, or why they say none.
package struct CountLineInput: Sendable {
    let count: CountID
    let line: Result<CountLineRequest, any Error>
    /// The same as a scan of its code, for one that nobody knows; nil where it names no code.
    let scan: Result<Scan, any Error>?
}

/// The end of a count, as its sender says it.
package struct CountEnd: Sendable {
    /// Names the entry by which the count is completed.
    let id: EntryID
    /// What becomes of items that nobody counted.
    let uncounted: Uncounted
    /// Items that nobody counted and of which nothing is left.
    let gone: Set<ItemID>

    package init(id: EntryID, uncounted: Uncounted = .leave, gone: Set<ItemID> = []) {
        (self.id, self.uncounted, self.gone) = (id, uncounted, gone)
    }
}

/// What was written on a count's list, as its sender says it.
package struct CountListInput: Sendable {
    /// Made by the sender; the same list again changes nothing.
    let id: EntryID
    let count: CountID
    /// Pieces or grams of each item, zero where none was there; what was not looked at is left out.
    let seen: [ItemID: Quantity]
    /// When it was seen; nil for now.
    let at: Moment?

    /// - Throws: `quantity_not_positive`, `quantity_out_of_range`.
    package init(id: EntryID, count: CountID, seen: [ItemID: Int64], at: Moment?) throws {
        (self.id, self.count, self.at) = (id, count, at)
        self.seen = try seen.mapValues { Quantity(try InputParsing.quantity($0, from: 0)) }
    }

    /// Its lines as the ledger takes them; their ids follow from the list's.
    var lines: [CountLineRequest] {
        seen.sorted { $0.key < $1.key }.map { item, quantity in
            CountLineRequest(
                id: EntryID(hashOf: "larder-count-list-v1\n\(id)\n\(item)"), count: count,
                subject: .item(item), quantity: quantity, at: at)
        }
    }
}

extension CompletionRequest {
    /// - Throws: `id_unreadable`.
    package func end() throws -> CountEnd {
        CountEnd(
            id: try InputParsing.id(id), uncounted: uncounted ?? .leave,
            gone: try InputParsing.ids(gone ?? []))
    }
}

extension CountObservationRequest {
    /// What it says, read into the ledger's types.
    package func input(in count: CountID) -> CountLineInput {
        CountLineInput(
            count: count, line: Result { try line(in: count) },
            scan: code.map { code in Result { try scan(of: code, in: count) } })
    }

    /// The line as the ledger takes it, its moment by the sender's clock.
    ///
    /// - Throws: `field_unreadable`, `id_unreadable`, `code_too_long`, `code_empty`, `paper_of_a_person`,
    ///   `quantity_not_positive`, `quantity_out_of_range`, `time_unreadable`.
    private func line(in count: CountID) throws -> CountLineRequest {
        guard quantity != nil || weightGrams != nil else { throw Problem.fieldMissing("quantity") }
        return CountLineRequest(
            id: try InputParsing.id(id), count: count, subject: try subject(),
            quantity: Quantity(try InputParsing.quantity(quantity ?? 1, from: 0)),
            weightGrams: try weightGrams.map { try InputParsing.weight($0) }, asOf: asOf,
            at: try at.map { try InputParsing.moment($0) }, code: code)
    }

    /// The same as a scan of its code, for one that nobody knows.
    ///
    /// - Throws: What ``line(in:)`` throws, and `quantity_not_positive` for none.
    private func scan(of code: String, in count: CountID) throws -> Scan {
        var scan = ScanRequest(code: code)
        (scan.id, scan.mode, scan.quantity, scan.at) = (id, Word(.count), quantity, at)
        (scan.weightGrams, scan.count) = (weightGrams, count.description)
        return try scan.request()
    }

    private func subject() throws -> CountLineRequest.Subject {
        if let code { return .keys(try InputParsing.scanned(code).keys) }
        guard let item else {
            throw Problem.countLineOfNothing
        }
        let known: ItemID = try InputParsing.id(item)
        return try lot.map { .lot(try InputParsing.id($0), item: known) } ?? .item(known)
    }
}
