import HTTPTypes
import Hummingbird
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
    @Sendable private static func show(_ visit: Visit) async throws -> Response {
        let token = visit.query("token")
        let model = Model(
            token: token, joinTell: visit.speech.say(token == nil ? "join.tell" : "join.tellLink"),
            suggestedName: nil)
        return try await visit.page("join", title: visit.speech.say("join.title"), model)
    }

    @Sendable private static func join(_ visit: Visit) async throws -> Response {
        let form = try await PageForm(visit.request)
        let typed = try form["token"] ?? form.required("code")
        let (_, secret) = try await Secrets.join(
            typed, name: form["name"], peer: visit.context.peer, visit.hub)
        var response = visit.see("/", told: .joined)
        response.setCookie(Secrets.cookie(secret))
        return response
    }
}
