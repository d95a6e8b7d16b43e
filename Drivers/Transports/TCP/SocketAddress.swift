import Dispatch
import Glibc
import Synchronization

/// Where a socket connects to: the bytes of a `sockaddr`.
struct SocketAddress: Sendable {
    let family: Int32
    private let bytes: [UInt8]

    /// Finds the addresses of a host, for at most `limit`; empty where there are none.
    ///
    /// The system's resolver knows no time limit of ours: one that is late is left to end by
    /// itself, and its answer is dropped.
    static func lookUp(_ host: String, _ port: UInt16, within limit: Duration) async -> [Self] {
        let milliseconds = Int(Deadline(in: limit).milliseconds(atMost: .max))
        return await withCheckedContinuation { continuation in
            let waiter = Waiter(continuation)
            DispatchQueue(label: "larder.resolver").async { waiter.answer(resolve(host, port)) }
            DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(milliseconds)) {
                waiter.answer([])
            }
        }
    }

    /// Starts connecting; the result and `errno` are those of `connect(2)`.
    func connect(_ socket: Int32) -> Int32 {
        // Safety: the bytes are a whole `sockaddr` as the resolver made it; the kernel copies them.
        unsafe bytes.withUnsafeBytes { buffer in
            unsafe Glibc.connect(
                socket, buffer.baseAddress?.assumingMemoryBound(to: sockaddr.self),
                socklen_t(buffer.count))
        }
    }

    private static func resolve(_ host: String, _ port: UInt16) -> [Self] {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, String(port), &hints, &found) == 0 else { return [] }
        defer { unsafe freeaddrinfo(found) }
        // Safety: the list is the resolver's until it is freed above; each address is copied.
        return unsafe sequence(first: found, next: { unsafe $0?.pointee.ai_next }).compactMap {
            guard let place = unsafe $0?.pointee, let address = unsafe place.ai_addr else {
                return nil
            }
            let raw = unsafe UnsafeRawBufferPointer(start: address, count: Int(place.ai_addrlen))
            return unsafe Self(family: place.ai_family, bytes: Array(raw))
        }
    }

    /// Whoever answers first is heard.
    private final class Waiter: Sendable {
        private let continuation: Mutex<CheckedContinuation<[SocketAddress], Never>?>

        init(_ continuation: CheckedContinuation<[SocketAddress], Never>) {
            self.continuation = Mutex(continuation)
        }

        func answer(_ addresses: [SocketAddress]) {
            let waiting = continuation.withLock { continuation in
                defer { continuation = nil }
                return continuation
            }
            waiting?.resume(returning: addresses)
        }
    }
}
