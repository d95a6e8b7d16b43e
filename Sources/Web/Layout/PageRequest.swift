import Foundation
import HTTPTypes
import Hub
import Hummingbird
import Localization
import NIOCore
import Server
import Stock
import Storage

/// One request for a page: who asks, of which hub, in which language.
struct PageRequest: Sendable {
    let request: Request
    let context: HubContext
    let hub: Hub
    let localizer: Localizer
    let hubName: String
    /// The address's query, as a browser's forms write it: a plus is a space.
    private let fields: [String: String]

    init(_ request: Request, _ context: HubContext, _ hub: Hub) async throws {
        let settings = try await hub.read { try HubSettings($0) }
        let messages = LanguageChoice.messages(for: request, hub: settings.language)
        (self.request, self.context, self.hub) = (request, context, hub)
        hubName = settings.name
        let text = request.uri.query ?? ""
        fields = (try? URLEncodedFormDecoder().decode([String: String].self, from: text)) ?? [:]
        localizer = Localizer(
            messages, weightUnit: settings.weightUnit, timeZone: hub.timeZone)
    }

    /// Nil before a device has joined.
    var role: Role? { context.identity?.role }

    /// Whether the device may do what `needed` may do.
    func may(_ needed: Role) -> Bool { role?.covers(needed) == true }

    var now: Moment { hub.now }
    /// The date on the hub's wall.
    var today: CivilDate { hub.today }

    /// A value of the address's query; nil where it is missing or empty.
    func query(_ name: String) -> String? { fields[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// The address's query, read like a form.
    var asked: PageForm { PageForm(fields) }

    /// The values whose names begin so, under the rest of their names; empty ones are left out.
    func queries(_ beginning: String) -> [String: String] { fields.named(beginning) }

    /// A name for an entry or job that a form may make: sent twice, the form is recorded once.
    func newID() -> String { hub.newID(JournalEntry.self).description }

    /// A page in the visitor's language.
    ///
    /// `template` is its name in `Templates` without the ending, `content` its own view-model.
    func render(
        _ template: String, title: String, status: HTTPResponse.Status = .ok,
        _ content: any Sendable
    ) async throws -> Response {
        let told = status == .ok ? try await FlashMessage.model(for: self) : nil
        let path = request.uri.path
        let shell = PageLayout(
            t: localizer.messages.root, title: title, hubName: hubName,
            nav: role.map { Navigation($0, at: path, localizer) }, practice: hub.isPractice,
            told: told,
            content: content)
        return Response(
            status: status,
            headers: [
                .contentType: "text/html; charset=utf-8", .contentLanguage: localizer.messages.tag,
            ],
            body: .init(byteBuffer: ByteBuffer(string: Templates.page(template, shell))))
    }

    /// Where a form's outcome is seen.
    ///
    /// `query` holds values that the page reads, percent-encoded here; `told` is what to tell there,
    /// and of which thing.
    func see(
        _ path: String, _ query: [String: String] = [:], told: FlashMessage? = nil,
        about: String? = nil
    ) -> Response {
        var query = query
        query["told"] = told?.rawValue
        query["about"] = about
        return .redirect(to: Self.path(path, query), type: .normal)
    }

    /// A path with a query; keys in alphabetical order, empty values left out.
    static func path(_ path: String, _ query: [String: String]) -> String {
        let pairs = query.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
            .map {
                "\($0.key)=\($0.value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
            }
        return pairs.isEmpty ? path : "\(path)?\(pairs.joined(separator: "&"))"
    }
}
