import Journal
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Server

/// What is written is answered from the transaction that wrote it, and not from what others make of it meanwhile.
struct TransactionTests {
    @Test func `items are answered from the transaction that changed them`() async throws {
        let hub = try TestHub()
        let item = try await hub.item("Black beans", code: "beans")
        let other = try await hub.item("Beans, black", code: "other")
        let path = "/api/v1/items/\(item)"
        try await once(hub, .post, "/api/v1/items", ["id": TestHub.id(), "name": "black beans"])
        try await once(hub, .put, path, ["id": .text(item), "name": "Beans", "codes": []])
        try await once(hub, .patch, path, ["name": "Beans again"])
        try await once(
            hub, .post, "/api/v1/item-joins",
            ["id": TestHub.id(), "item": .text(other), "into": .text(item)])
    }

    @Test func `counts are answered from the transaction that changed them`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        let bin = try await hub.place()
        try await hub.scan("intake", "beans", 10, ["place": .text(bin.id)])
        for ending in ["completion", nil] {
            let id = TestHub.id()
            let path = "/api/v1/counts/\(id.text)"
            try await once(hub, .post, "/api/v1/counts", ["id": id, "place": .text(bin.id)])
            try await once(
                hub, .post, "\(path)/lines",
                ["id": TestHub.id(), "item": .text(item), "quantity": 9])
            if let ending {
                try await once(hub, .post, "\(path)/\(ending)", ["id": TestHub.id()])
            } else {
                try await once(hub, .delete, path)
            }
        }
    }

    @Test func `labels are answered from the transaction that changed them`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        let code = try await hub.roll(1).codes[0]
        let path = "/api/v1/label-codes/\(code)"
        try await once(
            hub, .post, "\(path)/binding", ["id": TestHub.id(), "item": .text(item)])
        try await once(hub, .post, "\(path)/replacement", ["id": TestHub.id()])
    }

    @Test func `what a code was is answered from the transaction that settled it`() async throws {
        let hub = try TestHub()
        let scans = try await [hub.scan("intake", "4711"), hub.scan("intake", "4712")]
        let pairs: [(JSON, JSON)] = [
            (scans[0].json, ["item": ["id": TestHub.id(), "name": "Jam"], "pack": 6]),
            (scans[1].json, ["item": nil]),
        ]
        for (scan, said) in pairs {
            try await once(
                hub, .post, "/api/v1/unresolved/\(scan["id"].text)/resolution",
                .json(said.with(["id": TestHub.id()])))
        }
        let form = ["id": TestHub.id().text, "name": "Plum jam", "button": "yes"]
        let before = hub.store.asked.writes
        #expect(try await hub.form("/items/new", form).status == 303)
        #expect(hub.store.asked.writes == before + 1)
    }

    @Test func `days are answered from the transaction that changed them`() async throws {
        let hub = try TestHub()
        try await hub.item()
        try await hub.scan("intake", "beans", 10)
        for change in ["closing", "reopening"] {
            try await once(hub, .post, "/api/v1/days/2026-11-21/\(change)", ["id": TestHub.id()])
        }
    }

    @Test func `what is taken back is told from the transaction that took it back`() async throws {
        let hub = try TestHub()
        try await hub.item()
        let scan = try await hub.scan("intake", "beans", 10)["id"].text
        try await once(
            hub, .post, "/api/v1/movements/\(scan)/reversal", ["id": TestHub.id()])
    }

    @Test func `printers are answered from the transaction that changed them`() async throws {
        let hub = try TestHub()
        try await hub.pictures(["Q": "50x30"])
        let printer: JSON = [
            "name": "P", "device": .text(NarrowPrinter.device), "language": "plain",
        ]
        let path = "/api/v1/printers"
        try await once(hub, .post, path, .json(printer))
        try await once(hub, .post, path, .json(printer))
        // Which device it means, and whether it can be set so, is found out before.
        try await once(hub, .patch, "\(path)/P", ["dpi": 203], reads: 2)
        try await once(hub, .post, "\(path)/P/calibrations", ["left": 1], reads: 1)
    }

    @Test func `batches are answered from the transaction that changed them`() async throws {
        let hub = try TestHub()
        try await hub.pictures(["P": "50x30"])
        let id = TestHub.id()
        let batch: JSON = ["id": id, "printer": "P", "layout": "test", "labels": [[:], [:]]]
        let path = "/api/v1/print-batches"
        // What the labels say is read, and drawn, before; one that is known is read whole with that.
        try await once(hub, .post, path, .json(batch), reads: 1)
        try await once(hub, .post, path, .json(batch), reads: 1, writes: 0)
        for job in try await hub.call(.get, "/api/v1/print-jobs?batch=\(id.text)").json.rows {
            try await hub.stop("/api/v1/print-jobs/\(job["id"].text)", after: 1)
        }
        try await once(hub, .post, "\(path)/\(id.text)/confirmation", ["cameOut": false])
        let new = TestHub.id()
        try await once(hub, .post, "\(path)/\(id.text)/reprint", ["id": new], reads: 1)
        try await once(hub, .post, "\(path)/\(new.text)/cancellation")
    }

    @Test func `how far the journal was walked is what the walk saw`() async throws {
        let hub = try TestHub()
        try await hub.item()
        let before = hub.store.asked
        let walked = try await hub.call(.post, "/api/v1/verifications")
        #expect(hub.store.asked == before, "a snapshot of its own is no snapshot of the hub's")
        #expect(walked["entries"].whole == hub.store.head.seq && walked["findings"] == [])
    }

    /// Sends a request that is done in one transaction, and read in no snapshot beside it, but for what has to be known
    /// before.
    private func once(
        _ hub: TestHub, _ method: Verb, _ path: String, _ body: Body = .none, reads: Int = 0,
        writes: Int = 1
    ) async throws {
        let before = hub.store.asked
        let answer = try await hub.call(method, path, body)
        #expect(answer.status < 300, "\(path)")
        #expect(
            hub.store.asked == (before.reads + reads, before.writes + writes),
            "\(method) \(path)")
    }
}
