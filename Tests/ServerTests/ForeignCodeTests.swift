import Stock
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// Codes that no item can have: a label of the hub's in whatever form, and a command card.
struct ForeignCodeTests {
    private static func forms(_ label: String) -> [String] {
        [
            label, label.lowercased(), "\(label.prefix(4))-\(label.suffix(4))",
            "\(label.prefix(4)) \(label.suffix(4))", "https://pantry.example/\(label.lowercased())",
            "]Q1\(label)",
        ]
    }

    private func refused(
        _ code: String, of known: String, _ hub: TestHub, as problem: String
    ) async throws {
        let codes: JSON = [["code": .text(code)]]
        let item: JSON = ["id": TestHub.id(), "name": "New", "codes": codes]
        #expect(
            try await hub.call(.post, "/api/v1/items", .json(item)).problem == problem, "\(code)")
        #expect(
            try await hub.call(
                .put, "/api/v1/items/\(known)",
                .json(["id": .text(known), "name": "Black beans", "codes": codes])
            ).problem == problem, "\(code)")
        let file = try await hub.call(
            .post, "/api/v1/item-imports", .csv("name,code\nNew,\"\(code)\"\n"))
        #expect(file["refused"].rows.map { $0["code"].text } == [problem], "\(code): \(file.text)")
    }

    @Test func `a places label in any form is no items code`() async throws {
        let hub = try TestHub()
        let bin = try await hub.place()
        let known = try await hub.item()
        for code in Self.forms(bin.label) {
            try await refused(code, of: known, hub, as: "code_names_a_place")
            let path = code.replacing("/", with: "%2F").replacing(":", with: "%3A")
                .replacing(" ", with: "%20").replacing("]", with: "%5D")
            let given = try await hub.call(
                .put, "/api/v1/codes/\(path)", .json(["id": TestHub.id(), "item": .text(known)]))
            #expect(given.problem == "code_names_a_place", "\(code): \(given.text)")
        }
        // A code of somebody's own that only looks like a label is one.
        #expect(try await !hub.item("Other", code: "7k2m9xrd").isEmpty)
    }

    @Test func `a scan of a command card is refused by its id, in a file by its line`() async throws
    {
        let hub = try TestHub()
        try await hub.item()
        let head = try await hub.call(.get, "/health")["seq"]
        for code in ["UDISCARD", "]Q1umove"] {
            for mode in ["intake", "count"] {
                let scan = TestHub.scan(mode, code)
                let refused = try await hub.send(scan)
                #expect((refused.status, refused.problem) == (422, "code_is_a_command"))
                #expect(refused["id"] == scan["id"])
            }
            #expect(try await hub.scan("lookup", code)["target"] == "unknown")
        }
        #expect(try await hub.call(.get, "/health")["seq"] == head)
        let file = "at,code\n2026-11-21T09:00:00Z,UUNDO\n2026-11-21T09:00:01Z,beans\n"
        let report = try await hub.call(.post, "/api/v1/reconciliations", .csv(file))
        #expect((report["recorded"], report["refused"]) == (1, 1))
        #expect(report["exceptions"].rows.first?["code"] == "code_is_a_command")
        #expect(report["exceptions"].rows.first?["line"] == 2)
        #expect(try await hub.call(.get, "/api/v1/unresolved").json == [])
    }

    @Test func `behind a card of other work a line of a file is no hand-out`() async throws {
        let hub = try TestHub()
        let beans = try await hub.item()
        let file = """
            at,code,station
            2026-11-21T09:00:00Z,beans,a
            2026-11-21T09:01:00Z,]Q1utakein,a
            2026-11-21T09:02:00Z,beans,a
            2026-11-21T09:02:30Z,UUNDO,a
            2026-11-21T09:03:00Z,beans,a
            2026-11-21T09:03:00Z,beans,b
            2026-11-21T09:00:30Z,beans,a
            2026-11-21T09:04:00Z,UHANDOUT,a
            2026-11-21T09:05:00Z,beans,a
            """
        for key in ["recorded", "alreadyRecorded"] {
            let report = try await hub.call(.post, "/api/v1/reconciliations", .csv(file))
            #expect((report[key], report["refused"]) == (4, 5), "\(report.text)")
            #expect(
                report["exceptions"].rows.filter { $0["code"] == "code_is_a_command" }
                    .map { $0["line"] } == [3, 4, 5, 6, 9], "\(report.text)")
            #expect(try await hub.balance(beans) == -4)
        }
        var lines: [JSON] = ["UPAUSE", "beans", "UNEXT", "beans"].enumerated().map { n, code in
            ["at": .text("2026-11-21T10:0\(n):00Z"), "code": .text(code)]
        }
        lines.append(["at": "2026-11-21T10:01:00Z", "code": "beans", "mode": "intake"])
        let report = try await hub.call(.post, "/api/v1/reconciliations", .lines(lines))
        #expect(
            report["exceptions"].rows.filter { $0["code"] == "code_is_a_command" }
                .map { $0["line"] } == [1, 2, 3], "\(report.text)")
    }

    @Test func `a command card is no items code`() async throws {
        let hub = try TestHub()
        let known = try await hub.item()
        for code in ["UUNDO", "uundo", "UTAKEIN", "]C0UPAUSE"] {
            try await refused(code, of: known, hub, as: "code_is_a_command")
            let path = code.replacing("]", with: "%5D")
            let given = try await hub.call(
                .put, "/api/v1/codes/\(path)", .json(["id": TestHub.id(), "item": .text(known)]))
            #expect(given.problem == "code_is_a_command", "\(given.text)")
            // One that was learned before can be taken back.
            try await hub.call(.delete, "/api/v1/codes/\(path)").expect(200)
        }
        #expect(try await !hub.item("Other", code: "UNDO-7").isEmpty)
    }
}
