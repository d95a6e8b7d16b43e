import API
import Foundation
import HTTPTypes
import Hub
import Hummingbird
import Localization
import NIOCore
import Server
import Storage

/// A request for a page, and the words that it is answered in.
@dynamicMemberLookup
struct PageRequest: Sendable {
    private let visit: WebRequest
    let localizer: Localizer
    let hubName: String
    /// What the last form did.
    private let told: String?

    /// See ``WebRequest/read(_:)``.
    init(_ visit: WebRequest, _ localizer: Localizer, hubName: String, told: String?) {
        (self.visit, self.localizer, self.hubName, self.told) = (visit, localizer, hubName, told)
    }

    subscript<Value>(dynamicMember path: KeyPath<WebRequest, Value>) -> Value {
        visit[keyPath: path]
    }

    func may(_ needed: Role) -> Bool { visit.may(needed) }
    func query(_ name: String) -> String? { visit.query(name) }
    func number(_ name: String) -> Int64? { visit.number(name) }
    func queries(_ beginning: String) -> [String: String] { visit.queries(beginning) }
    func newID() -> String { visit.newID() }
    func see(
        _ path: String, _ query: [String: String] = [:], told: FlashMessage? = nil,
        about: String? = nil
    ) -> Response { visit.see(path, query, told: told, about: about) }

    /// A page in the visitor's language.
    ///
    /// `template` is its name in `Templates` without the ending, `content` its own view-model.
    func render(
        _ template: String, title: String, status: HTTPResponse.Status = .ok,
        _ content: any Sendable
    ) async throws -> Response {
        let layout = PageLayout(
            t: localizer.messages.root, title: title, hubName: hubName,
            nav: visit.role.map { Navigation($0, at: visit.request.uri.path, localizer) },
            practice: visit.hub.isPractice,
            clock: visit.role == nil
                ? nil
                : ClockNotice(
                    visit.hub.clockCheck, now: visit.hub.now,
                    mayConfirm: visit.may(.coordinator), localizer),
            loss: visit.role == nil ? nil : LossNotice(visit.hub.journalLoss, localizer),
            damage: visit.may(.coordinator)
                ? DamageNotice(visit.hub.journalCheck.damage, localizer) : nil,
            told: status == .ok ? told.map { FlashMessageModel(tone: "well", text: $0) } : nil,
            content: content)
        return Response(
            status: status,
            headers: [
                .contentType: "text/html; charset=utf-8", .contentLanguage: localizer.messages.tag,
            ],
            body: .init(byteBuffer: ByteBuffer(string: Templates.page(template, layout))))
    }

    /// A path with a query; keys in alphabetical order, empty values left out.
    static func path(_ path: String, _ query: [String: String]) -> String {
        let pairs = query.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
            .map { "\($0.key)=\($0.value.percentEncoded)" }
        return pairs.isEmpty ? path : "\(path)?\(pairs.joined(separator: "&"))"
    }
}
