package import API
package import Foundation
import Localization
package import Logging
package import Rendering
package import Spool
package import Stock
package import Storage
import Synchronization

/// Where a hub answers; it is known once the hub does.
///
/// `text` is how a browser on its own machine reaches it.
package final class HubAddress: Sendable {
    private let known = Mutex<(text: String, elsewhere: @Sendable () -> [String])?>(nil)

    /// A URL that ends in a slash; nil before the hub answers anywhere but at its socket.
    package var text: String? { known.withLock { $0?.text } }

    /// The same for other devices in the network, likeliest first; a laptop that moves has others.
    package var elsewhere: [String] { known.withLock { $0?.elsewhere }?() ?? [] }

    package func note(_ text: String, elsewhere: @escaping @Sendable () -> [String] = { [] }) {
        known.withLock { $0 = (text, elsewhere) }
    }
}

/// One site with its own journal: what people do with it, one method a thing done, each in one
/// transaction.
///
/// Pages, routes, imports and the sample pantry call the same methods. Whoever reads gets a snapshot; nobody
/// but this module reaches the store's writer.
package struct Hub: Sendable {
    let store: Store
    /// Takes print jobs whether or not it works at them.
    let spool: Spool
    /// Layouts and media, those that a coordinator changed among them.
    package let catalogue: LayoutCatalogue
    /// Draws previews; the spool draws with its own.
    let renderer: LabelRenderer
    /// Takes no names of people, no addresses and no secrets.
    package let logger: Logger
    /// Larder's version, as `/health` tells it.
    package let version: String
    /// Whether this hub is a throw-away one to practise with.
    package let isPractice: Bool
    /// Devices the hub can name, such as USB printers, for the page that adds one.
    package let findPrinters: @Sendable () async -> [FoundPrinter]
    /// The printer languages there are, in the order in which a person is asked to choose.
    package let languages: [String]
    /// Something was plugged in or out; from now on.
    package let deviceChanges: @Sendable () -> AsyncStream<Void>
    package let credentials: CredentialCache
    /// All who are told of each entry.
    package let subscribers = Subscribers()
    /// Sends the messages of webhooks.
    package let webhookSender: any WebhookSender
    /// What the hub counts.
    package let metrics: HubMetrics
    /// What devices told of themselves as they last sent a scan.
    package let deviceReports = DeviceReports()
    /// Files that someone looks through before they are read.
    package let fileDrafts = FileDrafts()
    /// Who sent lines of a person's paper a moment ago.
    let papers = PaperSenders()
    /// Where the hub answers.
    package let address = HubAddress()
    /// Raised when the hub is told to stop.
    package let stopSignal = StopSignal()
    /// Tells all who look what happens.
    let liveFeed = LiveFeed()
    /// Draws what is looked at; what is printed, the spool draws.
    let drawing = DrawingThread()
    /// Reads the files that people send.
    package let files = FileThread()
    /// Room for such files while they come.
    package let fileRoom = FileRoom()
    /// Devices that were shut out.
    let revocations = Broadcast<ID<Credential>>()
    /// Whether a coordinator may add a printer at any file and port from afar; else the owner alone may.
    let allowsAnyDevice: Bool
    /// Pairing codes tried by one device.
    package let joinLimit = RateLimit(perSecond: 10.0 / 60, burst: 10)
    /// The first few of a device are its own, however many others try.
    package let firstJoins = RateLimit(perSecond: 1.0 / 60, burst: 3)
    /// Those after them are limited for all together.
    package let joinLimitOfAll = RateLimit(perSecond: 100.0 / 60, burst: 100)

    /// A hub over one open store.
    package init(
        store: Store, spool: Spool, catalogue: LayoutCatalogue, renderer: LabelRenderer,
        logger: Logger, version: String, isPractice: Bool = false, languages: [String] = [],
        findPrinters: @escaping @Sendable () async -> [FoundPrinter] = { [] },
        deviceChanges: @escaping @Sendable () -> AsyncStream<Void> = {
            AsyncStream { $0.finish() }
        },
        webhookSender: any WebhookSender = NoWebhookSender(), metrics: HubMetrics = HubMetrics(),
        allowsAnyDevice: Bool = false
    ) {
        self.store = store
        self.spool = spool
        self.catalogue = catalogue
        self.renderer = renderer
        self.logger = logger
        self.version = version
        self.isPractice = isPractice
        self.languages = languages
        self.findPrinters = findPrinters
        self.deviceChanges = deviceChanges
        self.webhookSender = webhookSender
        self.metrics = metrics
        self.allowsAnyDevice = allowsAnyDevice
        credentials = CredentialCache()
    }

    /// The id that goes into every hash of the journal.
    package var id: HubID { store.hub }
    /// The zone that a day of this hub is a date in.
    package var timeZone: TimeZone { store.calendar.timeZone }
    /// Whether nobody has said that zone yet: it is the machine's.
    package var isTimeZoneGuessed: Bool { store.calendar.isGuessed }
    /// By the hub's clock.
    package var now: Moment { store.clock.now() }
    /// The date on the hub's wall at a moment.
    package func date(of moment: Moment) -> CivilDate { store.calendar.date(moment) }
    /// The date on the hub's wall.
    package var today: CivilDate { store.calendar.date(store.moment) }

    /// A name for what nobody has named yet.
    package func newID<Subject>(_ subject: Subject.Type = Subject.self) -> ID<Subject> {
        store.clock.newID(subject)
    }

    /// Reads as of one moment, beside the writer.
    package func read<Answer: Sendable>(
        _ work: @escaping @Sendable (Queries) throws -> Answer
    ) async throws -> Answer {
        try await store.read(work)
    }

    /// Reads a file that someone sent, beside the threads that answer requests; other files wait meanwhile.
    ///
    /// - Throws: What `work` throws.
    package func readFile<Answer: Sendable>(
        _ work: () async throws -> Answer
    ) async throws -> Answer {
        try await withTaskExecutorPreference(files) { try await work() }
    }

    /// Committed entries from now on, for one listener; it is ended when it falls 1,000 behind.
    package func follow() -> AsyncStream<Change> { store.follow() }
}

extension Hub {
    /// Tells long work to end: files between two of their lines, and labels that wait to be looked at.
    package func stop() {
        stopSignal.raise()
        drawing.stop()
        spool.stopDrawing()
    }
}

/// Says that the hub was told to stop, to long work that can end between two of its parts.
package final class StopSignal: Sendable {
    private let raised = Atomic(false)

    /// Once raised, it stays so.
    package func raise() { raised.store(true, ordering: .relaxed) }
    package var isRaised: Bool { raised.load(ordering: .relaxed) }
}

extension Hub {
    /// Goes on with a long file unless the hub was told to stop.
    ///
    /// - Parameters:
    ///   - lines: Those that are on the disk.
    ///   - count: All of the file; nil while it is not read to its end.
    /// - Throws: `stopping`, and says how many lines are recorded.
    func goOn(after lines: Int, of count: Int? = nil) throws(Problem) {
        guard stopSignal.isRaised else { return }
        throw .stopping(lines: lines, of: count)
    }
}

/// Why a printer's settings lead to no device.
///
/// Thrown by whoever opens printers for the spool.
package enum PrinterUnusable: Error, CustomStringConvertible {
    case languageUnknown(String, known: [String])
    /// No device is named so; `reason` says why, for the end of a sentence.
    case deviceUnreadable(String, reason: String)
    /// This machine has no USB that could be used.
    case noUSB

    /// One line in English that says what to do.
    package var description: String {
        switch self {
        case .languageUnknown(let name, let known):
            "This Larder does not speak \(name); it speaks \(known.joined(separator: ", "))."
        case .deviceUnreadable(let device, let reason):
            "A device is usb:, usb:SERIAL, usb:@PORT, tcp:HOST, tcp:HOST:PORT or file:PATH; “\(device)” is not: \(reason)."
        case .noUSB: "USB cannot be used on this machine."
        }
    }
}
