public import Logging
public import Rendering
public import Spool
public import Storage

/// What every route works with.
public struct HubServices: Sendable {
    /// Open for as long as the hub runs.
    public let store: Store
    /// Takes print jobs whether or not it works at them.
    public let spool: Spool
    /// Layouts and media, those that a coordinator changed among them.
    public let catalogue: LayoutCatalogue
    /// Draws previews; the spool draws with its own.
    public let renderer: LabelRenderer
    /// Takes no names of people, no addresses and no secrets.
    public let logger: Logger
    /// Larder's version, as `/health` tells it.
    public let version: String
    /// Whether this hub is a throw-away one to practise with.
    public let isPractice: Bool
    /// Devices the hub can name, such as USB printers, for the page that adds one.
    public let findPrinters: @Sendable () async -> [FoundPrinter]
    let gate: Gate
    /// Requests of one device on the network.
    let senderLimit = RateLimit(perSecond: 200, burst: 2_000)
    /// Pairing codes tried by one device, and by all.
    let joinLimit = RateLimit(perSecond: 10.0 / 60, burst: 10)
    let joinLimitOfAll = RateLimit(perSecond: 100.0 / 60, burst: 100)

    /// Services over one open store, with the limits on what devices may ask.
    public init(
        store: Store, spool: Spool, catalogue: LayoutCatalogue, renderer: LabelRenderer,
        logger: Logger,
        version: String, isPractice: Bool = false,
        findPrinters: @escaping @Sendable () async -> [FoundPrinter] = { [] }
    ) {
        self.store = store
        self.spool = spool
        self.catalogue = catalogue
        self.renderer = renderer
        self.logger = logger
        self.version = version
        self.isPractice = isPractice
        self.findPrinters = findPrinters
        gate = Gate(store: store)
    }
}

/// Why a printer's settings lead to no device, in words.
///
/// Thrown by whoever opens printers for the spool.
public struct PrinterUnusable: Error, CustomStringConvertible {
    /// One line in English that says what to do.
    public let description: String

    /// A reason as a person is told it.
    public init(_ description: String) { self.description = description }
}

/// A printer that is plugged in, configured or not.
public struct FoundPrinter: Sendable, Codable {
    /// By its own word; nil where it says none.
    public let maker: String?
    /// By its own word; nil where it says none.
    public let model: String?
    /// What `--device` would say, such as `usb:SN0001`.
    public let device: String
    /// The printer languages it says it knows.
    public let languages: [String]
    /// Whether it could print now, as far as can be told without printing.
    public let isReady: Bool
    /// Why it is not ready; a word the message catalogue knows.
    public let reason: String?

    /// A printer as its bus describes it.
    public init(
        maker: String?, model: String?, device: String, languages: [String], isReady: Bool,
        reason: String?
    ) {
        (self.maker, self.model, self.device) = (maker, model, device)
        (self.languages, self.isReady, self.reason) = (languages, isReady, reason)
    }
}
