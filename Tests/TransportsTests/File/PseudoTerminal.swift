import Glibc

/// A character device whose other end a test holds.
final class PseudoTerminal: Sendable {
    struct None: Error {}

    let path: String
    private let master: Int32

    init() throws {
        var ends: (Int32, Int32) = (-1, -1)
        guard unsafe openpty(&ends.0, &ends.1, nil, nil, nil) == 0 else { throw None() }
        master = ends.0
        path = unsafe String(cString: ttyname(ends.1))
        close(ends.1)
    }

    deinit { close(master) }

    func read(_ count: Int) -> [UInt8] {
        var came: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: count)
        while came.count < count {
            let got = unsafe Glibc.read(master, &buffer, count - came.count)
            guard got > 0 else { break }
            came += buffer[..<got]
        }
        return came
    }

    func write(_ bytes: [UInt8]) { _ = unsafe Glibc.write(master, bytes, bytes.count) }
}
