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
        /// Where the hub is, so that nobody joins another.
        let joinWhere: String?
    }

    /// The link alone changes nothing: whatever looks at links before people do spends no secret.
    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let token = request.query("token")
        let now = request.hub.now
        let (page, (settings, role)) = try await request.read { queries in
            (
                try HubSettings(queries),
                try token.flatMap { try queries.role(ofLink: $0, now: now) }
            )
        }
        let model = Model(
            token: token, joinTell: tell(token, role, page.localizer), suggestedName: nil,
            joinWhere: settings.whereabouts)
        return try await page.render(
            "join", title: page.localizer.text("join.title"), copy: .drop, model)
    }

    /// What the device will be, where a link says so.
    ///
    /// A pairing code is short enough to be guessed, so nothing is told of one before it is spent.
    private static func tell(_ token: String?, _ role: Role?, _ localizer: Localizer) -> String {
        guard let token else { return localizer.text("join.tell") }
        guard let role else {
            return localizer.text(
                (try? InputParsing.label(token)) == nil ? "join.tellOver" : "join.tellCode")
        }
        return localizer.text(
            "join.tellLink", ["role": localizer.text("roles.\(role.rawValue)")])
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
