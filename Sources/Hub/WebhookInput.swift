package import API
import Foundation
import Journal
import Stock
import Storage

/// A webhook that is to be made; all of it was read and may stand.
package struct NewWebhook: Sendable {
    /// Nil where its sender made none.
    let id: ID<WebhookRecord>?
    /// `http` or `https`, without a name, password or fragment.
    let url: String
    /// Kinds of entries, each once; none where all are wanted.
    let kinds: [String]
    let allowsPrivate: Bool
}

extension WebhookRequest {
    /// - Throws: `id_unreadable`, `webhook_url_unreadable`, `webhook_address_private`,
    ///   `webhook_kind_unreadable`.
    package func webhook() throws -> NewWebhook {
        let id: ID<WebhookRecord>? = try id.map { try InputParsing.id($0) }
        let allowsPrivate = allowPrivate ?? false
        let (url, host) = try InputParsing.webhookURL(url)
        if !allowsPrivate { try InputParsing.refusePrivate(host) }
        return NewWebhook(
            id: id, url: url, kinds: try InputParsing.entryKinds(kinds ?? []),
            allowsPrivate: allowsPrivate)
    }
}

extension InputParsing {
    /// Characters of a webhook's address at the most.
    static let webhookURLLimit = 1_000

    /// - Throws: `webhook_url_unreadable`.
    fileprivate static func webhookURL(_ text: String) throws -> (url: String, host: String) {
        guard text.utf8.count <= webhookURLLimit,
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), parts.user == nil, parts.password == nil,
            parts.fragment == nil, let host = parts.host, isHost(host),
            isPort(of: text)
        else { throw Problem.webhookURLUnreadable }
        return (text, host)
    }

    /// Whether the port of an address without a name is one, or missing; `URLComponents` calls one of many figures missing.
    private static func isPort(of url: String) -> Bool {
        let place = url.drop { $0 != "/" }.drop { $0 == "/" }.prefix { !"/?#".contains($0) }
        let end = place[(place.lastIndex(of: "]") ?? place.startIndex)...]
        guard let colon = end.firstIndex(of: ":") else { return true }
        let port = end[end.index(after: colon)...]
        return port.isEmpty || UInt16(port).map { $0 > 0 } ?? false
    }

    /// - Throws: `webhook_address_private`.
    fileprivate static func refusePrivate(_ host: String) throws {
        let number = NetworkAddress(asResolved: host.trimmingCharacters(in: ["[", "]"]))
        let name = host.lowercased().split(separator: ".").last
        // RFC 6761, section 6.3: no resolver is asked about it, and what is in it is this machine.
        guard number?.isPrivate != true, name != "localhost" else {
            throw Problem.webhookAddressPrivate(host)
        }
    }

    /// Letters, digits, dots and hyphens, or an address of version 6 in brackets.
    private static func isHost(_ host: String) -> Bool {
        guard !host.isEmpty else { return false }
        let isSix = host.contains(":")
        return host.utf8.allSatisfy {
            switch $0 {
            case 0x30...0x39, UInt8(ascii: "."), UInt8(ascii: "-"): true
            case 0x61...0x7A, 0x41...0x5A: true
            case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ":"): isSix
            default: false
            }
        } && (!isSix || NetworkAddress(host.trimmingCharacters(in: ["[", "]"])) != nil)
    }

    /// Kinds of entries, each once.
    ///
    /// - Throws: `webhook_kind_unreadable`.
    fileprivate static func entryKinds(_ kinds: [String]) throws -> [String] {
        let known = Set(EntryKinds.all.map { $0.kind })
        if let other = kinds.first(where: { !known.contains($0) }) {
            throw Problem.webhookKindUnreadable(other, known: known)
        }
        return Set(kinds).sorted()
    }
}
