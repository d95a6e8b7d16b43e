import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

struct ReconciliationTests {
    private let file = """
        at,code,quantity,place,station
        2026-11-21T09:00:00-05:00,beans,2,,table-1
        2026-11-21T09:00:00-05:00,beans,2,,table-1
        2026-11-21T09:01:00-05:00,4711,,,table-1
        2026-11-21T09:02:00-05:00,beans,0,,table-1
        2026-11-21T09:03:00-05:00,beans,two,,table-2
        soon,beans,1,,table-2
        2026-11-21T09:05:00-05:00,beans,1,ABCDEFGC,table-2
        2026-11-21T09:06:00-05:00,"beans,1,,table-2
        """

    private func adds(_ report: Answer) {
        let parts = ["recorded", "alreadyRecorded", "unresolved", "refused"].map {
            report[$0].whole ?? -1
        }
        #expect(parts.reduce(0, +) == report["lines"].whole)
    }

    @Test func `every line is in exactly one count`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        try await hub.scan("intake", "beans", 3)
        let report = try await hub.call(.post, "/api/v1/reconciliations", .csv(file))
        adds(report)
        #expect(report["lines"] == 8)
        #expect(report["recorded"] == 2)
        #expect(report["alreadyRecorded"] == 0)
        #expect(report["unresolved"] == 1)
        #expect(report["refused"] == 5)
        #expect(report["late"] == 0)
        #expect(report["shortfalls"].rows.map { $0["line"] } == [3])
        #expect(report["shortfalls"][0]["balance"] == -1)
        #expect(
            report["exceptions"].rows.map { $0["line"] } == [4, 5, 6, 7, 8, 9])
        #expect(
            report["exceptions"].rows.map { $0["code"].text } == [
                "code_unknown", "quantity_not_positive", "number_unreadable", "time_unreadable",
                "place_not_found", "row_unreadable",
            ])
        #expect(try await hub.balance(item) == -1)
    }

    @Test func `reading a file twice changes nothing`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        _ = try await hub.call(.post, "/api/v1/reconciliations", .csv(file))
        let head = try await hub.call(.get, "/health")["seq"]
        let again = try await hub.call(.post, "/api/v1/reconciliations", .csv(file))
        adds(again)
        #expect(again["recorded"] == 0)
        #expect(again["unresolved"] == 0)
        #expect(again["alreadyRecorded"] == 3, "two recorded, one kept as unresolved")
        #expect(again["refused"] == 5)
        #expect(try await hub.call(.get, "/health")["seq"] == head)
        #expect(try await hub.balance(item) == -4)
    }

    @Test func `a line's id is derived as the contract says`() async throws {
        let hub = try TestHub()
        try await hub.item()
        _ = try await hub.call(.post, "/api/v1/reconciliations", .csv(file))
        let ids = try await hub.call(.get, "/api/v1/journal?after=2").lines.map { $0["id"].text }
        // printf 'larder-batch-v1\ntable-1\n2026-11-21T09:00:00-05:00\nbeans\n2\n1' | sha256sum
        // and so on with n = 2; the 13th digit made an 8, the two top bits of the 17th made 10.
        #expect(
            ids == [
                "f810ab47-0632-807b-939f-a28aeb63f7a6",
                "c2ede984-d9c6-87a1-bd70-17153b5acde3",
                "60b9b505-9b26-864d-a68c-811e145600e7",
            ])
    }

    @Test func `scans in JSON give the same ids as the file`() async throws {
        let hub = try TestHub()
        try await hub.item()
        let csv = "at,code,quantity,place,station\n2026-11-21T09:00:00-05:00,beans,2,,table-1\n"
        _ = try await hub.call(.post, "/api/v1/reconciliations", .csv(csv))
        let scan: JSON = [
            "at": "2026-11-21T09:00:00-05:00", "code": "beans", "quantity": 2, "station": "table-1",
        ]
        let report = try await hub.call(.post, "/api/v1/reconciliations", .lines([scan]))
        #expect(report["alreadyRecorded"] == 1)
    }

    @Test func `scans that the page sent are known again by their own ids`() async throws {
        let hub = try TestHub()
        try await hub.item()
        let scan = TestHub.scan("distribute", "beans", 2)
        _ = try await hub.send(scan)
        let report = try await hub.call(.post, "/api/v1/reconciliations", .lines([scan]))
        #expect(report["alreadyRecorded"] == 1)
    }

    @Test func `hand-outs of a closed day are late, and recorded on the open one`() async throws {
        let hub = try TestHub()
        try await hub.item()
        try await hub.scan("intake", "beans", 9)
        _ = try await hub.call(.post, "/api/v1/days/2026-11-20/closing", ["id": TestHub.id()])
        let csv =
            "at,code,quantity\n2026-11-20T16:00:00-05:00,beans,2\n2026-11-21T09:00:00-05:00,beans,1\n"
        let report = try await hub.call(.post, "/api/v1/reconciliations", .csv(csv))
        adds(report)
        #expect(report["late"] == 1)
        #expect(report["recorded"] == 2)
        #expect(try await hub.day("2026-11-21")["items"][0]["quantity"]["out"] == 3)
    }

    @Test func `a day may be named for a file whose lines say another`() async throws {
        let hub = try TestHub()
        try await hub.item()
        let csv = "at,code\n2026-11-19T09:00:00-05:00,beans\n"
        _ = try await hub.call(.post, "/api/v1/reconciliations?day=2026-11-20", .csv(csv))
        #expect(try await hub.day("2026-11-20")["items"][0]["quantity"]["out"] == 1)
        #expect(try await hub.day("2026-11-19")["items"] == [])
    }
}
