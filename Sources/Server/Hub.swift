public import Logging
public import Rendering
public import Spool
public import Storage

/// What every route works with.
public struct Hub: Sendable {
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
    /// The printer languages there are, in the order in which a person is asked to choose.
    public let languages: [String]
    /// Something was plugged in or out; from now on.
    public let deviceChanges: @Sendable () -> AsyncStream<Void>
    let authenticator: Authenticator
    /// Requests of one device on the network.
    let senderLimit = RateLimit(perSecond: 200, burst: 2_000)
    /// Pairing codes tried by one device, and by all.
    let joinLimit = RateLimit(perSecond: 10.0 / 60, burst: 10)
    let joinLimitOfAll = RateLimit(perSecond: 100.0 / 60, burst: 100)

    /// Services over one open store, with the limits on what devices may ask.
    public init(
        store: Store, spool: Spool, catalogue: LayoutCatalogue, renderer: LabelRenderer,
        logger: Logger,
        version: String, isPractice: Bool = false, languages: [String] = [],
        findPrinters: @escaping @Sendable () async -> [FoundPrinter] = { [] },
        deviceChanges: @escaping @Sendable () -> AsyncStream<Void> = { AsyncStream { $0.finish() } }
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
        authenticator = Authenticator(store: store)
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
