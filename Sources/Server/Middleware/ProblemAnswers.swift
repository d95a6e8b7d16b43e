import HTTPTypes
import Hummingbird
import Logging

/// Turns every fault into `application/problem+json`, or into a page where a person asked, and puts
/// the headers of a careful site on every answer.
struct ProblemAnswers: RouterMiddleware {
    let hub: HubServices

    func handle(
        _ request: Request, context: HubContext,
        next: @concurrent (Request, HubContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            let problem = Problem(error)
            if problem.status.code >= 500 {
                // The path's shape and the fault's name only: no code, name or address enters the
                // log.
                hub.logger.error(
                    "a request could not be answered",
                    metadata: [
                        "problem": "\(problem.code.rawValue)", "fault": "\(type(of: error))",
                    ])
            }
            response = await ProblemPage.answer(problem, request, context, hub) ?? problem.response
        }
        for (name, value) in Self.headers where response.headers[name] == nil {
            response.headers[name] = value
        }
        return response
    }

    /// A browser that tells no referrer at all sends forms with the origin `null`, hence
    /// `same-origin`.
    private static let headers: [(name: HTTPField.Name, value: String)] =
        [
            (
                .contentSecurityPolicy,
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                    + "media-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
            ),
            (.xContentTypeOptions, "nosniff"),
            (.crossOriginResourcePolicy, "same-origin"),
            (.cacheControl, "no-store"),
        ]
        + [("Referrer-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin")]
        .compactMap { name, value in
            HTTPField.Name(name).map { ($0, value) }
        }
}
