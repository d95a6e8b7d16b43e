import Foundation
package import Hummingbird

/// The query of an address, for the API and the pages alike.
///
/// It is read as browsers write forms, and `curl --data-urlencode` and the libraries of most languages a query: a plus is a
/// space, and a plus itself is `%2B`.
package struct RequestQuery: Sendable {
    /// Names and values, decoded, in their order.
    let fields: [(name: String, value: String)]

    package init(_ request: Request) {
        fields = (request.uri.query ?? "").split(separator: "&").map { field in
            let parts = field.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (Self.decoded(parts[0]), parts.count > 1 ? Self.decoded(parts[1]) : "")
        }
    }

    /// The first value of a name, which may be empty; nil where the query leaves it out.
    package subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// The first value of each name.
    package var values: [String: String] {
        Dictionary(fields.map { ($0.name, $0.value) }) { first, _ in first }
    }

    /// What is no percent-encoding stays as it stands.
    private static func decoded(_ text: Substring) -> String {
        let spaced = text.contains("+") ? text.replacing("+", with: " ") : text
        guard spaced.contains("%") else { return String(spaced) }
        return String(spaced).removingPercentEncoding ?? String(spaced)
    }
}
