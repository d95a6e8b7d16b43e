import HTTPTypes
import Hummingbird
import Storage

/// A problem as a page: what happened, what is safe, where to go on.
struct ProblemPage: Sendable {
    let what: String
    let safe: String
    let goHref: String?
    let goName: String?

    /// The page for a problem of a page's route; nil where a program asked, which gets the problem itself.
    static func answer(
        _ problem: Problem, _ request: Request, _ context: HubContext, _ hub: HubServices
    ) async -> Response? {
        let path = request.uri.path
        let isProgram = ["/api/", "/assets/", "/health", "/openapi.json"].contains {
            path.hasPrefix($0)
        }
        guard !isProgram, !context.comesFromOwner || accepts(request) else { return nil }
        do {
            var context = context
            context.identity = try await hub.gate.identity(of: request, context)
            let visit = try await Visit(request, context, hub)
            let page = ProblemPage(problem, visit)
            return try await visit.page(
                "problem", title: visit.speech.say("problems.title"), status: problem.status, page)
        } catch { return nil }
    }

    private init(_ problem: Problem, _ visit: Visit) {
        let speech = visit.speech
        what = speech.say("problems.\(problem.code.rawValue)")
        safe = speech.say("problems.safe")
        (goHref, goName) =
            visit.role == nil
            ? ("/join", speech.say("join.title")) : ("/", speech.say("problems.home"))
    }

    private static func accepts(_ request: Request) -> Bool {
        request.headers[.accept]?.contains("text/html") == true
    }
}
