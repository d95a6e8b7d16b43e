package import Foundation
package import Printing
import Rendering
package import Stock
package import Storage

// What can be seen of the spool.
extension Spool {
    /// How a printer is whose queue a snapshot of the store had.
    ///
    /// Where `isLooked`, a person looks at it: one that is idle is then asked first, at most every 10
    /// seconds unless something was plugged in or out, and waited for, at most 2 seconds; ``follow()``
    /// tells what is found later. Nobody else takes it from the programs that might use it.
    package nonisolated func snapshot(
        of queue: PrinterQueue, isLooked: Bool = false
    ) async -> PrinterSnapshot {
        let state = await state(queue.printer.name)
        if isLooked, let state, !queue.printer.printsToPictures {
            await state.check(now: store.clock.now(), atMost: SpoolLimits.looking)
        }
        var snapshot = state?.snapshot() ?? PrinterSnapshot()
        (snapshot.waiting, snapshot.labelsWaiting) = (queue.jobs, queue.labels)
        snapshot.isPaused = queue.isPaused
        return snapshot
    }

    /// How a printer is; nothing is known of one that is not there.
    ///
    /// - Throws: What the store throws.
    package nonisolated func snapshot(of printer: String) async throws -> PrinterSnapshot {
        guard let queue = try await store.read({ try $0.printerQueue(printer) }) else {
            return PrinterSnapshot()
        }
        return await snapshot(of: queue, isLooked: true)
    }

    /// The picture that a job printed, where there is one; the last 200 are kept.
    package nonisolated func picture(of job: PrintJobID) -> URL? {
        let file = pictures.file(of: job)
        return FileManager.default.fileExists(atPath: file.path) ? file : nil
    }

    /// The exact dots of a job's label as a PNG, drawn anew for a printer as it is set.
    ///
    /// - Returns: Nothing where the label cannot be drawn any more.
    package nonisolated func drawnPicture(
        of job: PrintJobRecord, for printer: PrinterRecord
    ) throws -> [UInt8]? {
        guard let settings = try? encoder.settings(printer, copies: 1) else { return nil }
        let drawing = try? encoder.draw(job.request, settings, for: nil)
        return try drawing?.bitmap.png()
    }

    /// Removes the pictures that jobs printed, after what is being drawn now: one said what was erased since.
    package nonisolated func forgetPictures(of jobs: [PrintJobID]) async {
        try? await drawing.run(isRefusable: false, outlastsStop: true) { [self] in
            pictures.forget(jobs)
        }
    }

    /// Forgets what is kept in memory of labels.
    package nonisolated func forgetDrawings() { encoder.forget() }

    /// Changes from now on, for one listener; it is ended when it falls 1,000 behind, or the spool
    /// stops.
    package nonisolated func follow() -> AsyncStream<SpoolChange> { feed.follow() }
}

/// What is known of a printer now.
package struct PrinterSnapshot: Sendable, Hashable {
    /// What stands in its way; nil where nothing is known to.
    package var reason: JobReason?
    /// The job it is at work on.
    package var job: PrintJobID?
    /// Jobs that have not ended, the one at work included.
    package var waiting = 0
    /// Labels of these that are not known to be out.
    package var labelsWaiting = 0
    /// When it was last reached.
    package var lastSeen: Moment?
    /// Whether it said how it is when it was last asked; one that prints into a file has nothing to say.
    package var isHeard = false
    /// The paper it said it is loaded with when it was last asked; nil where it did not say.
    package var loaded: LoadedMedia?
    /// Whether it answered when it was last asked; nil while that is not known.
    package var answers: Bool?
    /// Whether a person has paused its queue.
    package var isPaused = false
    /// What it takes for a label; nil until that can be told.
    package var perLabel: Duration?

    /// Whether it is at work on a job.
    package var busy: Bool { job != nil }

    /// How long so many labels will take it; nil where that cannot be told, or nothing moves.
    package func timeLeft(for labels: Int) -> Duration? {
        guard !isPaused, reason == nil, labels > 0, let perLabel else { return nil }
        return perLabel * labels
    }
}

/// Something that pages which show jobs and printers want to know.
package enum SpoolChange: Sendable, Hashable {
    /// A job as it is now.
    case job(PrintJobRecord)
    /// The name of a printer that was added, changed how it is, or was removed.
    case printer(String)
}

extension Spool {
    /// The paper that a printer says it is loaded with, among those of the catalogue.
    ///
    /// The printer is opened and asked once, for a second or two; nothing is printed.
    ///
    /// - Returns: Nothing where it cannot be reached, does not say, or has a paper that nobody
    ///   described.
    package nonisolated func loadedMedia(of printer: PrinterRecord) async -> Media? {
        guard !printer.printsToPictures, let opened = try? open(printer) else { return nil }
        let status = try? await opened.transport.withConnection { connection in
            var query = StatusQuery(connection, opened.language)
            return try await query.ask()
        }
        guard let loaded = status?.loaded else { return nil }
        return encoder.catalogue.media.compactMap { media in
            loaded.distance(to: media).map { (media, $0) }
        }.min { $0.1 < $1.1 }?.0
    }
}

extension LoadedMedia {
    /// How far that paper's sides are from this one's, in millimetres; nil where it is another.
    ///
    /// A printer tells whole millimetres. A continuous paper is named by its own width, which is
    /// more than a head reaches, and by its second colour.
    func distance(to media: Media) -> Double? {
        guard let width, let isContinuous else { return nil }
        if isContinuous {
            return media.tracking == .continuous && media.name == name ? 0 : nil
        }
        guard media.tracking != .continuous, let feed else { return nil }
        let (across, along) = (abs(media.width - Double(width)), abs(media.feed - Double(feed)))
        return across < 1 && along < 1 ? across + along : nil
    }
}
