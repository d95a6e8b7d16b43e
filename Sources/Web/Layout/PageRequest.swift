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
    private let request: WebRequest
    let localizer: Localizer
    let hubName: String
    /// What the last form did.
    private let told: (text: String, href: String?)?

    /// See ``WebRequest/read(_:)``.
    init(
        _ request: WebRequest, _ localizer: Localizer, hubName: String,
        told: (text: String, href: String?)?
    ) {
        (self.request, self.localizer, self.hubName, self.told) = (
            request, localizer, hubName, told
        )
    }

    subscript<Value>(dynamicMember path: KeyPath<WebRequest, Value>) -> Value {
        request[keyPath: path]
    }

    func may(_ needed: Role) -> Bool { request.may(needed) }
    func query(_ name: String) -> String? { request.query(name) }
    func number(_ name: String) -> Int64? { request.number(name) }
    func queries(_ beginning: String) -> [String: String] { request.queries(beginning) }
    func newID() -> String { request.newID() }
    func see(
        _ path: String, _ query: [String: String] = [:], told: FlashMessage? = nil,
        about: String? = nil
    ) -> Response { request.see(path, query, told: told, about: about) }

    /// A page in the visitor's language.
    ///
    /// `template` is its name in `Templates` without the ending, `content` its own view-model, `copy` what becomes of a
    /// copy of it on the device.
    func render(
        _ template: String, title: String, status: HTTPResponse.Status = .ok,
        copy: PageCopy? = nil, _ content: any Sendable
    ) async throws -> Response {
        let layout = PageLayout(
            t: localizer.messages.root, unit: localizer.weightUnit.rawValue, title: title,
            hubName: hubName,
            otherLanguages: OtherLanguage.all(beside: localizer.messages), here: request.here,
            nav: request.role.map { Navigation($0, at: request.http.uri.path, localizer) },
            practice: request.hub.isPractice,
            clock: request.role == nil
                ? nil
                : ClockNotice(
                    request.hub.clockCheck, now: request.hub.now,
                    mayConfirm: request.may(.coordinator), localizer),
            loss: request.role == nil ? nil : LossNotice(request.hub, localizer),
            damage: request.may(.coordinator)
                ? DamageNotice(request.hub.journalCheck.damage, localizer) : nil,
            told: status == .ok
                ? told.map { FlashMessageModel(tone: "well", text: $0.text, toldHref: $0.href) }
                : nil,
            content: content)
        var headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8", .contentLanguage: localizer.messages.tag,
        ]
        if let copy { headers[PageCopy.header] = copy.rawValue }
        return Response(
            status: status, headers: headers,
            body: .init(byteBuffer: ByteBuffer(string: Templates.page(template, layout))))
    }

    /// A path with a query; keys in alphabetical order, empty values left out.
    static func path(_ path: String, _ query: [String: String]) -> String {
        let pairs = query.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
            .map { "\($0.key)=\($0.value.percentEncoded)" }
        return pairs.isEmpty ? path : "\(path)?\(pairs.joined(separator: "&"))"
    }
}
