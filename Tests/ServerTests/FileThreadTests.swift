import API
import Hub
import Storage
import TestSupport
import Testing

@testable import Server

/// What is long is read beside the threads that answer requests, and looked at beside the writer.
@Suite struct FileThreadTests {
    @Test(arguments: ["item-imports", "reconciliations"])
    func `a preview asks nothing of the writer`(route: String) async throws {
        let hub = try TestHub()
        try await hub.item()
        let file =
            "name,code,at\nBeans,beans,2026-11-21T10:00:00Z\nPeas,peas,2026-11-21T10:00:00Z\n"
        let before = hub.store.asked.writes
        let plan = try await hub.call(.post, "/api/v1/\(route)?dryRun=true", .csv(file))
        #expect(plan.status == 200 && plan["plan"].rows.count == 2)
        #expect(hub.store.asked.writes == before)
        _ = try await hub.call(.post, "/api/v1/\(route)", .csv(file))
        #expect(hub.store.asked.writes > before)
    }

    @Test func `a hub that stops ends a preview`() async throws {
        let hub = try TestHub()
        hub.hub.stopSignal.raise()
        let answer = try await hub.call(
            .post, "/api/v1/reconciliations?dryRun=true",
            .csv("code,at\nbeans,2026-11-21T10:00:00Z\n"))
        #expect(answer.problem == "stopping")
    }

    @Test func `a long batch is read beside the threads that answer, a device's own is not`()
        async throws
    {
        let hub = try TestHub()
        let item = try await hub.item()
        let few = (0..<20).map { _ in TestHub.scan("intake", "beans", 1) }
        var before = hub.hub.files.steps
        #expect(try await hub.call(.post, "/api/v1/scans/batch", .lines(few)).status == 200)
        #expect(hub.hub.files.steps == before)

        let count = ScanBatch.partLimit * 3
        let many = (0..<count).map { _ in TestHub.scan("intake", "beans", 1) }
        var lines = many.map { "\($0)" }
        #expect(lines.reduce(0) { $0 + $1.utf8.count } > 65_536)
        for poison in [1, ScanBatch.partLimit, count - 1] { lines[poison] = "{\"code\":" }
        before = hub.hub.files.steps
        let answer = try await hub.call(
            .post, "/api/v1/scans/batch",
            .text(lines.joined(separator: "\n"), "application/x-ndjson"))
        // Each part is read there, not the first alone.
        #expect(hub.hub.files.steps >= before + 3)
        #expect(answer.lines.count == count)
        #expect(answer.lines.count { $0["outcome"] == "recorded" } == count - 3)
        #expect(try await hub.balance(item) == Int64(count - 3 + few.count))
    }
}
