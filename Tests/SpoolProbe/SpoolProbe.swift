import Foundation
import Languages
import Printing
import Rendering
import Spool
import Stock
import Storage
import Transports

/// A program for the tests to run among virtual printers (Tests/VirtualPrinter): it prints jobs through
/// the hub's own spool and says in JSON how each ended, one line for each step.
///
///     SpoolProbe DATA LANGUAGE MEDIA DPI STEP...
///
///     print:COPIES:NAME   prints a bin's label, and waits until the job has ended
///     wait:COPIES:NAME    the same, but waits only until the job waits for the printer
@main
enum SpoolProbe {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 5, let language = PrinterLanguages.named(arguments[2]),
            let dpi = Int(arguments[4])
        else {
            print("usage: SpoolProbe DATA LANGUAGE MEDIA DPI STEP...")
            exit(2)
        }
        let store = try Store(at: DataDirectory(URL(fileURLWithPath: arguments[1])))
        let transport = USBTransport(bus: try USBBus())
        let spool = Spool(
            store: store, catalogue: try LayoutCatalogue(),
            open: { _ in OpenedPrinter(language: language, transport: transport) },
            clock: HurriedClock())
        var printer = PrinterRecord(
            name: "bed", device: "usb:", language: language.name, media: arguments[3], dpi: dpi)
        if language.optionRanges.confirms { printer.setup.confirms = true }
        try await spool.add(printer)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await spool.run() }
            for step in arguments.dropFirst(5) { try await say(run(step, spool)) }
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    /// How one job ended.
    private struct Line: Encodable {
        let state: String
        let reason: String?
        let bytesSent: Int
    }

    private static func run(_ step: String, _ spool: Spool) async throws -> Line {
        let parts = step.split(separator: ":", maxSplits: 2).map(String.init)
        let request = PrintRequest(
            layout: "bin", code: "7K2M9XRD", fields: ["name": parts[2]],
            copies: Int(parts[1]) ?? 1)
        let id = PrintJobID(bytes: (0..<16).map { _ in UInt8.random(in: 0...255) })
        guard let id else { preconditionFailure("an id has 16 bytes") }
        let changes = spool.follow()
        try await spool.submit(id, to: "bed", request)
        for await case .job(let job) in changes where job.id == id {
            let waits = job.state == .queued && job.reason != nil
            if job.state.isFinal || parts[0] == "wait" && waits {
                return Line(
                    state: job.state.rawValue, reason: job.reason?.word, bytesSent: job.bytesSent)
            }
        }
        preconditionFailure("the spool ended before its job")
    }

    private static func say(_ line: Line) throws {
        FileHandle.standardOutput.write(try JSONEncoder().encode(line) + Data("\n".utf8))
    }
}
