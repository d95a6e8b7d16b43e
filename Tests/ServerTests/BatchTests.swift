import HTTPTypes
import HummingbirdCore
import NIOCore
import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

struct BatchTests {
    @Test func `a bad line spoils no other, and the outcomes keep the order`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        let good = TestHub.scan("intake", "beans", 3)
        let lines = [
            "\(good)", "{not json", "\(TestHub.scan("intake", "beans", 0))", "",
            "\(TestHub.scan("intake", "4711"))", "\(good)",
            "\(good.with(["quantity": 4]))", "\(TestHub.scan("distribute", "beans", 1))",
        ]
        let answer = try await hub.call(
            .post, "/api/v1/scans/batch",
            .text(lines.joined(separator: "\n"), "application/x-ndjson"))
        #expect(answer.status == 200)
        let outcomes = answer.lines.map { $0["outcome"].text + $0["code"].text }
        #expect(
            outcomes == [
                "recorded", "request_malformed", "quantity_not_positive", "unresolved", "recorded",
                "id_exists_with_different_content", "recorded",
            ])
        let sent = [good["id"], nil, nil, nil, good["id"], good["id"], nil]
        for (line, id) in zip(answer.lines, sent) where id != nil { #expect(line["id"] == id) }
        #expect(
            answer.lines.filter { $0["id"] != nil }.count == 6,
            "every line but the one that is no JSON")
        #expect(answer.lines[0] == answer.lines[4], "the same request, the same answer")
        #expect(try await hub.balance(item) == 2)
    }

    /// A hub that has taken in and handed out as much as a sum can hold, which no single scan may say.
    private func fullHub() async throws -> (TestHub, item: String) {
        let hub = try TestHub()
        let item = try await hub.item()
        for mode in [ScanMode.intake, .distribute] {
            var facts = ScanFacts(mode: mode, code: "beans")
            facts.quantity = .max
            let scan = Scan(id: fresh(), facts: facts, keys: ["beans"], keyToLearn: "beans")
            _ = try await hub.store.write { try $0.record(scan) }
        }
        return (hub, item)
    }

    @Test func `a preview names the line of a file that overflows a sum, as the reading does`()
        async throws
    {
        let (hub, _) = try await fullHub()
        let file = "at,code,quantity\n2026-11-21T10:00:00Z,4711,1\n2026-11-21T10:00:01Z,beans,3\n"
        let path = "/api/v1/reconciliations"
        let plan = try await hub.call(.post, "\(path)?dryRun=true", .csv(file))
        #expect(plan["plan"].rows.map { $0["outcome"] } == ["unresolved", "refused"])
        let real = try await hub.call(.post, path, .csv(file))
        #expect(real["exceptions"] == plan["exceptions"])
        #expect([real["unresolved"], real["refused"]] == [1, 1])
    }

    @Test func `a line that overflows a sum is refused alone`() async throws {
        let (hub, item) = try await fullHub()
        let lines = [
            TestHub.scan("distribute", "beans", 3), TestHub.scan("intake", "beans", 2),
            TestHub.scan("distribute", "4711"),
        ]
        let answer = try await hub.call(.post, "/api/v1/scans/batch", .lines(lines))
        let outcomes = answer.lines.map { $0["outcome"].text + $0["code"].text }
        #expect(outcomes == ["quantity_out_of_range", "quantity_out_of_range", "unresolved"])
        let small = try await hub.call(
            .post, "/api/v1/scans/batch",
            .lines([TestHub.scan("discard", "beans", 3), TestHub.scan("intake", "beans", 2)]))
        #expect(
            small.lines.map { $0["outcome"].text + $0["code"].text } == [
                "recorded", "quantity_out_of_range",
            ])
        #expect(try await hub.balance(item) == -3)
        #expect(try await hub.store.verify().isEmpty)
    }

    @Test func `a hub that is told to stop says how far a file was read`() async throws {
        let hub = try TestHub()
        try await hub.item()
        hub.hub.stopSignal.raise()
        let file = "item,name\na,Apples\n"
        let stopped = try await hub.call(.post, "/api/v1/item-imports", .csv(file))
        #expect(stopped.problem == "stopping")
        #expect(stopped["detail"].text.contains(": 0 lines are recorded"))
        let scans = try await hub.call(
            .post, "/api/v1/scans/batch", .lines([TestHub.scan("intake", "beans", 3)]))
        #expect(scans.problem == "stopping")
    }

    @Test func `a hub that stops within a batch tells each line that is left`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        let scans = (0..<ScanBatch.partLimit * 2 + 10).map { _ in TestHub.scan("intake", "beans", 1)
        }
        let response = try await hub.response(
            .post, "/api/v1/scans/batch", .lines(scans), as: TestHub.Asker())
        // The first part is recorded before the answer begins; the hub is told to stop as its outcomes go out.
        let collected = Collected()
        try await response.body.write(
            StoppingWriter(
                inner: CollectingWriter(collected: collected), signal: hub.hub.stopSignal))
        let lines = Answer(response, await collected.bytes).lines
        #expect(lines.map { $0["id"] } == scans.map { $0["id"] })
        #expect(lines.prefix(ScanBatch.partLimit).allSatisfy { $0["outcome"] == "recorded" })
        #expect(lines.dropFirst(ScanBatch.partLimit).allSatisfy { $0["code"] == "stopping" })
        #expect(lines.last?["detail"].text.contains("256 of 522 lines") == true)
        #expect(try await hub.balance(item) == Int64(ScanBatch.partLimit))
    }

    @Test func `a paper's lines are known where a part of the batch ends between them`()
        async throws
    {
        let hub = try TestHub()
        try await hub.item()
        let header = TestHub.scan("intake", "ANSI 636000100002DL00410278ZV03190008DLDAQT64235789")
        let rest = TestHub.scan("intake", "DADO")
        let before = (1..<ScanBatch.partLimit).map { _ in TestHub.scan("intake", "beans", 1) }
        let answer = try await hub.call(
            .post, "/api/v1/scans/batch", .lines(before + [header, rest]))
        #expect(
            answer.lines.suffix(2).map { $0["code"] } == ["paper_of_a_person", "paper_of_a_person"])
        let alone = try await hub.call(.post, "/api/v1/scans/batch", .lines([rest]))
        #expect(alone.lines.map { $0["outcome"] } == ["unresolved"])
    }

    @Test func `a line longer than a scan is refused alone`() async throws {
        let hub = try TestHub()
        try await hub.item()
        let long = "{\"a\":[" + String(repeating: "1,", count: ScanRequest.limit / 2) + "1]}"
        let answer = try await hub.call(
            .post, "/api/v1/scans/batch",
            .text("\(long)\n\(TestHub.scan("intake"))\n", "application/x-ndjson"))
        #expect(
            answer.lines.map { $0["outcome"].text + $0["code"].text } == [
                "body_too_large", "recorded",
            ])
    }

    @Test func `a batch of a few hundred is recorded in order`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        let scans = (0..<300).map { TestHub.scan("intake", "beans", Int64($0 % 7 + 1)) }
        let answer = try await hub.call(.post, "/api/v1/scans/batch", .lines(scans))
        #expect(answer.lines.map { $0["id"] } == scans.map { $0["id"] })
        let sum = scans.reduce(0) { $0 + ($1["quantity"].whole ?? 0) }
        #expect(try await hub.balance(item) == sum)
        let again = try await hub.call(.post, "/api/v1/scans/batch", .lines(scans))
        #expect(again.lines == answer.lines)
        #expect(try await hub.balance(item) == sum)
    }

    @Test(arguments: ["\u{2028}", "\u{85}"])
    func `only a line feed ends a line`(character: String) async throws {
        let hub = try TestHub()
        try await hub.item()
        let scan = TestHub.scan("discard", "beans", 1, ["reason": .text("burst\(character)open")])
        let answer = try await hub.call(
            .post, "/api/v1/scans/batch", .text("\(scan)\n", "application/x-ndjson"))
        #expect(answer.lines.map { $0["outcome"] } == ["recorded"])
    }

    @Test(
        arguments: [[0x7B, 0xFF, 0x7D], [0x7B, 0, 0x7D], [0xFF], [0x00], [0x22, 0xC3, 0x22]]
            as [[UInt8]])
    func `a line with a byte that is no text gets its problem, and the others their answers`(
        bytes: [UInt8]
    ) async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        let good = { Array("\(TestHub.scan("intake"))\n".utf8) }
        for lines in [[bytes, good(), good()], [good(), bytes, good()]] {
            let body = lines.map { $0.last == 0x0A ? $0 : $0 + [0x0A] }.flatMap(\.self)
            let answer = try await hub.call(
                .post, "/api/v1/scans/batch", Body(bytes: body, kind: "application/x-ndjson"))
            #expect(
                answer.lines.map { $0["outcome"].text.isEmpty } == lines.map { $0.last != 0x0A },
                "\(answer.text)")
        }
        #expect(try await hub.balance(item) == 4)
    }

    @Test func `a batch of more lines than the hub reads is refused whole`() async throws {
        let hub = try TestHub()
        let answer = try await hub.call(
            .post, "/api/v1/scans/batch",
            .text(String(repeating: "{}\n", count: TextFile.lineLimit + 1), "application/x-ndjson"))
        #expect(answer.problem == "body_too_large")
    }
}

/// Tells the hub to stop as soon as something is written.
private struct StoppingWriter: ResponseBodyWriter {
    let inner: CollectingWriter
    let signal: StopSignal

    func write(_ buffer: ByteBuffer) async throws {
        signal.raise()
        try await inner.write(buffer)
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
