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
        let scan = TestHub.id()
        try await hub.call(
            .post, "/api/v1/scans", ["id": scan, "mode": "intake", "code": "UUNDO"]
        ).expect(202)
        let said = try await hub.call(
            .post, "/api/v1/unresolved/\(scan.text)/resolution",
            ["id": TestHub.id(), "item": .text(known)])
        #expect(said.problem == "code_is_a_command", "\(said.text)")
        #expect(try await !hub.item("Other", code: "UNDO-7").isEmpty)
    }
}
