import HTTPTypes
import Hub
import Hummingbird
import Localization
import Server
import Storage

/// Where a browser becomes one of the hub's devices, by a link or a code.
enum JoinPage {
    static let all = [
        Route.page(.get, "/join", .open, show),
        Route.page(.post, "/join", .open, join),
    ]

    private struct Model: Sendable {
        let token: String?
        let joinTell: String
        let suggestedName: String?
    }

    /// The link alone changes nothing: whatever looks at links before people do spends no secret.
    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let page = try await request.read { _ in }.page
        let token = page.query("token")
        let model = Model(
            token: token,
            joinTell: page.localizer.text(token == nil ? "join.tell" : "join.tellLink"),
            suggestedName: nil)
        return try await page.render(
            "join", title: page.localizer.text("join.title"), copy: .drop, model)
    }

    @Sendable private static func join(_ page: WebRequest) async throws -> Response {
        let form = try await PageForm(page.http)
        let typed = try form["token"] ?? form.required("code")
        let session = try await page.hub.join(
            typed, name: form["name"], peer: page.context.peer)
        var response = page.see("/", told: .joined)
        response.setCookie(Authenticator.sessionCookie(session.secret))
        return response
    }
}
