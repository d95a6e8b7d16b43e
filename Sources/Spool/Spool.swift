package import Rendering
package import Storage

/// Prints the hub's labels: keeps jobs on the disk, and works at each printer's queue one job at a
/// time.
///
/// A job whose bytes may have gone is never sent again by itself. Each printer has a worker of its
/// own, so one that is stuck holds up only its own queue.
package actor Spool {
    nonisolated let store: Store
    nonisolated let encoder: LabelEncoder
    /// Draws what is printed.
    nonisolated let drawing = DrawingThread(limit: SpoolLimits.drawingsWaiting)
    nonisolated let pictures: LabelPictures
    nonisolated let open: @Sendable (PrinterRecord) throws -> OpenedPrinter
    nonisolated let feed = Broadcast<SpoolChange>()
    private let clock: any Clock<Duration>
    private let deviceChanges: @Sendable () -> AsyncStream<Void>
    private var states: [String: PrinterState] = [:]
    private var configured: Set<String> = []
    private var arrivals: AsyncStream<PrinterState>.Continuation?

    /// - Parameters:
    ///   - store: Keeps printers and jobs; its clock dates them.
    ///   - catalogue: The layouts and media that labels are drawn with.
    ///   - open: Finds a printer's language and transport, or throws why there are none; it opens
    ///     no device yet.
    ///   - clock: What waiting is measured by.
    ///   - deviceChanges: Tells when something was plugged in or out: what waits is tried at once.
    package init(
        store: Store, catalogue: LayoutCatalogue,
        open: @escaping @Sendable (PrinterRecord) throws -> OpenedPrinter,
        clock: any Clock<Duration> = ContinuousClock(),
        deviceChanges: @escaping @Sendable () -> AsyncStream<Void> = { AsyncStream { $0.finish() } }
    ) {
        self.store = store
        self.open = open
        self.clock = clock
        self.deviceChanges = deviceChanges
        encoder = LabelEncoder(catalogue)
        pictures = LabelPictures(folder: store.directory.pictures)
    }

    /// Prints until the task is cancelled.
    ///
    /// What was being printed when the hub last stopped first ends as unknown; what was queued goes
    /// on.
    ///
    /// - Precondition: It does not run already.
    /// - Throws: What the store throws while it finds out where things stand.
    package func run() async throws {
        precondition(arrivals == nil)
        let (stream, continuation) = AsyncStream<PrinterState>.makeStream()
        arrivals = continuation
        defer {
            arrivals = nil
            states = [:]
            feed.endListeners()
        }
        let printers = try await store.write { ledger in
            try ledger.interruptJobs()
            return try ledger.printers()
        }
        for printer in printers { employ(printer.name) }
        await withDiscardingTaskGroup { group in
            let changes = deviceChanges()
            group.addTask { for await _ in changes { await self.devicesChanged() } }
            for await state in stream {
                let worker = worker(state)
                group.addTask { await worker.run() }
            }
            group.cancelAll()
        }
    }

    /// Ends the drawing of what is not about to be printed; who waits for it is told so.
    nonisolated package func stopDrawing() { drawing.stop() }

    /// Adds a printer and begins to work for it; the same printer again changes nothing.
    ///
    /// - Parameters:
    ///   - printer: As it is to be set.
    ///   - test: A first label, which is queued in the transaction that adds the printer; nil for
    ///     none.
    /// - Returns: The printer as it is kept, and whether it was added just now.
    /// - Throws: ``SpoolFault`` and what `open` throws where nothing could be printed with it;
    ///   `StorageFault.printerExists` where another printer has the name.
    @discardableResult
    package func add(
        _ printer: PrinterRecord, printing test: (id: PrintJobID, label: PrintRequest)? = nil
    ) async throws -> (queue: PrinterQueue, isNew: Bool) {
        guard PrinterRecord.nameLengths.contains(printer.name.count) else {
            throw SpoolFault.nameLengthOutOfRange(
                characters: printer.name.count, limit: PrinterRecord.nameLengths.upperBound)
        }
        try check(printer)
        if let test {
            _ = try await drawing.run { [self] in try check(test.label, for: printer) }
        }
        let (queue, isNew, job) = try await store.write {
            ledger -> (PrinterQueue, Bool, PrintJobRecord?) in
            let isNew = try ledger.addPrinter(printer)
            let job = try test.map {
                try ledger.addJob($0.id, printer: printer.name, request: $0.label).job
            }
            return (try ledger.queue(of: printer.name), isNew, job)
        }
        employ(printer.name)
        feed.publish(.printer(printer.name))
        if let job { feed.publish(.job(job)) }
        return (queue, isNew)
    }

    /// Changes a printer: its paper, its options, its device; the next job is printed so.
    ///
    /// What `edit` leaves alone stays as another makes it at the same time. The change is made and
    /// checked before the writer has it, which only looks whether the printer is still the same;
    /// where it is not, all is done once more, the third time in the writer's own transaction.
    ///
    /// - Parameters:
    ///   - name: Of the printer, which stays.
    ///   - edit: Sets what is to be different; it may be called three times.
    /// - Returns: The printer as it is kept.
    /// - Throws: What `edit` throws; ``SpoolFault`` and what `open` throws where nothing could be
    ///   printed with it; `StorageFault.printerNotFound`.
    @discardableResult
    package nonisolated func change(
        _ name: String, by edit: @escaping @Sendable (inout PrinterRecord) throws -> Void
    ) async throws -> PrinterQueue {
        let changed: @Sendable (PrinterRecord?) throws -> (PrinterRecord, PrinterRecord) = {
            guard let before = $0 else { throw StorageFault.printerNotFound(name) }
            var after = before
            try edit(&after)
            after.name = name
            try self.check(after)
            return (before, after)
        }
        var kept: PrinterQueue?
        for _ in 1...2 where kept == nil {
            let (before, after) = try changed(try await store.read { try $0.printer(name) })
            kept = try await store.write { ledger in
                try ledger.changePrinter(before, to: after) ? try ledger.queue(of: name) : nil
            }
        }
        let queue: PrinterQueue
        if let kept {
            queue = kept
        } else {
            queue = try await store.write { ledger in
                let (before, after) = try changed(try ledger.printer(name))
                _ = try ledger.changePrinter(before, to: after)
                return try ledger.queue(of: name)
            }
        }
        await wake(name)
        feed.publish(.printer(name))
        return queue
    }

    /// Removes a printer: what waits for it is cancelled, what it is printing stops and ends as
    /// unknown.
    ///
    /// - Throws: `StorageFault.printerNotFound`.
    package func remove(_ printer: String) async throws {
        let ended = try await store.write { try $0.removePrinter(printer) }
        configured.remove(printer)
        states[printer]?.stopAll()
        for job in ended { feed.publish(.job(job)) }
        feed.publish(.printer(printer))
    }

    /// Tells a printer's worker that there is something to do, even while it waits to try again.
    package func wake(_ printer: String) { states[printer]?.wake() }

    private func devicesChanged() { for state in states.values { state.devicesChanged() } }

    /// Where a printer's worker writes; nil while there is no worker.
    func state(_ printer: String) -> PrinterState? { states[printer] }

    private func employ(_ printer: String) {
        configured.insert(printer)
        guard let arrivals else { return }
        if let state = states[printer] { return state.wake() }
        let state = PrinterState(printer: printer, feed: feed)
        states[printer] = state
        arrivals.yield(state)
    }

    /// A worker whose printer is gone ends, unless a printer of that name was added meanwhile.
    private func retire(_ state: PrinterState) -> Bool {
        guard !configured.contains(state.printer) else { return false }
        states[state.printer] = nil
        return true
    }

    private func worker(_ state: PrinterState) -> PrinterWorker {
        PrinterWorker(
            state: state, store: store, encoder: encoder, drawing: drawing, pictures: pictures,
            open: open, clock: clock,
            feed: feed, mayRetire: { [weak self] in await self?.retire($0) ?? true })
    }
}
