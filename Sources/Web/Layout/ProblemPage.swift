package import API
import HTTPTypes
package import Hub
package import Hummingbird
import Localization
package import Server
import Storage

/// A problem as a page: what happened, what is safe, where to go on.
package struct ProblemPage: Sendable {
    let what: String
    let safe: String
    let goHref: String?
    let goName: String?

    /// The page for a problem of a page's route; nil where a program asked, which gets the problem itself.
    @Sendable package static func answer(
        _ problem: Problem, _ request: Request, _ context: HubContext, _ hub: Hub
    ) async -> Response? {
        guard Route.isPage(at: request.uri.path), !context.comesFromOwner || accepts(request) else {
            return nil
        }
        do {
            var context = context
            context.identity = try await Authenticator.identity(of: request, context, hub)
            let page = try await WebRequest(request, context, hub).read { _ in }.page
            let model = ProblemPage(problem, page)
            return try await page.render(
                "problem", title: page.localizer.text("problems.title"),
                status: HTTPResponse.Status(code: problem.status), model)
        } catch { return nil }
    }

    private init(_ problem: Problem, _ page: PageRequest) {
        let localizer = page.localizer
        what = localizer.text("problems.\(problem.code.rawValue)")
        safe = localizer.text("problems.safe")
        (goHref, goName) =
            page.role == nil
            ? ("/join", localizer.text("join.title")) : ("/", localizer.text("problems.home"))
    }

    private static func accepts(_ request: Request) -> Bool {
        request.headers[.accept]?.contains("text/html") == true
    }
}
