import Foundation
import HTTPTypes
import HummingbirdCore
import NIOCore

/// What a test asks with.
enum Verb: String, Sendable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
    case head = "HEAD"
    case options = "OPTIONS"

    var method: HTTPRequest.Method {
        switch self {
        case .get: .get
        case .post: .post
        case .put: .put
        case .patch: .patch
        case .delete: .delete
        case .head: .head
        case .options: .options
        }
    }
}

/// What a test sends.
struct Body: Sendable, ExpressibleByDictionaryLiteral {
    let bytes: [UInt8]
    let kind: String?

    static let none = Body(bytes: [], kind: nil)

    static func text(_ text: String, _ kind: String = "application/json") -> Body {
        Body(bytes: Array(text.utf8), kind: kind)
    }

    static func json(_ value: JSON) -> Body { .text(value.description) }

    static func csv(_ text: String) -> Body { .text(text, "text/csv") }

    static func lines(_ values: [JSON]) -> Body {
        .text(values.map { "\($0)\n" }.joined(), "application/x-ndjson")
    }

    init(bytes: [UInt8], kind: String?) { (self.bytes, self.kind) = (bytes, kind) }

    init(dictionaryLiteral members: (String, JSON)...) {
        self = .json(.object(Dictionary(members) { first, _ in first }))
    }
}

/// What the hub answered.
struct Answer: Sendable {
    let status: Int
    let headers: HTTPFields
    let bytes: [UInt8]

    init(_ response: Response, _ bytes: [UInt8]) {
        (status, headers, self.bytes) = (response.status.code, response.headers, bytes)
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The body as JSON; null where it is none.
    var json: JSON { (try? JSON(bytes)) ?? .null }

    /// A body of one JSON value a line.
    var lines: [JSON] {
        text.split(separator: "\n").map { (try? JSON(Array($0.utf8))) ?? .null }
    }

    /// The problem's code; empty where there is none.
    var problem: String { status >= 400 ? json["code"].text : "" }

    subscript(_ name: String) -> JSON { json[name] }

    /// A header's value; empty where there is none.
    func header(_ name: String) -> String {
        HTTPField.Name(name).flatMap { headers[$0] } ?? ""
    }
}

/// Bytes of a body as they come.
actor Collected {
    private(set) var bytes: [UInt8] = []

    func add(_ buffer: ByteBuffer) { bytes += buffer.readableBytesView }
}

struct CollectingWriter: ResponseBodyWriter {
    let collected: Collected

    func write(_ buffer: ByteBuffer) async throws { await collected.add(buffer) }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
