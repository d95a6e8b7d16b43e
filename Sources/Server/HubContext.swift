import CNIOLinux
import Foundation
import Glibc
import Hub
public import Hummingbird
import NIOCore
package import Stock
package import Storage
import Synchronization

/// What is known of one request beside its own words.
public struct HubContext: RequestContext {
    /// What Hummingbird itself keeps of a request.
    public var coreContext: CoreRequestContextStorage
    /// Whether it came through the Unix socket, which only the hub's owner can open.
    package let comesFromOwner: Bool
    /// What it came through.
    let channel: any Channel
    private let sender: SocketAddress?
    /// Who asks; set by ``Authenticator``.
    package var identity: Identity? {
        didSet { askedAs.note(identity?.role) }
    }
    /// The asker's role, for a middleware that has another copy of the context.
    package let askedAs = AskedRole()

    /// Reads where the request came from; nobody is known to ask it yet.
    public init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        switch source.channel.localAddress {
        case .unixDomainSocket: comesFromOwner = true
        case .v4, .v6, nil: comesFromOwner = false
        }
        channel = source.channel
        sender = source.channel.remoteAddress
    }

    /// The sender's address without its port, for limits; never logged.
    package var peer: String { sender?.ipAddress ?? "" }

    /// What stands for the route of a request that has none, in figures and in the log.
    static let noRoute = "none"

    /// The template of the route that answers; ``noRoute`` where none does.
    var template: String { endpointPath ?? Self.noRoute }

    /// Whether it was sent from the hub's own machine.
    package var isFromHere: Bool {
        switch sender {
        case .v4(let address): UInt32(bigEndian: address.address.sin_addr.s_addr) >> 24 == 127
        case .v6: peer == "::1"
        case .unixDomainSocket, nil: comesFromOwner
        }
    }

    /// Bytes of a body where a route does not say otherwise.
    public var maxUploadSize: Int { 256 * 1024 }
}

extension HubContext {
    /// A path's parameter as its sender meant it.
    package func text(_ name: String) -> String {
        let text = parameters.get(name) ?? ""
        return text.removingPercentEncoding ?? text
    }

    /// A path's parameter as an id.
    package func id<Subject>(_ name: String = "id", _: Subject.Type = Subject.self) throws -> ID<
        Subject
    > {
        try InputParsing.id(text(name))
    }
}

/// The role that a request turned out to be asked in.
package final class AskedRole: Sendable {
    private let kept = Mutex<Role?>(nil)

    /// Nil where nobody showed a secret that is known.
    package var role: Role? { kept.withLock { $0 } }

    fileprivate func note(_ role: Role?) { kept.withLock { $0 = role } }
}
