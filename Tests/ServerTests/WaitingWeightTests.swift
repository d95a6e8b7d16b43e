import Stock
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Server

/// Scans that waited without a weight for what is kept by weight: whoever lets them count is told.
struct WaitingWeightTests {
    private let gram: [String: JSON] = ["measure": "gram", "unitWeightGrams": .null]

    private func expectWarned(_ answer: Answer, _ quantities: [Int64]) {
        #expect(answer["warnings"].rows == ["weight_missing"], "\(answer.text)")
        let settled = answer["settled"].rows
        #expect(settled.map { $0["quantity"].whole } == quantities, "\(answer.text)")
        #expect(settled.allSatisfy { $0["warnings"].rows == ["weight_missing"] })
        #expect(answer["settledMore"] == false)
    }

    @Test func `a code that is given to what is kept by weight warns of scans without one`()
        async throws
    {
        let hub = try TestHub()
        let rice = try await hub.item("Rice", code: "rice", gram)
        try await hub.scan("intake", "pp2", 1)
        try await hub.scan("intake", "pp2", nil, ["weightGrams": 900])
        let body: JSON = ["id": TestHub.id(), "item": .text(rice)]
        let given = try await hub.call(.put, "/api/v1/codes/pp2", .json(body))
        #expect(given["warnings"].rows == ["weight_missing"], "\(given.text)")
        #expect(given["settled"].rows.map { $0["quantity"] } == [1, 900])
        #expect(given["settled"].rows.map { $0["warnings"].rows.count } == [1, 0])
        #expect(try await hub.call(.put, "/api/v1/codes/pp2", .json(body)).text == given.text)
        #expect(try await hub.balance(rice) == 901)
        // What is named can be taken back.
        let first = given["settled"].rows[0]["id"].text
        try await hub.call(.post, "/api/v1/movements/\(first)/reversal", ["id": TestHub.id()])
            .expect(201)
        #expect(try await hub.balance(rice) == 900)
        let quiet: JSON = ["id": TestHub.id(), "item": .text(rice)]
        let none = try await hub.call(.put, "/api/v1/codes/pp3", .json(quiet))
        #expect(none["warnings"] == .null && none["settled"] == .null, "\(none.text)")
    }

    @Test func `so does an item that is made, changed or joined with the code`() async throws {
        let hub = try TestHub()
        try await hub.scan("intake", "a", 2)
        let made: JSON = [
            "id": TestHub.id(), "name": "Oats", "measure": "gram", "codes": [["code": "a"]],
        ]
        expectWarned(try await hub.call(.post, "/api/v1/items", .json(made)), [2])
        expectWarned(try await hub.call(.post, "/api/v1/items", .json(made)), [2])
        try await hub.scan("intake", "b", 3)
        let path = "/api/v1/items/\(made["id"].text)"
        let more = made.with(["codes": [["code": "a"], ["code": "b"]]])
        expectWarned(try await hub.call(.put, path, .json(more)), [3])
    }

    @Test func `a file says so line by line, before and when it is read`() async throws {
        let hub = try TestHub()
        try await hub.item("Rice", code: "rice", gram)
        for _ in 1...5 { try await hub.scan("intake", "pp2", 1) }
        try await hub.scan("intake", "t1", 4)
        let file = "name,code\nRice,pp2\nTea,t1\nJam,j1\n"
        for isPreview in [true, false] {
            let path = "/api/v1/item-imports\(isPreview ? "?dryRun=true" : "")"
            let report = try await hub.call(.post, path, .csv(file))
            #expect(
                report["notes"].rows.map { [$0["line"], $0["code"]] } == [
                    [2, "scans_settled"], [2, "weight_missing"], [3, "scans_settled"],
                ], "\(report.text)")
            guard isPreview else { continue }
            let texts = report["plan"].rows.map { $0["text"].text }
            #expect(texts[0].contains("5 scans that waited for “Rice” count."), "\(texts)")
            #expect(texts[1].contains("1 scan that waited for “Tea” counts."), "\(texts)")
            #expect(!texts[2].contains("waited"))
        }
    }

    @Test func `the pages say it in words`() async throws {
        let hub = try TestHub()
        let rice = try await hub.item("Rice", code: "rice", gram)
        for code in ["pp2", "pp3"] { try await hub.scan("intake", code, 1) }
        let preview = try await hub.page(
            "/items/\(rice)/preview?code=pp2&pack=1&into=\(rice)")
        #expect(preview.text.contains("1 of them said no weight"), "\(preview.text)")
        let form = [
            "id": TestHub.id().text, "name": "Oats", "measure": "gram", "code": "pp3", "pack": "1",
        ]
        let made = try await hub.form("/items/new", form).header("Location")
        #expect(made.contains("told=weightless"), "\(made)")
    }
}
