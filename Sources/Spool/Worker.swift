import Printing
import Stock
import Storage

/// The one task that uses a printer: takes its jobs in their order, one at a time, until the
/// printer is removed.
struct Worker: Sendable {
    let board: Board
    let store: Store
    let press: Press
    let pictures: Pictures
    let open: @Sendable (PrinterRecord) throws -> OpenedPrinter
    let clock: any Clock<Duration>
    let feed: Broadcast<SpoolChange>
    /// Asks whether the printer is gone for good, once it is not in the store.
    let mayRetire: @Sendable (Board) async -> Bool

    func run() async {
        var attempts = 0
        while !Task.isCancelled {
            do {
                guard let (printer, job) = try await turn() else {
                    if await mayRetire(board) { return }
                    continue
                }
                guard let job else {
                    attempts = 0
                    await idle(printer)
                    continue
                }
                attempts = await work(job, on: printer) ? 0 : attempts + 1
            } catch {
                // The store does not answer; what is queued there keeps.
                attempts += 1
            }
            if attempts > 0 { await pause(afterAttempts: attempts) }
        }
    }

    /// The printer as it is configured now, and its next job.
    func turn() async throws -> (PrinterRecord, PrintJobRecord?)? {
        let name = board.printer
        let (printer, habits, job) = try await store.read { queries in
            (try queries.printer(name), try queries.habits(of: name), try queries.nextJob(of: name))
        }
        guard let printer else { return nil }
        board.meet(printer, keeping: habits)
        return (printer, job)
    }

    private func idle(_ printer: PrinterRecord) async {
        if board.takeLook() {
            await look(at: printer)
        } else {
            await board.bell.wait()
        }
    }

    /// Makes one attempt at a job and, where that goes well, at those that follow it.
    ///
    /// - Returns: Whether the last is over.
    private func work(_ job: PrintJobRecord, on printer: PrinterRecord) async -> Bool {
        board.take(job.id)
        defer { board.take(nil) }
        if printer.printsToPictures {
            return await settle(job, at: printer, picture(job, on: printer))
        }
        guard let opened = try? open(printer) else {
            return await settle(job, at: printer, .never(.printerUnusable))
        }
        return await serve(job, on: printer, as: opened)
    }

    /// Finds out how an idle printer is.
    private func look(at printer: PrinterRecord) async {
        guard !printer.printsToPictures, let opened = try? open(printer) else { return }
        do {
            let status = try await opened.transport.withConnection { connection in
                board.seen(at: store.clock.now())
                var inquiry = Inquiry(
                    connection, opened.language, isUnasked: board.habits.isUnasked)
                if let status = try await inquiry.ask() { return PrinterStatus?.some(status) }
                return await connection.portStatus()
            }
            board.finds(status?.loaded)
            let settings = try? press.settings(printer, copies: 1)
            board.inTheWay(
                (status?.obstacle(to: settings, in: opened.language)).map { .printer($0) })
        } catch {
            let reason = (error as? TransportFault).map { JobEnd.Reason($0) }
            board.inTheWay(.printer(reason ?? .broken))
        }
    }

    private func pause(afterAttempts attempts: Int) async {
        let pauses = Patience.betweenAttempts
        await board.bell.wait(atMost: pauses[min(attempts, pauses.count) - 1], by: clock)
    }
}
