import Foundation
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// The OpenAPI document is written by hand; these hold it against the hub.
struct DescriptionTests {
    @Test func `the description names exactly the routes there are`() {
        let described = Set(Description.hub.routes.map(\.route))
        #expect(described == Set(RouteTable.api.map(\.words)))
    }

    @Test func `the description names the role each route asks for`() throws {
        for route in RouteTable.api {
            let operation = try #require(
                Description.hub.routes.first { $0.route == route.words }?.operation)
            #expect(operation["x-role"].text == route.role, "\(route.words)")
            #expect((operation["security"] == []) == (route.access == .open), "\(route.words)")
        }
    }

    @Test func `the description names every parameter of a path`() {
        for (route, operation) in Description.hub.routes {
            let inPath = route.matches(of: #/\{(\w+)\}/#).map { String($0.1) }
            let described = operation["parameters"].rows.filter { $0["in"] == "path" }
            #expect(described.map { $0["name"].text } == inPath, "\(route)")
        }
    }

    @Test func `the description names exactly the problems there are`() {
        let schema = Description.hub.document["components"]["schemas"]["Problem"]
        let codes = schema["properties"]["code"]["enum"].rows.map(\.text)
        #expect(Set(codes) == Set(ProblemCode.allCases.map(\.rawValue)))
        let summaries = schema["properties"]["code"]["x-summaries"].members
        for code in ProblemCode.allCases {
            #expect(summaries[code.rawValue]?.text == code.summary, "\(code.rawValue)")
        }
        let mentioned =
            Description.hub.routes.flatMap { $0.operation["x-problems"].rows.map(\.text) }
            + Description.hub.codesOfAnyRoute
        #expect(Set(mentioned).isSubset(of: Set(codes)))
    }

    @Test func `the description names the statuses of each route's problems, and no others`() {
        let ofAnyRoute = Description.hub.codesOfAnyRoute
        for (route, operation) in Description.hub.routes {
            let codes = operation["x-problems"].rows.map(\.text) + ofAnyRoute
            let statuses = codes.compactMap { ProblemCode(rawValue: $0) }.flatMap { code in
                // The path names a place, and a body may name another.
                guard code == .placeNotFound, route.contains("/places/{id}") else {
                    return [code.status]
                }
                return route.hasPrefix("GET") ? [404] : [404, code.status]
            }.map { $0 >= 500 ? "5XX" : "\($0)" }
            let described = operation["responses"].members.keys.filter { !("1"..<"4" ~= $0) }
            #expect(Set(described) == Set(statuses), "\(route)")
        }
    }

    @Test func `the description and the reference name exactly the exports there are`() throws {
        let route = try #require(
            Description.hub.routes.first { $0.route == "GET /api/v1/exports/{name}" })
        let names = route.operation["parameters"].rows.first?["schema"]["enum"].rows.map(\.text)
        #expect(names == ExportName.allCases.map(\.rawValue))
        let section = try Reference.page("routes.md")
            .components(separatedBy: "### `\(route.route)`").dropFirst().first
        for name in ExportName.allCases {
            #expect(section?.split(separator: "```")[0].contains("`\(name.rawValue)`") == true)
        }
    }

    @Test func `every reference in the description leads somewhere`() {
        let schemas = Description.hub.document["components"]["schemas"].members
        let references = "\(Description.hub.document)".matches(
            of: #/"#\/components\/schemas\/(\w+)"/#)
        #expect(references.count > 50)
        for reference in references {
            #expect(schemas[String(reference.1)] != nil, "\(reference.1)")
        }
    }

    @Test func `the hub serves the description to anyone`() async throws {
        let answer = try await TestHub().call(.get, "/openapi.json", as: .nobody)
        #expect(answer.json == Description.hub.document)
    }

    @Test func `the check finds what the description does not say`() {
        let place: JSON = ["$ref": "#/components/schemas/PlaceResponse"]
        let bin: JSON = [
            "id": "0198c1f2-0000-7000-8000-000000000001", "name": "A1", "kind": "bin",
            "parent": nil,
            "labelCode": "7K2M9XRD",
        ]
        func faults(_ value: JSON) -> Int {
            Description.hub.faults(of: value, by: place, at: "").count
        }
        #expect(faults(bin) == 0)
        #expect(faults(bin.with(["kind": "cupboard"])) == 1)
        #expect(faults(bin.with(["name": 7])) == 1)
        #expect(faults(bin.with(["id": "seven"])) == 1)
        #expect(faults(bin.with(["colour": "red"])) == 1)
        #expect(faults(["id": bin["id"]]) == 4)
    }
}
