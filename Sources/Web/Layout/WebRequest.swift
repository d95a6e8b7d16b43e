import Foundation
import HTTPTypes
import Hub
import Hummingbird
import Localization
import Server
import Stock
import Storage

/// One request of a browser: who asks, of which hub, at which address.
///
/// A form needs no more: it calls the hub and redirects. A page reads what it shows with
/// ``read(_:)``, from one snapshot, and is then worded without reading again.
struct WebRequest: Sendable {
    let http: Request
    let context: HubContext
    let hub: Hub
    private let fields: [String: String]

    init(_ request: Request, _ context: HubContext, _ hub: Hub) {
        (http, self.context, self.hub) = (request, context, hub)
        fields = RequestQuery(request).values
    }

    /// Nil before a device has joined.
    var role: Role? { context.identity?.role }
    /// What the device is called; nil before it has joined.
    var station: String? { context.identity?.credential?.name }
    var now: Moment { hub.now }
    /// The date on the hub's wall.
    var today: CivilDate { hub.today }
    /// The address's query, read like a form.
    var asked: PageForm { PageForm(fields) }

    /// Where the page can be asked for again; what answers a form, on the page that the form stood on.
    var here: String {
        guard http.method != .get else { return http.uri.string }
        guard let form = http.headers[.referer].flatMap({ URL(string: $0) }) else { return "/" }
        return form.path(percentEncoded: true)
            + (form.query(percentEncoded: true).map { "?\($0)" } ?? "")
    }

    /// Whether the device may do what `needed` may do.
    func may(_ needed: Role) -> Bool { role?.covers(needed) == true }

    /// The device that asks; nil for the hub's owner at its own machine.
    var owner: ID<Credential>? { context.identity?.credential?.id }

    /// A value of the address's query; nil where it is missing or empty.
    func query(_ name: String) -> String? { fields[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// A number of the address's query; nil where it is missing or none.
    func number(_ name: String) -> Int64? { query(name).flatMap { InputParsing.whole($0) } }

    /// Where a page of a story begins; nil for the latest.
    var storyPosition: StoryPosition? { query("before").flatMap { StoryPosition($0) } }

    /// The values whose names begin so, under the rest of their names; empty ones are left out.
    func queries(_ beginning: String) -> [String: String] { fields.named(beginning) }

    /// A name for an entry or job that a form may make: sent twice, the form is recorded once.
    func newID() -> String { hub.newID(JournalEntry.self).description }

    /// Reads from one snapshot what a page shows: the hub's settings, what the last form's message
    /// speaks of, and the page's own value.
    ///
    /// - Throws: What `work` throws.
    func read<Value: Sendable>(
        _ work: @escaping @Sendable (Queries) throws -> Value
    ) async throws -> (page: PageRequest, value: Value) {
        try await read { queries, _ in try work(queries) }
    }

    /// The same for a value that is found by its name in the visitor's language.
    ///
    /// - Throws: What `work` throws.
    func read<Value: Sendable>(
        _ work: @escaping @Sendable (Queries, Localizer) throws -> Value
    ) async throws -> (page: PageRequest, value: Value) {
        let message = FlashMessage(self)
        let about = query("about") ?? ""
        let (settings, localizer, subject, value) = try await hub.read { [self] queries in
            let settings = try HubSettings(queries)
            let localizer = Localizer(
                LanguageChoice.messages(for: http, hub: settings.language),
                weightUnit: settings.weightUnit, timeZone: hub.timeZone)
            return (
                settings, localizer, try message?.subject(about, queries),
                try work(queries, localizer)
            )
        }
        let told = message?.text(about, subject ?? .init(), role, localizer).map { text in
            (text: text, href: message?.href(subject ?? .init()))
        }
        return (PageRequest(self, localizer, hubName: settings.name, told: told), value)
    }

    /// The unit that a form's weights are in: what its page said, whatever the hub is set to by now.
    func unit(of form: PageForm) async throws -> WeightUnit {
        if let unit = form.unit { return unit }
        return try await hub.weightUnit
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
        return .redirect(to: PageRequest.path(path, query), type: .normal)
    }
}
