import AsyncHTTPClient
import Foundation
import Hummingbird
import Languages
import Logging
import Rendering
import Server
import ServiceLifecycle
import Spool
import Storage
import Transports
import UnixSignals

/// A hub in this process: the store, the spool and the servers, wired together.
struct HubProcess {
    let store: Store
    let services: HubServices

    /// Opens the store and wires the hub; nothing listens yet.
    ///
    /// - Throws: ``CommandFailure`` in words a volunteer can act on.
    init(at directory: DataDirectory, logger: Logger) throws {
        do {
            store = try Store(at: directory) { error in
                // Nothing in this process can be trusted now. What was acknowledged before is on the disk.
                logger.critical("the disk did not keep what was written; the hub stops", metadata: ["fault": "\(error)"])
                exit(1)
            }
        } catch { throw CommandFailure(Words.of(error)) }
        let catalogue = try Catalogue.load(directory)
        let renderer = LabelRenderer(catalogue)
        let spool = Spool()
        services = HubServices(
            store: store, spool: spool, catalogue: catalogue, renderer: renderer, logger: logger, version: Larder.version,
            findPrinters: { [] })
    }

    /// Answers at the addresses until the process is told to stop, and closes the store.
    func run(
        at addresses: [HubApplication.Address], names: Set<String> = [], signals: Bool, logger: Logger,
        ready: @escaping @Sendable ([Int?]) async -> Void
    ) async throws {
        let responder = HubApplication.responder(services, names: names)
        let started = Started(count: addresses.count, ready: ready)
        let servers = addresses.enumerated().map { index, address in
            HubApplication.server(responder, at: address, logger: logger) { port in await started.note(index, port) }
        }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: servers.map { .init(service: $0) },
                gracefulShutdownSignals: signals ? [.sigterm, .sigint] : [], logger: logger))
        do { try await group.run() } catch {
            try? store.close()
            throw error
        }
        try store.close()
    }
}

/// Calls back once every server answers.
private actor Started {
    private var ports: [Int: Int?] = [:]
    private let count: Int
    private let ready: @Sendable ([Int?]) async -> Void

    init(count: Int, ready: @escaping @Sendable ([Int?]) async -> Void) { (self.count, self.ready) = (count, ready) }

    func note(_ index: Int, _ port: Int?) async {
        ports[index] = port
        if ports.count == count { await ready((0..<count).map { ports[$0] ?? nil }) }
    }
}
