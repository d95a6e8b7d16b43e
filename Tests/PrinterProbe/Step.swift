import Foundation
import Printing
import Transports

/// What came of one step.
struct ProbeLine: Encodable, Sendable {
    var sent: Int?
    var text: String?
    var fault: String?
    var conditions: [String]?
    var printers: [Printer]?

    struct Printer: Encodable, Sendable {
        let location: String
        let maker: String?
        let model: String?
        let serial: String?
        let commandSets: [String]
        let language: String?
        let basis: String?
        let readiness: String
        let address: String

        init(_ found: USBPrinterDescription) {
            location = found.location
            maker = found.maker
            model = found.model
            serial = found.serial
            commandSets = found.commandSets
            language = found.recognition.language
            basis = found.recognition.basis?.rawValue
            readiness = String(describing: found.readiness)
            address = found.address.description
        }
    }
}

/// One step of the command line: its name and what stands behind its colons.
struct Step: Sendable {
    private let name: Substring
    private let values: [Substring]

    init(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 3)
        name = parts.first ?? ""
        values = Array(parts.dropFirst())
    }

    func run(through transport: any PrinterTransport, _ bus: USBBus?) async throws -> ProbeLine {
        switch name {
        case "list": return await list(bus)
        case "openlist": return try await transport.withConnection { _ in await list(bus) }
        case "send":
            let (bytes, limit) = (try file(values[1]), milliseconds(values[0]))
            let sent = try await transport.withConnection {
                try await $0.send(bytes, within: limit) + $0.takeBack()
            }
            return ProbeLine(sent: sent)
        case "whole":
            let (bytes, limit) = (try file(values[1]), milliseconds(values[0]))
            return try await transport.withConnection { connection in
                var sent = 0
                while sent < bytes.count {
                    sent += try await connection.send(bytes[sent...], within: limit)
                }
                return ProbeLine(sent: sent)
            }
        case "cancel":
            return try await endless(transport) { sending in
                sending.cancel()
                _ = await sending.result
            }
        case "leave": return try await endless(transport) { _ in }
        case "status":
            let status = try await transport.withConnection { await $0.portStatus() }
            return ProbeLine(conditions: status?.conditions.map(\.rawValue).sorted())
        case "ask":
            let (count, limit) = (Int(values[0]) ?? 0, milliseconds(values[1]))
            let question = Array(values[2].utf8)[...]
            let answer = try await transport.withConnection { connection in
                _ = try await connection.send(question, within: limit)
                let first = try await connection.receive(1, within: limit)
                return try await first + connection.receive(count - 1, within: limit)
            }
            return ProbeLine(text: String(decoding: answer, as: UTF8.self))
        default: return ProbeLine(fault: "unknown step \(name)")
        }
    }

    private func list(_ bus: USBBus?) async -> ProbeLine {
        ProbeLine(printers: await bus?.printers().map(ProbeLine.Printer.init))
    }

    /// Sends a job that the printer answers and then holds back, until `end` is called.
    private func endless(
        _ transport: any PrinterTransport,
        end: @escaping @Sendable (Task<Int, any Error>) async -> Void
    ) async throws -> ProbeLine {
        let bytes = try file(values[0])
        let sending = try await transport.withConnection { connection in
            let sending = Task { try await connection.send(bytes, within: .seconds(3_600)) }
            _ = try await connection.receive(2, within: .seconds(30))
            await end(sending)
            return sending
        }
        return ProbeLine(sent: try await sending.value)
    }

    private func file(_ path: Substring) throws -> ArraySlice<UInt8> {
        Array(try Data(contentsOf: URL(fileURLWithPath: String(path))))[...]
    }

    private func milliseconds(_ text: Substring) -> Duration { .milliseconds(Int(text) ?? 0) }
}
