import Printing
package import Rendering
package import Storage

/// Where labels are to go, as of the snapshot that what they say was read from.
package struct PrintDestination: Sendable {
    let name: String
    /// Nil where there is no such printer.
    let printer: PrinterRecord?
    /// Whether they were asked for before: what was taken stays so, whatever its printer has been
    /// set to since.
    package let isKnown: Bool
}

extension Queries {
    /// Where a job is to go.
    package func destination(of id: PrintJobID, at printer: String) throws -> PrintDestination {
        PrintDestination(
            name: printer, printer: try self.printer(printer), isKnown: try job(id) != nil)
    }

    /// Where a batch is to go.
    package func destination(of id: PrintBatchID, at printer: String) throws -> PrintDestination {
        PrintDestination(
            name: printer, printer: try self.printer(printer), isKnown: try batch(id) != nil)
    }
}

// What is asked to be printed.
extension Spool {
    /// Puts a job in a printer's queue, on the disk when this returns.
    ///
    /// The id is made by whoever asks; the same request again changes nothing.
    ///
    /// - Returns: The job as it stands, what ``check(_:for:)`` says of its label, and whether it
    ///   was asked for before.
    /// - Throws: ``SpoolFault`` where the label could never be printed,
    ///   `StorageFault.printerNotFound`, `StorageFault.idExistsWithDifferentContent`, and what
    ///   `open` throws.
    @discardableResult
    package nonisolated func submit(
        _ id: PrintJobID, to printer: String, _ request: PrintRequest
    ) async throws -> (job: PrintJobRecord, notes: [Note], isReplay: Bool) {
        let destination = try await store.read { try $0.destination(of: id, at: printer) }
        return try await submit(id, to: destination, request)
    }

    /// The same, where the destination was read with what the label says; where `order` is what was
    /// asked for, the same order again changes nothing, whatever its label would say by now.
    @discardableResult
    package nonisolated func submit(
        _ id: PrintJobID, to destination: PrintDestination, _ request: PrintRequest,
        orderedAs order: OrderDigest? = nil
    ) async throws -> (job: PrintJobRecord, notes: [Note], isReplay: Bool) {
        let (printer, isKnown) = (destination.name, destination.isKnown)
        let notes =
            isKnown
            ? (try? await checkInTurn(request, at: destination)) ?? []
            : try await checkInTurn(request, at: destination)
        let added = try await store.write { ledger in
            if !isKnown { try ledger.checkRoom(for: 1, at: printer) }
            return try ledger.addJob(id, printer: printer, request: request, orderedAs: order)
        }
        if !added.isReplay {
            feed.publish(.job(added.job))
            await wake(printer)
        }
        return (added.job, notes, added.isReplay)
    }

    /// Puts many different labels in a printer's queue, all or none, on the disk when this returns.
    ///
    /// The id is made by whoever asks; the same requests again change nothing. Of each layout the
    /// first label is drawn before any is taken, and of every label it is found out whether what it
    /// must say fits.
    ///
    /// - Returns: The batch as it stands, what its labels show less of than they were asked to, and whether it was asked for
    ///   before.
    /// - Throws: What ``submit(_:to:_:)`` throws, and ``SpoolFault/batchSizeOutOfRange(labels:limit:)``
    ///   for no label or more than 5,000, copies included.
    @discardableResult
    package nonisolated func submit(
        _ id: PrintBatchID, to printer: String, _ requests: [PrintRequest]
    ) async throws -> (standing: BatchState, notes: NoteTally, isReplay: Bool) {
        let destination = try await store.read { try $0.destination(of: id, at: printer) }
        return try await submit(id, to: destination, requests)
    }

    /// The same, where the destination was read with what the labels say; where `order` is what was
    /// asked for, the same order again changes nothing, whatever its labels would say by now.
    package nonisolated func submit(
        _ id: PrintBatchID, to destination: PrintDestination, _ requests: [PrintRequest],
        orderedAs order: OrderDigest? = nil
    ) async throws -> (standing: BatchState, notes: NoteTally, isReplay: Bool) {
        let (printer, isKnown) = (destination.name, destination.isKnown)
        let notes =
            isKnown
            ? await notes(of: requests, at: destination)
            : try await check(requests, at: destination)
        let added = try await store.write { ledger in
            if !isKnown { try ledger.checkRoom(for: requests.count, at: printer) }
            let isReplay = try ledger.addBatch(
                id, printer: printer, requests: requests, orderedAs: order
            ).isReplay
            return (standing: try ledger.queries().standing(of: id), isReplay: isReplay)
        }
        if !added.isReplay { await announce(printer) }
        return (added.standing, notes, added.isReplay)
    }

    /// What labels that were taken before show less of than they were asked to; nothing where that cannot be told any more.
    package nonisolated func notes(
        of requests: [PrintRequest], at destination: PrintDestination
    ) async -> NoteTally {
        (try? await check(requests, at: destination)) ?? NoteTally()
    }

    /// Puts labels in a printer's queue in the transaction that makes what they carry, such as their
    /// codes: both happen, or neither.
    ///
    /// - Parameters:
    ///   - id: Made by whoever asks; of a batch that is there already nothing is made.
    ///   - destination: Where to.
    ///   - samples: As many labels as there will be, and alike in layout and texts; they are looked
    ///     at before anything is made, on no thread of the writer's.
    ///   - make: What is printed, at least one label and at most as many as `samples`.
    /// - Returns: The batch as it stands, what its labels show less of than they were asked to, and whether it was asked for
    ///   before.
    /// - Throws: What ``submit(_:to:_:)`` throws for `samples`, and what `make` throws.
    package nonisolated func submit(
        _ id: PrintBatchID, to destination: PrintDestination, like samples: [PrintRequest],
        making make: @escaping @Sendable (Ledger) throws -> [PrintRequest]
    ) async throws -> (standing: BatchState, notes: NoteTally, isReplay: Bool) {
        let printer = destination.name
        let notes = try await check(samples, at: destination)
        let added = try await store.write { ledger in
            if try ledger.knownBatch(id) != nil {
                return (standing: try ledger.queries().standing(of: id), isReplay: true)
            }
            // What is refused before anything is written costs no neighbour its transaction.
            guard try ledger.printer(printer) != nil else {
                throw StorageFault.printerNotFound(printer)
            }
            try ledger.checkRoom(for: samples.count, at: printer)
            let isReplay = try ledger.addBatch(
                id, printer: printer, requests: try make(ledger)
            ).isReplay
            return (standing: try ledger.queries().standing(of: id), isReplay: isReplay)
        }
        if !added.isReplay { await announce(printer) }
        return (added.standing, notes, added.isReplay)
    }

    /// One word for all labels of a batch: a listener may be 1,000 behind at the most.
    private nonisolated func announce(_ printer: String) async {
        feed.publish(.printer(printer))
        await wake(printer)
    }

    /// Draws a label as that printer would, and keeps nothing of it.
    ///
    /// - Returns: What a person should know before it is printed, such as a text that had to be
    ///   cut.
    /// - Throws: What ``submit(_:to:_:)`` throws for such a label.
    package nonisolated func check(
        _ request: PrintRequest, for printer: String
    ) async throws -> [Note] {
        guard let record = try await store.read({ try $0.printer(printer) }) else {
            throw StorageFault.printerNotFound(printer)
        }
        return try await drawing.run { [self] in try check(request, for: record) }
    }

    /// Draws a label as a printer would that is set so, and keeps nothing of it.
    ///
    /// - Returns: What a person should know before it is printed.
    /// - Throws: ``SpoolFault`` where the label could never be printed, and what `open` throws.
    package nonisolated func check(
        _ request: PrintRequest, for printer: PrinterRecord
    ) throws -> [Note] {
        try request.checkBounds()
        // More go out in runs of what the language takes at once.
        let settings = try encoder.settings(printer, copies: min(request.copies, SpoolLimits.run))
        if printer.printsToPictures {
            return try encoder.draw(request, settings, for: nil).notes
        }
        return try encoder.check(request, settings, for: try open(printer))
    }

    nonisolated func check(
        _ request: PrintRequest, at destination: PrintDestination
    ) throws -> [Note] {
        guard let printer = destination.printer else {
            throw StorageFault.printerNotFound(destination.name)
        }
        return try check(request, for: printer)
    }

    /// The same on the thread that draws; refused where too many wait.
    nonisolated func checkInTurn(
        _ request: PrintRequest, at destination: PrintDestination
    ) async throws -> [Note] {
        try await drawing.run { [self] in try check(request, at: destination) }
    }

    @discardableResult
    nonisolated func check(
        _ requests: [PrintRequest], at destination: PrintDestination
    ) async throws -> NoteTally {
        var labels = 0
        for (index, request) in requests.enumerated() {
            try SpoolFault.naming(index, of: requests.count) { () throws(SpoolFault) in
                try request.checkBounds()
            }
            labels += request.copies
        }
        guard (1...Ledger.batchLimit).contains(labels) else {
            throw SpoolFault.batchSizeOutOfRange(labels: labels, limit: Ledger.batchLimit)
        }
        var layouts: Set<String> = []
        var known: [[String: String]: [Note]] = [:]
        var tally = NoteTally()
        for (index, request) in requests.enumerated() {
            let isFirst = layouts.insert(request.layout).inserted
            let texts = request.texts
            let notes: [Note]
            if let found = known[texts] {
                notes = found
            } else {
                // Between two of many labels what is being printed has its turn.
                notes = try await SpoolFault.naming(index, of: requests.count) {
                    try await drawing.run(isRefusable: index == 0) { [self] in
                        guard !isFirst, let printer = destination.printer else {
                            return try check(request, at: destination)
                        }
                        let settings = try encoder.settings(printer, copies: 1)
                        return try encoder.checkTexts(request, settings)
                    }
                }
                known[texts] = notes
            }
            tally.add(notes, of: index + 1)
        }
        return tally
    }
}

extension PrintRequest {
    /// All that it says, but for its code.
    fileprivate var texts: [String: String] { fields.merging(["layout of all": layout]) { $1 } }

    fileprivate func checkBounds() throws(SpoolFault) {
        guard (1...SpoolLimits.copiesLimit).contains(copies) else {
            throw .copiesOutOfRange(copies: copies, limit: SpoolLimits.copiesLimit)
        }
        let length = fields.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        guard length <= SpoolLimits.fieldsLimit else {
            throw .fieldsTooLong(bytes: length, limit: SpoolLimits.fieldsLimit)
        }
    }
}

extension Ledger {
    /// - Throws: ``SpoolFault/queueFull(limit:)``.
    func checkRoom(for jobs: Int, at printer: String) throws {
        let limit = SpoolLimits.queueLimit
        guard try openJobCount(of: printer) + jobs <= limit else {
            throw SpoolFault.queueFull(limit: limit)
        }
    }
}
