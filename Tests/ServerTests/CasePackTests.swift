import Stock
import Testing

@testable import API
@testable import Hub
@testable import Server

/// What was taken in without a word: cases of one, measures and weights that were dropped, places in quotes.
struct CasePackTests {
    private let gtin = "10041331024683"

    @Test func `a case's code without how many are in it is named`() async throws {
        let hub = try TestHub()
        let beans = try await hub.item(code: "beans")
        let file = "name,code,pack\nBlack beans,\(gtin),\nBlack beans,20041331024680,1\n"
        for isPreview in [true, false] {
            let path = "/api/v1/item-imports\(isPreview ? "?dryRun=true" : "")"
            let report = try await hub.call(.post, path, .csv(file))
            #expect(
                report["notes"].rows.map { [$0["line"], $0["code"]] } == [[2, "pack_missing"]],
                "\(report.text)")
        }
        func give(_ code: String, _ pack: JSON) async throws -> [JSON] {
            let body: JSON = ["id": TestHub.id(), "item": .text(beans), "pack": pack]
            return try await hub.call(.put, "/api/v1/codes/\(code)", .json(body))["warnings"].rows
        }
        #expect(try await give("30041331024687", .null) == ["pack_missing"])
        #expect(try await give("40041331024684", 1) == [])
        #expect(try await give("50041331024681", 12) == [])
        #expect(try await give("041331024686", .null) == [])
        let made: JSON = ["id": TestHub.id(), "name": "Tea", "codes": [["code": "60041331024688"]]]
        let tea = try await hub.call(.post, "/api/v1/items", .json(made))
        #expect(tea["warnings"].rows == ["pack_missing"], "\(tea.text)")
        for (code, pack) in [("70041331024685", JSON.null), ("80041331024682", 12)] {
            let scan = try await hub.scan("intake", code, 1)
            let path = "/api/v1/unresolved/\(scan["id"].text)/resolution"
            let said: JSON = ["id": TestHub.id(), "item": .text(beans), "pack": pack]
            for _ in 0..<2 {
                let answer = try await hub.call(.post, path, .json(said))
                #expect(
                    answer["warnings"].rows == (pack == .null ? ["pack_missing"] : []),
                    "\(answer.text)")
            }
        }
    }

    @Test func `a new item of a known one's name is of its measure, or is refused`() async throws {
        let hub = try TestHub()
        try await hub.item("Rice", code: "r", ["measure": "gram", "unitWeightGrams": .null])
        let scan = try await hub.scan("intake", "r2", 1)
        let path = "/api/v1/unresolved/\(scan["id"].text)/resolution"
        let label = try await hub.roll(1).codes[0]
        let item: JSON = ["id": TestHub.id(), "name": "rice", "measure": "each"]
        let body: JSON = ["id": TestHub.id(), "item": item]
        for path in [path, "/api/v1/label-codes/\(label)/binding"] {
            let answer = try await hub.call(.post, path, .json(body))
            #expect(answer.problem == "measures_differ" && answer.text.contains("by weight"))
        }
        let silent = body.with(["item": ["id": TestHub.id(), "name": "rice"]])
        let answer = try await hub.call(.post, path, .json(silent))
        #expect(answer["warnings"].rows == ["weight_missing"], "\(answer.text)")
        #expect(try await hub.call(.post, path, .json(silent)).status == 200)
    }

    @Test func `a line that is recorded already with another weight is named`() async throws {
        let hub = try TestHub()
        let rice = try await hub.item(
            "Rice", code: "r", ["measure": "gram", "unitWeightGrams": .null])
        func read(_ weight: String) async throws -> Answer {
            let line = "2026-11-21T09:00:00Z,r,1,,t,\(weight)\n"
            return try await hub.call(
                .post, "/api/v1/reconciliations",
                .csv("at,code,quantity,place,station,weightGrams\n\(line)"))
        }
        #expect(try await read("400")["recorded"] == 1)
        let other = try await read("900")
        #expect(other["alreadyRecorded"] == 1)
        #expect(other["exceptions"].rows.map { $0["code"] } == ["weight_differs"], "\(other.text)")
        for same in ["400", ""] { #expect(try await read(same)["exceptions"].rows.isEmpty) }
        #expect(try await hub.balance(rice) == -400)
    }

    @Test func `a place's label is read without the marks around it`() async throws {
        let hub = try TestHub()
        let beans = try await hub.item(code: "beans")
        let place = try await hub.place()
        for (second, cell) in ["\"=\"\"\(place.label)\"\"\"", "'\(place.label)"].enumerated() {
            let line = "2026-11-21T09:00:0\(second)Z,beans,1,\(cell),t\n"
            let report = try await hub.call(
                .post, "/api/v1/reconciliations", .csv("at,code,quantity,place,station\n\(line)"))
            #expect(report["recorded"] == 1, "\(report.text)")
        }
        #expect(try await hub.balance(beans, at: place.id) == -2)
    }
}
