import Dispatch
import Glibc
import Printing
import Synchronization

/// A printer's SNMP agent on this machine, at a port of UDP that the kernel picks.
///
/// It has the objects it is given, and says `noSuchName` for each other, one at a time, as agents of
/// the first version do.
final class SNMPAgent: Sendable {
    enum Manner: Sendable {
        case answers
        /// It hears, and says nothing.
        case silent
        /// It answers the first question it hears twice: once for another one.
        case confuses
        /// It sends bytes that are no answer, then nothing.
        case babbles
        /// It loses the first question.
        case losesFirst
    }

    let port: UInt16
    private let socket: Int32
    private let asked = Mutex(0)

    var questions: Int { asked.withLock { $0 } }

    init(_ values: [PrinterMIB.Object: [UInt8]], _ manner: Manner = .answers) {
        let made = Glibc.socket(AF_INET, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        (socket, port) = (made, bindToLoopback(made))
        DispatchQueue(label: "larder.test.agent").async { [weak self] in
            var buffer = [UInt8](repeating: 0, count: 4_096)
            while true {
                var caller = sockaddr_in()
                var length = socklen_t(MemoryLayout<sockaddr_in>.size)
                let count = unsafe withUnsafeMutablePointer(to: &caller) { pointer in
                    unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                        unsafe recvfrom(made, &buffer, buffer.count, 0, $0, &length)
                    }
                }
                // It is shut down.
                guard count > 0, let self else { return }
                let number = self.asked.withLock { asked in
                    asked += 1
                    return asked
                }
                for reply in Self.replies(to: Array(buffer[..<count]), number, values, manner) {
                    unsafe withUnsafePointer(to: &caller) { pointer in
                        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                            _ = unsafe sendto(made, reply, reply.count, 0, $0, length)
                        }
                    }
                }
            }
        }
    }

    deinit {
        shutdown(socket, Int32(SHUT_RDWR))
        close(socket)
    }

    private static func replies(
        to question: [UInt8], _ number: Int, _ values: [PrinterMIB.Object: [UInt8]],
        _ manner: Manner
    ) -> [[UInt8]] {
        let answer = answer(to: question, values, otherRequest: false)
        switch manner {
        case .answers: return [answer]
        case .silent: return []
        case .confuses:
            return number == 1
                ? [self.answer(to: question, values, otherRequest: true), answer] : [answer]
        case .babbles: return [[0x30, 0x82, 0xFF, 0xFF], question]
        case .losesFirst: return number == 1 ? [] : [answer]
        }
    }

    /// The question turned into its answer, by its bytes: the number of the request is its own, and
    /// objects stand in the order in which they are asked for.
    private static func answer(
        to question: [UInt8], _ values: [PrinterMIB.Object: [UInt8]], otherRequest: Bool
    ) -> [UInt8] {
        func wrap(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
            content.count < 0x80
                ? [tag, UInt8(content.count)] + content
                : [tag, 0x82, UInt8(content.count >> 8), UInt8(content.count & 0xFF)] + content
        }
        // Behind the community come the kind and length of the question, then its number.
        let community = Array("public".utf8)
        let start = question.indices.first { question[$0...].starts(with: community) } ?? 0
        var place = start + community.count + 1
        place += question[place] == 0x82 ? 3 : 1
        var request = Array(question[place..<place + 2 + Int(question[place + 1])])
        if otherRequest { request[request.count - 1] ^= 1 }
        let wanted = PrinterMIB.Object.allCases.filter { object in
            let name = encoded(object.name)
            return question.indices.contains { question[$0...].starts(with: name + [0x05, 0x00]) }
        }
        let missing = wanted.firstIndex { values[$0] == nil }
        let bindings = wanted.flatMap { object in
            wrap(
                0x30,
                encoded(object.name) + (missing == nil ? values[object] ?? [] : [0x05, 0x00]))
        }
        let error: [UInt8] =
            missing.map { [0x02, 0x01, 0x02, 0x02, 0x01, UInt8($0 + 1)] }
            ?? [0x02, 0x01, 0x00, 0x02, 0x01, 0x00]
        let answer = wrap(0xA2, request + error + wrap(0x30, bindings))
        return wrap(0x30, [0x02, 0x01, 0x00] + wrap(0x04, community) + answer)
    }

    /// All arcs of ours are below 128.
    private static func encoded(_ name: [UInt32]) -> [UInt8] {
        [0x06, UInt8(name.count - 1), 0x2B] + name.dropFirst(2).map { UInt8($0) }
    }
}

extension [PrinterMIB.Object: [UInt8]] {
    /// What a QL says of its state; a printer without a display or a description has no object for it.
    static func printer(
        device: UInt8, state: UInt8, bits: UInt8, display: String? = nil
    ) -> Self {
        var values: Self = [
            .deviceStatus: [0x02, 0x01, device], .printerStatus: [0x02, 0x01, state],
            .errorState: [0x04, 0x01, bits],
        ]
        if let display {
            values[.display] = [0x04, UInt8(display.utf8.count)] + Array(display.utf8)
        }
        return values
    }

    static var ready: Self { printer(device: 2, state: 3, bits: 0, display: "READY") }
}
