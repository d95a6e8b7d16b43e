package import API
import Foundation
import HTTPTypes
package import Hummingbird

/// Refuses requests that a foreign page made a browser send: a Host that is not this hub (DNS
/// rebinding), or an Origin that is not the Host (cross-site posts).
package struct OriginCheck: Sendable {
    /// Host names beside addresses and `localhost` that the hub answers to.
    package let names: Set<String>

    /// - Throws: `host_foreign`, `origin_foreign`; `request_malformed` for a second Host (RFC 9112, section 3.2).
    package func check(_ request: Request, _ context: HubContext) throws(Problem) {
        // The first is the request's authority, and no header any more.
        guard !request.headers.contains(where: { $0.name.canonicalName == "host" }) else {
            throw Problem.hostsTooMany
        }
        guard !context.comesFromOwner else { return }
        guard let authority = request.head.authority,
            isNumber(authority) || isOurs(hostName(authority))
        else {
            throw Problem.hostForeign
        }
        guard let origin = request.headers[.origin]?.lowercased(), request.method != .get,
            request.method != .head
        else { return }
        let ours = authority.lowercased()
        guard origin == "http://\(ours)" || origin == "https://\(ours)" else {
            throw Problem.originForeign
        }
    }

    private func hostName(_ authority: String) -> String {
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            return String(authority[authority.index(after: authority.startIndex)..<end])
        }
        return String(authority.prefix { $0 != ":" }).lowercased()
    }

    /// Numbers cannot be rebound by a name server, so any address is ours.
    private func isNumber(_ authority: String) -> Bool {
        let host = authority.utf8.prefix { $0 != UInt8(ascii: ":") }
        return host.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
    }

    /// Of names only those we know are ours, and an address of version 6.
    private func isOurs(_ host: String) -> Bool {
        host == "localhost" || names.contains(host) || host.contains(":")
    }
}
