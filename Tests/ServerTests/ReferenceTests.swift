import Foundation
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// docs/reference is held to the code.
struct ReferenceTests {
    @Test func `every route is in the reference with an example, and no other`() throws {
        let page = try Reference.page("routes.md")
        let headings = page.matches(of: #/\n### `(\w+ [^`]+)`/#).map { String($0.1) }
        #expect(Set(headings) == Set(RouteTable.api.map(\.words)))
        #expect(headings.count == RouteTable.api.count)
        for section in page.components(separatedBy: "\n### ").dropFirst() {
            #expect(section.contains("```http\n"), "\(section.prefix(60))")
        }
    }

    @Test func `the reference names the role of every route`() throws {
        let page = try Reference.page("routes.md")
        for route in RouteTable.api {
            let section = page.components(separatedBy: "\n### `\(route.words)`\n").dropFirst().first
            let role = route.role == "anyone" ? "Anyone." : "A \(route.role)."
            let words = try #require(section).split(separator: "```")[0]
            #expect(words.contains(role), "\(route.words)")
        }
    }

    @Test func `the reference has each problem's status and words as the code has them`() throws {
        let page = try Reference.page("errors.md")
        let rows = page.matches(of: #/\n\| `(\w+)` \| ([0-9, ]+) \| (.+?) \| .+ \|/#)
        #expect(rows.map { String($0.1) }.sorted() == ProblemCode.allCases.map(\.rawValue).sorted())
        for row in rows {
            let code = try #require(ProblemCode(rawValue: String(row.1)))
            // Where the path itself names the place, as with everything else that a path names.
            let others = code == .placeNotFound ? ", 404" : ""
            #expect(row.2 == "\(code.status)\(others)", "\(code.rawValue)")
            #expect(row.3 == code.summary, "\(code.rawValue)")
        }
    }

    @Test func `the columns of both files are in the reference`() throws {
        let page = try Reference.page("files.md")
        for column in [
            "item", "name", "category", "measure", "unit_weight_g", "code", "pack",
            "shelf_life_days", "programme", "at", "quantity", "place", "station",
        ] {
            #expect(page.contains("| `\(column)` |"), "\(column)")
        }
    }
}
