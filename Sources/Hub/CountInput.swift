package import API
import Barcodes
import Journal
package import Stock
package import Storage

extension CountObservationRequest {
    /// The line as the ledger takes it.
    ///
    /// - Throws: `field_unreadable`, `id_unreadable`, `code_too_long`, `code_empty`, `paper_of_a_person`,
    ///   `quantity_not_positive`, `quantity_out_of_range`, `time_unreadable`.
    package func line(in count: CountID, offset: ClockOffset) throws -> CountLineRequest {
        CountLineRequest(
            id: try InputParsing.id(id), count: count, subject: try subject(),
            quantity: Quantity(try InputParsing.quantity(quantity, from: 0)), asOf: asOf,
            at: try at.map { offset.corrected(try InputParsing.moment($0)) })
    }

    /// The same as a scan of its code, for one that nobody knows.
    ///
    /// - Throws: What ``line(in:offset:)`` throws, and `quantity_not_positive` for none.
    package func scan(of code: String, in count: CountID) throws -> Scan {
        var scan = ScanRequest(code: code)
        (scan.id, scan.mode, scan.quantity, scan.at) = (id, Word(.count), quantity, at)
        scan.count = count.description
        return try scan.request()
    }

    private func subject() throws -> CountLineRequest.Subject {
        if let code { return .keys(try InputParsing.scanned(code).keys) }
        guard let item else {
            throw Problem(.fieldUnreadable, "A line names an item, or a code that was scanned.")
        }
        let known: ItemID = try InputParsing.id(item)
        return try lot.map { .lot(try InputParsing.id($0), item: known) } ?? .item(known)
    }
}
