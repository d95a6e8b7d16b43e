package import API
import HTTPTypes
import Hub
package import Hummingbird

extension Problem {
    /// The answer to any fault that reaches the edge of the hub.
    package init(atTheEdge error: any Error) {
        switch error {
        case let fault as any HTTPResponseError where fault.status == .contentTooLarge:
            self = Problem(.bodyTooLarge, "That is more than the hub takes in one request.")
        case let fault as any HTTPResponseError where fault.status == .notFound:
            self = Problem(
                .routeNotFound,
                "The hub has no such route. GET /openapi.json describes all there are.")
        case let fault as any HTTPResponseError:
            self = Problem(
                .requestMalformed, "The hub could not read that request.",
                status: fault.status.code)
        default: self = Problem(error)
        }
    }

    /// `application/problem+json`.
    package var response: Response {
        Response(
            status: HTTPResponse.Status(code: status, reasonPhrase: title),
            headers: [.contentType: "application/problem+json"], json: self)
    }
}
