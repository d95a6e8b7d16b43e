import Dispatch
import Glibc

/// A listener on this machine, at a port that the kernel picks, that does to its one caller what a
/// test tells it to.
final class LoopbackPrinter: Sendable {
    let port: UInt16
    private let listener: Int32
    private let queue = DispatchQueue(label: "larder.test.printer")

    /// Callers beside the first may wait, as many as `backlog`; with nil it does not listen at all.
    init(backlog: Int32? = 1) throws {
        let made = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        // Little room, so that a printer that does not read is soon noticed.
        var room: Int32 = 4_096
        _ = unsafe setsockopt(
            made, SOL_SOCKET, SO_RCVBUF, &room, socklen_t(MemoryLayout<Int32>.size))
        port = bindToLoopback(made)
        if let backlog { listen(made, backlog) }
        listener = made
    }

    deinit { close(listener) }

    /// Waits for the caller and serves it, then hangs up.
    func serve<Result: Sendable>(
        _ body: @escaping @Sendable (Caller) -> Result
    ) async -> Result {
        await withCheckedContinuation { continuation in
            queue.async { [listener] in
                let caller = Caller(socket: accept(listener, nil, nil))
                let result = body(caller)
                close(caller.socket)
                continuation.resume(returning: result)
            }
        }
    }

    /// The one that called, for calls that block.
    struct Caller: Sendable {
        let socket: Int32

        /// Reads `count` bytes, or fewer where the caller says no more; all there are for nil.
        func read(_ count: Int? = nil) -> [UInt8] {
            var came: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 4_096)
            while came.count < count ?? .max {
                let wanted = min(buffer.count, (count ?? .max) - came.count)
                let got = unsafe Glibc.read(socket, &buffer, wanted)
                guard got > 0 else { break }
                came += buffer[..<got]
            }
            return came
        }

        func write(_ bytes: [UInt8]) {
            _ = unsafe Glibc.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        }

        /// Makes the hang-up a reset, as of a printer that was switched off.
        func resetWhenClosed() {
            var now = linger(l_onoff: 1, l_linger: 0)
            _ = unsafe setsockopt(
                socket, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
        }
    }
}

/// Binds a socket to this machine's own address.
///
/// - Returns: The port, which the kernel picks.
func bindToLoopback(_ socket: Int32) -> UInt16 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    // Safety: `sockaddr_in` is the `sockaddr` of its family, of this size.
    unsafe withUnsafeMutablePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
            _ = unsafe bind(socket, pointer, size)
            _ = unsafe getsockname(socket, pointer, &size)
        }
    }
    return UInt16(bigEndian: address.sin_port)
}
