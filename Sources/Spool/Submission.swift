public import Rendering
public import Storage

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
    public nonisolated func submit(
        _ id: PrintJobID, to printer: String, _ request: PrintRequest
    ) async throws -> (job: PrintJobRecord, notes: [Note], isReplay: Bool) {
        let (isKnown, record) = try await store.read { queries in
            (try queries.job(id) != nil, try queries.printer(printer))
        }
        // What was taken stays so, whatever its printer has been set to since.
        let notes =
            isKnown
            ? (try? check(request, for: record, named: printer)) ?? []
            : try check(request, for: record, named: printer)
        let added = try await store.write { ledger in
            if !isKnown { try ledger.checkRoom(for: 1, at: printer) }
            return try ledger.addJob(id, printer: printer, request: request)
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
    /// first label is drawn before any is taken.
    ///
    /// - Returns: The batch, and whether it was asked for before.
    /// - Throws: What ``submit(_:to:_:)`` throws, and ``SpoolFault/batchSizeOutOfRange(labels:limit:)``
    ///   for no label or more than 5,000, copies included.
    @discardableResult
    public nonisolated func submit(
        _ id: PrintBatchID, to printer: String, _ requests: [PrintRequest]
    ) async throws -> (batch: PrintBatch, isReplay: Bool) {
        let isKnown = try await store.read { try $0.batch(id) != nil }
        if !isKnown { try await check(requests, for: printer) }
        let added = try await store.write { ledger in
            if !isKnown { try ledger.checkRoom(for: requests.count, at: printer) }
            return try ledger.addBatch(id, printer: printer, requests: requests)
        }
        if !added.isReplay {
            // One word for all of them: a listener may be 1,000 behind at the most.
            feed.publish(.printer(printer))
            await wake(printer)
        }
        return added
    }

    /// Draws a label as that printer would, and keeps nothing of it.
    ///
    /// - Returns: What a person should know before it is printed, such as a text that had to be
    ///   cut.
    /// - Throws: What ``submit(_:to:_:)`` throws for such a label.
    public nonisolated func check(
        _ request: PrintRequest, for printer: String
    ) async throws -> [Note] {
        let record = try await store.read { try $0.printer(printer) }
        return try check(request, for: record, named: printer)
    }

    private nonisolated func check(
        _ request: PrintRequest, for record: PrinterRecord?, named printer: String
    ) throws -> [Note] {
        guard let record else { throw StorageFault.printerNotFound(printer) }
        try request.checkBounds()
        // More go out in runs of what the language takes at once.
        let settings = try encoder.settings(record, copies: min(request.copies, SpoolLimits.run))
        if record.printsToPictures {
            return try encoder.draw(request, settings, for: nil).notes
        }
        return try encoder.check(request, settings, for: try open(record))
    }

    nonisolated func check(_ requests: [PrintRequest], for printer: String) async throws {
        var labels = 0
        var layouts: Set<String> = []
        for request in requests {
            try request.checkBounds()
            labels += request.copies
            if layouts.insert(request.layout).inserted {
                _ = try await check(request, for: printer)
            }
        }
        guard (1...Ledger.batchLimit).contains(labels) else {
            throw SpoolFault.batchSizeOutOfRange(labels: labels, limit: Ledger.batchLimit)
        }
    }
}

extension PrintRequest {
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
