import Foundation

/// What a run among virtual printers came to.
struct BedRun {
    /// A line for each step of the probe.
    var lines: [ProbeAnswer]
    /// What each printer took and saw, in the bed's order.
    var printers: [Seen]

    struct Seen {
        let bytes: [UInt8]
        /// What the second printer of the device took.
        let twinBytes: [UInt8]
        /// Claims, drivers put aside, resets and the like, in the words of Tests/VirtualPrinter/usbfs.py.
        let events: [String]
        /// What came out of a printer that has a language: a digest of each label, in order.
        let labels: [String]
    }
}

/// What Tests/PrinterProbe said of one step.
struct ProbeAnswer: Decodable, Hashable {
    var sent: Int?
    var text: String?
    var fault: String?
    var conditions: [String]?
    var printers: [Printer]?
    // Of Tests/SpoolProbe.
    var state: String?
    var reason: String?
    var bytesSent: Int?

    struct Printer: Decodable, Hashable {
        var location: String
        var maker: String?
        var model: String?
        var serial: String?
        var commandSets: [String]
        var language: String?
        var basis: String?
        var readiness: String
        var address: String
    }
}

/// Runs the probe among virtual printers.
enum Bed {
    /// Time limits are part of what is tested, so not all beds share the processor at once.
    private static let turns = Turns(2)

    private struct Setting: Encodable {
        let printers: [VirtualPrinter]
    }

    private struct Report: Decodable {
        struct Printer: Decodable {
            let events: [String]
            let labels: [String]
        }
        let printers: [Printer]
    }

    /// Runs the steps through the real libusb, on a bus with these printers.
    ///
    /// What a step calls `JOB` is a file with the bytes of `job`.
    static func run(
        _ printers: VirtualPrinter..., address: String = "usb:", job: [UInt8] = [], steps: String...
    ) async throws -> BedRun {
        try await run(printers, address: address, job: job, steps: steps)
    }

    /// The same, for any number of printers and steps.
    static func run(
        _ printers: [VirtualPrinter], address: String = "usb:", language: String? = nil,
        job: [UInt8] = [], steps: [String]
    ) async throws -> BedRun {
        let speaking = language.map { ["speaking:\($0)"] } ?? []
        return try await run(printers, job: job) { folder in
            [Program.probe, address] + speaking
                + steps.map { $0.replacing("JOB", with: folder.path("job")) }
        }
    }

    /// Prints through the hub's spool to one printer, in its language and on paper for it.
    static func print(to printer: VirtualPrinter, _ steps: [String]) async throws -> BedRun {
        let language = printer.language ?? ""
        let paper =
            switch language {
            case "brother": ["62x29", "300"]
            case "dymo": ["57x32", "300"]
            case "escpos": ["58", "203"]
            default: ["50x30", "203"]
            }
        return try await run([printer]) { folder in
            [Program.spool, folder.path("data"), language] + paper + steps
        }
    }

    private static func run(
        _ printers: [VirtualPrinter], job: [UInt8] = [],
        program: @Sendable (Folder) -> [String]
    ) async throws -> BedRun {
        try await Folder.temporary { folder in
            await turns.take()
            defer { turns.pass() }
            var printers = printers
            for index in printers.indices { printers[index].out = folder.path("out\(index)") }
            let encoder = JSONEncoder()
            encoder.keyEncodingStrategy = .convertToSnakeCase
            try folder.write(Array(encoder.encode(Setting(printers: printers))), to: "bed")
            try folder.write(job, to: "job")
            let output = try await Program.output(
                of: [
                    "umockdev-wrapper", "/usr/bin/python3", Program.source("VirtualPrinter/bed.py"),
                    "--report", folder.path("report"), folder.path("bed"), "--",
                ] + program(folder))
            let report = try JSONDecoder().decode(Report.self, from: Data(folder.read("report")))
            return BedRun(
                lines: try lines(output),
                printers: try report.printers.enumerated().map { index, printer in
                    BedRun.Seen(
                        bytes: try folder.read("out\(index)"),
                        twinBytes: (try? folder.read("out\(index)-twin")) ?? [],
                        events: printer.events, labels: printer.labels)
                })
        }
    }

    /// The lines that the probe wrote.
    static func lines(_ output: [UInt8]) throws -> [ProbeAnswer] {
        try output.split(separator: UInt8(ascii: "\n")).map { line in
            try JSONDecoder().decode(ProbeAnswer.self, from: Data(line))
        }
    }
}

extension [UInt8] {
    /// Bytes that look like a picture's, the same each time: no two stretches of it are alike.
    static func job(_ count: Int) -> [UInt8] {
        var state: UInt64 = 0x5EED
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 33)
        }
    }
}
