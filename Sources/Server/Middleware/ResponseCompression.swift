import Compression
import HTTPTypes
package import Hummingbird
import NIOCore
import Synchronization

/// Presses into gzip what someone looks at, where the asker takes that (RFC 9110, section 12.5.3).
///
/// Only answers to GET: a secret is shown in the answer to the form or the request that made it, and in no other, so that no answer
/// that is pressed mixes one with what its asker sent.
package enum ResponseCompression {
    /// Bytes below which an answer is sent as it is: it fits into one packet anyway.
    static let least = 1_024
    /// Bytes that are pressed at once; what is longer goes out piece by piece, and lets others go on in between.
    static let most = 64 * 1_024
    /// Beginnings of content types of text; not of feeds, where all is told at once.
    private static let kinds = [
        "text/html", "text/css", "text/javascript", "text/csv", "text/plain", "application/json",
        "application/x-ndjson", "image/svg+xml",
    ]

    /// An answer to GET as its asker takes it.
    static func pressed(_ answer: Response, for request: Request) async throws -> Response {
        guard isLongText(answer) else { return answer }
        var response = answer
        response.headers[.vary] = "Accept-Encoding"
        guard !response.headers.contains(.contentEncoding), takesGzip(request) else {
            return response
        }
        response.headers[.contentEncoding] = "gzip"
        let body = response.body
        let isPage = answer.headers[.contentType]?.hasPrefix("text/html") == true
        let effort: GzipStream.Effort = isPage ? .page : .once
        if body.contentLength ?? .max <= most {
            let whole = WholeBody()
            try await body.write(whole)
            response.body = .init(byteBuffer: GzipStream.whole(whole.bytes, effort))
        } else {
            response.body = ResponseBody { writer in
                try await body.write(GzipWriter(writer: writer, stream: GzipStream(effort)))
            }
        }
        return response
    }

    private static func isLongText(_ response: Response) -> Bool {
        guard response.body.contentLength ?? least >= least,
            let kind = response.headers.first(where: { $0.name == .contentType })?.value
        else { return false }
        return kinds.contains { kind.hasPrefix($0) }
    }

    /// Whether the asker names gzip, or anything, with a weight above nothing.
    package static func takesGzip(_ request: Request) -> Bool {
        guard let header = request.headers[.acceptEncoding] else { return false }
        let asked = AcceptHeader(header)
        return asked.weight(of: "gzip") ?? asked.weight(of: "x-gzip") ?? asked.weight(of: "*") ?? 0
            > 0
    }
}

/// Presses what passes on its way out.
private struct GzipWriter: ResponseBodyWriter {
    var writer: any ResponseBodyWriter
    let stream: GzipStream

    @concurrent mutating func write(_ buffer: ByteBuffer) async throws {
        var rest = buffer
        while rest.readableBytes > 0 {
            let length = min(rest.readableBytes, ResponseCompression.most)
            guard let piece = rest.readSlice(length: length) else { return }
            let pressed = stream.press(piece)
            if pressed.readableBytes > 0 { try await writer.write(pressed) }
        }
    }

    @concurrent consuming func finish(_ trailingHeaders: HTTPFields?) async throws {
        try await writer.write(stream.press(ByteBuffer(), isLast: true))
        try await writer.finish(trailingHeaders)
    }
}

/// A body that is there as a whole.
private final class WholeBody: ResponseBodyWriter, Sendable {
    private let parts = Mutex(ByteBuffer())

    var bytes: ByteBuffer { parts.withLock { $0 } }

    func write(_ buffer: ByteBuffer) async throws {
        parts.withLock { _ = $0.writeImmutableBuffer(buffer) }
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
