import Foundation
import Hub
import Hummingbird
import Logging
import Rendering
import Server
import ServiceLifecycle
import Spool
import Storage
import UnixSignals
import Web

/// A hub in this process: the store, the spool, the printers and the servers, wired together.
struct HubProcess: Sendable {
    let store: Store
    private let wantedZone: TimeZone?
    let hub: Hub
    private let spool: Spool

    /// Says nothing: a command speaks for itself.
    static let quiet = Logger(label: "larder") { _ in SwiftLogNoOpLogHandler() }

    /// Opens the store and wires the hub; nothing listens or prints yet.
    ///
    /// - Throws: ``CommandFailure`` in words a volunteer can act on.
    init(
        at folder: HubFolder, isPractice: Bool = false, timeZone: String? = nil,
        allowsAnyDevice: Bool = false, logger: Logger
    ) throws {
        let zone = timeZone.flatMap { TimeZone(identifier: $0) }
        let metrics = HubMetrics()
        do {
            store = try Store(
                at: folder.storage, timeZone: zone ?? (isPractice ? .current : nil),
                measured: { metrics.noteCommit(requests: $0, took: $1) },
                noteFailed: { error in
                    logger.error(
                        "how far the journal goes cannot be noted in journal-head: entries that go missing are not noticed",
                        metadata: ["fault": "\(error)"])
                },
                filesLost: { file in
                    logger.critical(
                        "the hub's database, its log or their folder was moved, deleted, replaced or covered while the hub runs; nothing is recorded until it is back",
                        metadata: ["kept": "\(file?.path ?? "nothing, for no copy could be made")"])
                },
                diskFailed: { error in
                    // Nothing in this process can be trusted now. What was acknowledged before is
                    // on the disk.
                    logger.critical(
                        "the disk did not keep what was written; the hub stops",
                        metadata: ["fault": "\(error)"])
                    exit(1)
                })
        } catch { throw CommandFailure(FailureText.of(error)) }
        if let loss = store.journalLoss {
            logger.warning(
                loss.expected == nil
                    ? "the note of how far the journal went is gone, so nobody can tell whether entries are; the hub goes on in a new epoch"
                    : "entries are gone: an older copy was put back, or the disk lost what it had kept; the hub goes on in a new epoch",
                metadata: [
                    "recorded": "\(loss.expected.map { "\($0)" } ?? "unknown")",
                    "found": "\(loss.found)",
                ])
        }
        Self.tell(of: store, logger)
        wantedZone = zone
        let catalogue = try Catalogue.load(folder)
        let printers = Printers(forbidden: store.directory.url.path)
        let usb = printers.usb
        spool = Spool(
            store: store, catalogue: catalogue, open: { try printers.open($0) },
            deviceChanges: { usb.changes() })
        hub = Hub(
            store: store, spool: spool, catalogue: catalogue, renderer: LabelRenderer(catalogue),
            logger: logger, version: Larder.version, isPractice: isPractice,
            languages: Printers.languages, findPrinters: { await usb.find() },
            deviceChanges: { usb.changes() }, webhookSender: WebhookHTTP(),
            metrics: metrics, allowsAnyDevice: allowsAnyDevice)
    }

    /// Says what became of names that had been erased.
    private static func tell(of store: Store, _ logger: Logger) {
        if let fault = store.erasuresFault {
            logger.error(
                "names of sources that were erased may be back: the list of them cannot be read",
                metadata: ["fault": "\(fault)"])
        }
        if store.erasedAgain > 0 {
            logger.warning(
                "names of sources that had been erased were back, and are erased again",
                metadata: ["names": "\(store.erasedAgain)"])
        }
    }

    /// Answers at the addresses until the process is told to stop, and closes the store.
    ///
    /// Where `prints`, the spool works; a command that opens the hub for a moment may leave
    /// printing to the next `serve`. `ready` is called once all answer, with their ports.
    func run(
        at addresses: [HubApplication.Address], names: Set<String> = [], prints: Bool,
        accessLog: (@Sendable (String) -> Void)? = nil, logger: Logger,
        ready: @escaping @Sendable ([Int?]) async -> Void
    ) async throws {
        let connections = Connections()
        let responder = HubApplication.responder(
            hub, pages: PageRoutes.all, names: names, connections: connections,
            accessLog: accessLog,
            problemPage: ProblemPage.answer)
        let started = ServerStart(count: addresses.count, ready: ready)
        var running: [ServiceGroupConfiguration.ServiceConfiguration] = addresses.enumerated().map {
            index, address in
            .init(
                service: HubApplication.server(
                    responder, at: address, connections: connections, logger: logger
                ) {
                    await started.note(index, $0)
                })
        }
        if prints {
            try await setTimeZone()
            try await hub.addPicturesWithoutPrinter()
            running.append(.init(service: SpoolService(spool: spool)))
            try await hub.startWebhooks()
            running.append(.init(service: SubscriberService(subscribers: hub.subscribers)))
            running.append(.init(service: JournalCheckService(hub: hub)))
            // The last is the first that is told to stop.
            running.append(
                .init(service: StopService(hub: hub, connections: connections)))
        }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: running, gracefulShutdownSignals: prints ? [.sigterm, .sigint] : [],
                logger: logger))
        do { try await group.run() } catch {
            try? store.close()
            throw error
        }
        try store.close()
    }

    /// A hub's zone can be set right until the first day is closed.
    private func setTimeZone() async throws {
        guard let wantedZone else { return }
        let isNew = wantedZone != store.calendar.timeZone || store.calendar.isGuessed
        guard isNew else { return }
        do {
            let zone = try InputParsing.timeZone(wantedZone.identifier, or: hub.timeZone)
            try await hub.setTimeZone(zone, id: nil)
        } catch {
            throw CommandFailure(
                "This hub's days are those of \(store.calendar.timeZone.identifier), and one of them is closed. "
                    + "Leave --time-zone out.")
        }
    }

    /// Answers at the folder's socket for as long as `body` takes, and closes the store before it returns.
    ///
    /// - Throws: What `body` throws, or ``CommandFailure`` where the hub did not start.
    func run<Answer: Sendable>(
        in folder: HubFolder, prints: Bool,
        whileDoing body: @escaping @Sendable () async throws -> Answer
    ) async throws -> Answer {
        let (ready, isReady) = AsyncStream<Void>.makeStream()
        return try await withThrowingTaskGroup(of: Answer?.self) { group in
            group.addTask {
                try await run(
                    at: [.socket(path: folder.socket)], prints: prints, logger: Self.quiet,
                    ready: { _ in isReady.yield() })
                return nil
            }
            group.addTask {
                for await _ in ready { break }
                return try await body()
            }
            while let outcome = try await group.next() {
                guard let answer = outcome else { continue }
                group.cancelAll()
                while (try? await group.next()) != nil {}
                return answer
            }
            throw CommandFailure("The hub did not start.")
        }
    }

    /// The spool as a service: it stops with the others.
    private struct SpoolService: Service {
        let spool: Spool

        func run() async throws {
            try await cancelWhenGracefulShutdown {
                try await spool.run()
            }
        }
    }
}

/// Long imports, and pictures that wait to be drawn, end while the servers wait for their answers.
private struct StopService: Service {
    /// How long answers that are under way have to end.
    private static let patience = Duration.seconds(1)

    let hub: Hub
    let connections: Connections

    func run() async throws {
        try? await gracefulShutdown()
        hub.stop()
        Task {
            try await Task.sleep(for: Self.patience)
            connections.closeAll()
        }
    }
}

/// Those who are told of entries, as a service.
private struct SubscriberService: Service {
    let subscribers: Subscribers

    func run() async throws {
        await cancelWhenGracefulShutdown { await subscribers.run() }
    }
}

/// The check of the journal's chain, as a service.
private struct JournalCheckService: Service {
    let hub: Hub

    func run() async throws {
        await cancelWhenGracefulShutdown { await hub.checkJournal() }
    }
}

/// Calls back once every server answers.
private actor ServerStart {
    private var ports: [Int: Int?] = [:]
    private let count: Int
    private let ready: @Sendable ([Int?]) async -> Void

    init(count: Int, ready: @escaping @Sendable ([Int?]) async -> Void) {
        (self.count, self.ready) = (count, ready)
    }

    func note(_ index: Int, _ port: Int?) async {
        ports[index] = port
        if ports.count == count { await ready((0..<count).map { ports[$0] ?? nil }) }
    }
}
