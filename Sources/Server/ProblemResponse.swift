package import API
import HTTPTypes
import Hub
package import Hummingbird
package import NIOCore
import NIOHTTP1
import Stock

extension Problem {
    /// The answer to any fault that reaches the edge of the hub.
    package init(atTheEdge error: any Error) {
        switch error {
        case let fault as RequestFault: self = Problem(atTheEdge: fault.cause).answering(fault.id)
        case let fault as any HTTPResponseError where fault.status == .contentTooLarge:
            self = .requestTooLarge
        case let fault as any HTTPResponseError where fault.status == .notFound:
            self = .routeNotFound
        case let fault as any HTTPResponseError:
            self = .requestUnreadable(status: fault.status.code)
        case is HTTPParserError:  // In its body; one in its head never gets here.
            self = .bodyUnreadable
        default: self = Problem(error)
        }
    }

    /// `application/problem+json`.
    package var response: Response {
        var headers: HTTPFields = [.contentType: "application/problem+json"]
        // RFC 9110, section 11.6.1, and RFC 6750, section 3; a browser asks nobody for a password on it.
        if status == 401 { headers[.wwwAuthenticate] = "Bearer realm=\"Larder\"" }
        return Response(
            status: HTTPResponse.Status(code: status, reasonPhrase: title), headers: headers,
            json: self)
    }
}

/// A fault in the answer to what a device sent under an id of its own, such as a scan.
///
/// A device counts only an answer that names this id as the hub's: a wifi's login page, a proxy or a router may stand between
/// the two.
package struct RequestFault: Error {
    package let id: String?
    package let cause: any Error
}

extension Request {
    /// Answers what was sent under an id of its sender's, in a body of at most `limit` bytes; what goes wrong names the id.
    ///
    /// - Throws: ``RequestFault``.
    package func answer(
        limit: Int = 256 * 1_024, _ answer: (ByteBuffer) async throws -> Response
    ) async throws -> Response {
        let (sent, isWhole) = try await beginning(limit: limit)
        guard isWhole else {
            throw RequestFault(
                id: JSONText.id(inBeginning: sent), cause: Problem.bodyTooLarge(limit: limit))
        }
        do { return try await answer(sent) } catch {
            throw RequestFault(id: JSONText.id(in: sent), cause: error)
        }
    }
}

extension JSONText {
    private struct SentID: Decodable { let id: String }

    /// The id that a body was sent under, as the hub writes it; one that is no UUID as it came, at most 60 characters of it.
    ///
    /// - Returns: Nil where the body is no JSON object with a text of that name.
    package static func id(in body: ByteBuffer) -> String? {
        guard let text = try? read(SentID.self, body).id else { return nil }
        return EntryID(text)?.description ?? String(text.prefix(60))
    }

    /// The id of an object of which no more than the beginning is here; nil where that does not tell it.
    package static func id(inBeginning body: ByteBuffer) -> String? {
        let text = String(decoding: body.readableBytesView, as: UTF8.self)
        let member = #/[{,]\s*"id"\s*:\s*"([0-9A-Fa-f\-]{36})"/#
        return text.firstMatch(of: member).flatMap { EntryID(String($0.1))?.description }
    }
}
