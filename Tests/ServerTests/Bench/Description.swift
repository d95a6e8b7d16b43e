import Foundation
import Testing

/// The OpenAPI document the hub serves, as something to hold answers against.
struct Description: Sendable {
    let document: JSON

    static let hub = Description()

    private init() {
        let file = repository.appending(path: "Sources/Server/OpenAPI/openapi.json")
        let bytes = (try? Data(contentsOf: file)).map { Array($0) } ?? []
        document = (try? JSON(bytes)) ?? .null
    }

    /// `GET /health`, for every route described.
    var routes: [(route: String, operation: JSON)] {
        document["paths"].members.flatMap { path, operations in
            operations.members.map { ("\($0.uppercased()) \(path)", $1) }
        }
    }

    /// Codes that any route may answer with.
    var codesOfAnyRoute: [String] { document["info"]["x-problems"].rows.map(\.text) }

    /// Expects that an answer is one the description speaks of: its status, its form, and its problem's code.
    func check(_ answer: Answer, to method: Verb, _ path: String) throws {
        let route = String(path.prefix { $0 != "?" })
        guard let operation = operation(method, route) else { return }
        let known = operation["responses"]
        let response = known["\(answer.status)"]
        let kind = answer.header("Content-Type").prefix { $0 != ";" }
        if answer.status >= 400 {
            let codes = operation["x-problems"].rows.map(\.text) + codesOfAnyRoute
            #expect(
                codes.contains(answer.problem), "\(method.rawValue) \(route) answers \(answer.text)"
            )
            #expect(
                Reference.statuses[answer.problem]?.contains(answer.status) == true,
                "errors.md has another status for \(answer.text)")
            #expect(kind == "application/problem+json")
            expect(
                answer.json, is: ["$ref": "#/components/schemas/Problem"],
                "\(method.rawValue) \(route)")
            return
        }
        #expect(!response.isNull, "\(method.rawValue) \(route) answers \(answer.status)")
        guard answer.status != 204, answer.status != 304 else { return }
        let schema = response["content"][String(kind)]["schema"]
        #expect(!schema.isNull, "\(method.rawValue) \(route) answers \(kind)")
        switch kind {
        case "application/json": expect(answer.json, is: schema, "\(method.rawValue) \(route)")
        case "application/x-ndjson":
            for line in answer.lines { expect(line, is: schema, "\(method.rawValue) \(route)") }
        default: break
        }
    }

    private func expect(_ value: JSON, is schema: JSON, _ route: String) {
        let faults = faults(of: value, by: schema, at: "")
        #expect(faults.isEmpty, "\(route): \(faults.joined(separator: "; "))")
    }

    /// The operation whose path fits; a path without parameters comes before one that has some, whatever the method.
    func operation(_ method: Verb, _ path: String) -> JSON? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let fitting = document["paths"].members.filter { pattern, _ in
            let pattern = pattern.split(separator: "/", omittingEmptySubsequences: false)
            return pattern.count == parts.count
                && zip(pattern, parts).allSatisfy { $0 == $1 || $0.hasPrefix("{") }
        }
        let best = fitting.min { $0.key.count { $0 == "{" } < $1.key.count { $0 == "{" } }
        return best?.value.members[method.rawValue.lowercased()]
    }
}

/// The root of the project.
let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
