import Glibc
public import Hummingbird
import NIOCore

/// What is known of one request beside its own words.
public struct HubContext: RequestContext {
    /// What Hummingbird itself keeps of a request.
    public var coreContext: CoreRequestContextStorage
    /// Whether it came through the Unix socket, which only the hub's owner can open.
    let comesFromOwner: Bool
    private let sender: SocketAddress?
    /// Who asks; set by ``Authenticator``.
    var identity: Identity?

    /// Reads where the request came from; nobody is known to ask it yet.
    public init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        switch source.channel.localAddress {
        case .unixDomainSocket: comesFromOwner = true
        case .v4, .v6, nil: comesFromOwner = false
        }
        sender = source.channel.remoteAddress
    }

    /// The sender's address without its port, for limits; never logged.
    var peer: String { sender?.ipAddress ?? "" }

    /// Whether it was sent from the hub's own machine.
    var isFromHere: Bool {
        switch sender {
        case .v4(let address): UInt32(bigEndian: address.address.sin_addr.s_addr) >> 24 == 127
        case .v6: peer == "::1"
        case .unixDomainSocket, nil: comesFromOwner
        }
    }

    /// Bytes of a body where a route does not say otherwise.
    public var maxUploadSize: Int { 256 * 1024 }
}
