import Foundation
import Journal
import Printing
import Stock
import Storage
import TestSupport
import Testing

@Suite struct SourceTests {
    @Test func `a source's name is erased, and the journal stays as it was`() async throws {
        let pantry = try await SamplePantry()
        let id = try await pantry.source("Corner Bakery")
        let before = try await pantry.store.read { try $0.journal(after: 0, limit: 100) }
        #expect(try await pantry.store.write { try $0.eraseSourceName(id) } == [])
        #expect(try await pantry.store.write { try $0.eraseSourceName(id) } == nil)
        #expect(try await pantry.names() == [])
        #expect(try await pantry.store.read { try $0.sourceName(id) } == nil)
        #expect(try await pantry.store.read { try $0.journal(after: 0, limit: 100) } == before)
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `names that differ in case, accents, blanks or marks are one source`() async throws {
        let pantry = try await SamplePantry()
        let id = try await pantry.source("Café Market")
        for name in ["CAFE MARKET", "Café  Market", "café-market", "Cafe\u{301} Market"] {
            #expect(try await pantry.source(name) == id, "\(name)")
        }
        #expect(try await pantry.source("Cafés Market") != id)
        #expect(try await pantry.names() == ["Café Market", "Cafés Market"])
        #expect(try await pantry.names(matching: "cafe m") == ["Café Market"])
        _ = try await pantry.store.write { try $0.eraseSourceName(id) }
        #expect(try await pantry.names() == ["Cafés Market"])
    }

    @Test func `a name that is given again after it was erased is another source`() async throws {
        let pantry = try await SamplePantry()
        let id = try await pantry.source("Corner Bakery")
        _ = try await pantry.store.write { try $0.eraseSourceName(id) }
        let again = try await pantry.source("Corner Bakery")
        #expect(again != id)
        #expect(try await pantry.store.read { try $0.sourceName(again) } == "Corner Bakery")
    }

    @Test func `a scan sent again after its source's name was erased is answered as before`()
        async throws
    {
        let pantry = try await SamplePantry()
        _ = try await pantry.source("Harvest Market")
        let scan = Scan.scan(.intake, "beans") { $0.source = .name("Corner Bakery") }
        guard case .recorded(let first) = try await pantry.record(scan) else { return }
        let id = try await pantry.source("Corner Bakery")
        _ = try await pantry.store.write { try $0.eraseSourceName(id) }
        guard case .recorded(let again) = try await pantry.record(scan) else { return }
        #expect((again.seq, again.isReplay) == (first.seq, true))
        #expect(try await pantry.names() == ["Harvest Market"], "the name is not kept anew")
        // Another scan gives the name again: that is another source, and the first scan is still the first.
        _ = try await pantry.source("corner bakery")
        guard case .recorded(let later) = try await pantry.record(scan) else { return }
        #expect((later.seq, later.isReplay) == (first.seq, true))
        var other = scan
        other.source = .name("Harvest Market")
        let changed = other
        await #expect(throws: StorageFault.idExistsWithDifferentContent(scan.id)) {
            try await pantry.record(changed)
        }
    }

    @Test func `labels that are still to be printed, or were, forget an erased name`() async throws
    {
        let pantry = try await SamplePantry()
        let id = try await pantry.source("Corner Bakery")
        let jobs: [PrintJobID] = [fresh(), fresh(), fresh()]
        try await pantry.store.write { ledger in
            try ledger.addPrinter(
                PrinterRecord(
                    name: "P", device: "picture:", language: "png", media: "50x30", dpi: 203))
            for (job, source) in zip(jobs, ["Corner Bakery", "corner bakery", "Harvest Market"]) {
                let label = PrintRequest(
                    layout: "donation", code: nil, fields: ["name": "Bread", "source": source],
                    copies: 2)
                _ = try ledger.addJob(job, printer: "P", request: label)
            }
            _ = try ledger.advanceJob(jobs[1], by: .cancel)
            #expect(try ledger.eraseSourceName(id) == Array(jobs.prefix(2)))
        }
        let requests = try await pantry.store.read { queries in
            try jobs.map { try queries.job($0)?.request }
        }
        let plain = PrintRequest(
            layout: "donation", code: nil, fields: ["name": "Bread"], copies: 2)
        #expect(requests.prefix(2) == [plain, plain])
        #expect(requests[2]?.fields["source"] == "Harvest Market")
    }

    @Test
    func `a name goes from every field that it stands in, but not from what else is called so`()
        async throws
    {
        let pantry = try await SamplePantry()
        let name = SamplePantry.beans.name
        let id = try await pantry.source(name)
        let job: PrintJobID = fresh()
        try await pantry.store.write { ledger in
            try ledger.addPrinter(
                PrinterRecord(
                    name: "P", device: "picture:", language: "png", media: "50x30", dpi: 203))
            let fields = [
                "name": name, "source": " \(name.uppercased())", "to": "\(name), 5th St",
                "contents": "1 × Rice;2 × \(name)", "detail": "\(name)s",
            ]
            _ = try ledger.addJob(
                job, printer: "P",
                request: PrintRequest(layout: "badge", code: nil, fields: fields, copies: 1))
            #expect(try ledger.eraseSourceName(id) == [job])
        }
        let left = try await pantry.store.read { try $0.job(job)?.request.fields }
        #expect(left == ["name": name, "contents": "1 × Rice", "detail": "\(name)s"])
    }

    @Test func `the hub's files hold no name that was erased`() async throws {
        let pantry = try await SamplePantry()
        let name = "Corner Bakery and Garden of Ms. Miller"
        let id = try await pantry.source(name)
        _ = try await pantry.source("Harvest Market")
        _ = try await pantry.store.write { try $0.eraseSourceName(id) }
        try pantry.store.close()
        let folder = pantry.directory.data.url
        let bytes = try Data(contentsOf: pantry.directory.data.database)
        #expect(bytes.range(of: Data("Harvest Market".utf8)) != nil)
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            guard let bytes = try? Data(contentsOf: folder.appending(path: file)) else { continue }
            #expect(bytes.range(of: Data(name.utf8)) == nil, "\(file)")
        }
    }

    @Test func `sources are listed page by page, by a part of their names`() async throws {
        let pantry = try await SamplePantry()
        for name in ["harvest market", "Bakery", "Ännes Laden", "Anna"] {
            _ = try await pantry.source(name)
        }
        #expect(try await pantry.names() == ["Anna", "Bakery", "harvest market", "Ännes Laden"])
        #expect(try await pantry.names(matching: "AR") == ["harvest market"])
        let next = try await pantry.store.read { try $0.sources(after: "BAKERY", limit: 1) }
        #expect(next.map(\.name) == ["harvest market"])
    }
}

extension SamplePantry {
    /// The id of a source, from a scan that names it.
    func source(_ name: String) async throws -> SourceID {
        let scan = Scan.scan(.intake, "beans") { $0.source = .name(name) }
        let seq = try await recorded(scan).seq
        let entry = try #require(try await store.read { try $0.entry(seq) })
        guard let movement = try entry.content() as? Movement
        else { throw NotRecorded(code: name) }
        return try #require(movement.scan?.source)
    }

    fileprivate func names(matching text: String = "") async throws -> [String] {
        try await store.read { try $0.sources(matching: text, limit: 10).map(\.name) }
    }
}
