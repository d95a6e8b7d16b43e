public import Foundation
public import Stock
public import Storage

// What can be seen of the spool.
extension Spool {
    /// How a printer is.
    ///
    /// One that is idle is looked at, at most every 10 seconds; ``follow()`` tells what is found.
    ///
    /// - Throws: What the store throws.
    public nonisolated func live(_ printer: String) async throws -> PrinterLive {
        let (queue, isPaused) = try await store.read { queries in
            (try queries.queueLength(of: printer), try queries.pausedPrinters().contains(printer))
        }
        let board = await board(printer)
        board?.wantLook(now: store.clock.now())
        var live = board?.live() ?? PrinterLive()
        (live.waiting, live.labelsWaiting, live.isPaused) = (queue.jobs, queue.labels, isPaused)
        return live
    }

    /// The picture that a job printed, where there is one; the last 200 are kept.
    public nonisolated func picture(of job: PrintJobID) -> URL? {
        let file = pictures.file(of: job)
        return FileManager.default.fileExists(atPath: file.path) ? file : nil
    }

    /// Changes from now on, for one listener; it is ended when it falls 1,000 behind, or the spool
    /// stops.
    public nonisolated func follow() -> AsyncStream<SpoolChange> { feed.follow() }
}
