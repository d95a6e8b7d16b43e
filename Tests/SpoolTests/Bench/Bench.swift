import Foundation
import Printing
import Rendering
import Spool
import Stock
import Storage
import Synchronization
import TestSupport

/// A hub's real store and spool, with captured printers and a clock of its own.
final class Bench: Sendable {
    let directory = ThrowAwayDirectory()
    let clock: TestClock
    let store: Store
    /// Dots across the printers' heads.
    let head: Int?
    let leavesEdgesOff: Bool
    let language: PlainLanguage
    private let printers: [String: CapturedPrinter]
    /// What was plugged in or out.
    private let (plugs, plug) = AsyncStream<Void>.makeStream()
    private let ids = Mutex<UInt8>(0)

    static let catalogue = Result { try LayoutCatalogue() }

    /// A hub that has these printers, by name; media are 50x30 at 203 dpi.
    init(
        _ printers: [String: CapturedPrinter] = [:], clock: TestClock = TestClock(),
        language: PlainLanguage = PlainLanguage(), head: Int? = nil, leavesEdgesOff: Bool = false,
        media: String = "50x30"
    ) async throws {
        self.clock = clock
        self.printers = printers
        self.language = language
        self.head = head
        self.leavesEdgesOff = leavesEdgesOff
        store = try Store(at: directory.data, clock: WallClock(clock: clock))
        for name in printers.keys.sorted() {
            _ = try await store.write { try $0.addPrinter(Self.record(name, media: media)) }
        }
    }

    static func record(_ name: String, media: String = "50x30") -> PrinterRecord {
        PrinterRecord(name: name, device: "usb:\(name)", language: "plain", media: media, dpi: 203)
    }

    /// The spool as it is after each start of the hub.
    func makeSpool() throws -> Spool {
        let (printers, language, head, edges) = (printers, language, head, leavesEdgesOff)
        return Spool(
            store: store, catalogue: try Self.catalogue.get(),
            open: { record in
                guard let printer = printers[record.name] else {
                    throw TransportFault.notFound(address: record.device)
                }
                return OpenedPrinter(
                    language: language, transport: printer, head: head, leavesEdgesOff: edges)
            }, clock: clock, deviceChanges: { [plugs] in plugs })
    }

    /// Runs the spool for as long as `body` lasts, as one run of the hub.
    func run<Value: Sendable>(
        _ body: @Sendable (Spool) async throws -> Value
    ) async throws -> Value {
        let spool = try makeSpool()
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await spool.run() }
            let value = try await body(spool)
            group.cancelAll()
            try await group.waitForAll()
            return value
        }
    }

    /// Something is plugged in or out.
    func changeDevices() { plug.yield() }

    /// How a printer is, for a person who looks or for nobody.
    func snapshot(
        of printer: String, in spool: Spool, isLooked: Bool
    ) async throws -> PrinterSnapshot {
        let queue = try await store.read { try $0.printerQueue(printer) }
        guard let queue else { throw SpoolEnded() }
        return await spool.snapshot(of: queue, isLooked: isLooked)
    }

    /// Ids in the order of asking.
    func freshID() -> PrintJobID {
        let number = ids.withLock { number in
            number += 1
            return number
        }
        guard let id = PrintJobID(bytes: [UInt8](repeating: 0, count: 15) + [number]) else {
            preconditionFailure("an id has 16 bytes")
        }
        return id
    }

    func job(_ id: PrintJobID) async throws -> PrintJobRecord? {
        try await store.read { try $0.job(id) }
    }

    /// The job once it is as wanted.
    func job(
        _ id: PrintJobID, in spool: Spool, when isWanted: (PrintJobRecord) -> Bool
    ) async throws -> PrintJobRecord {
        let changes = spool.follow()
        if let job = try await job(id), isWanted(job) { return job }
        for await change in changes {
            if case .job(let job) = change, job.id == id, isWanted(job) { return job }
        }
        throw SpoolEnded()
    }

    /// The job once it has ended.
    func end(of id: PrintJobID, in spool: Spool) async throws -> PrintJobRecord {
        try await job(id, in: spool) { $0.state.isFinal }
    }
}

/// The spool stopped while a test waited for a job.
struct SpoolEnded: Error {}

extension PrintRequest {
    /// A bin's label.
    static func bin(_ name: String, copies: Int = 1) -> PrintRequest {
        PrintRequest(
            layout: "bin", code: "7K2M9XRD", fields: ["name": name, "detail": "Shelf 2"],
            copies: copies)
    }
}

extension Bench {
    /// The bytes of a request as they should arrive.
    func bytes(_ request: PrintRequest, media: String = "50x30") throws -> [UInt8] {
        let catalogue = try Self.catalogue.get()
        let paper = try catalogue.media(named: media)
        let drawing = try LabelRenderer(catalogue).draw(
            request.layout, on: paper, at: .dpi203, fields: request.fields, code: request.code)
        return try language.encode(
            drawing.bitmap,
            settings: JobSettings(media: paper, resolution: .dpi203, copies: request.copies))
    }
}
