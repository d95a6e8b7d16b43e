import Printing
import Stock
import Storage
import TestSupport
import Testing

@Suite struct BadgeTests {
    @Test(arguments: ["badge", "badge-large"])
    func `the name on a badge is forgotten when the badge is printed or cancelled`(
        _ layout: String
    ) async throws {
        let pantry = try await SamplePantry()
        let printer = PrinterRecord(
            name: "P", device: "picture:", language: "png", media: "50x30", dpi: 203)
        let ids: [PrintJobID] = [fresh(), fresh(), fresh()]
        let fields = ["name": "Ana"]
        try await pantry.store.write { ledger in
            try ledger.addPrinter(printer)
            for (id, layout) in zip(ids, [layout, layout, "bin"]) {
                let label = PrintRequest(layout: layout, code: nil, fields: fields, copies: 1)
                _ = try ledger.addJob(id, printer: "P", request: label)
            }
            for id in ids.dropFirst() { _ = try ledger.advanceJob(id, by: .cancel) }
        }
        let jobs = try await pantry.store.read { queries in
            try ids.map { try queries.job($0)?.request.fields }
        }
        #expect(jobs == [fields, [:], fields])
    }
}
