import Printing
import Storage

/// One job on its way over one connection: asks, sends, and asks again.
///
/// While bytes are under way the printer is only listened to, and its out-of-band status read: a
/// question in the middle of a picture would be printed as dots.
struct Delivery: Sendable {
    let bytes: [UInt8]
    let settings: JobSettings
    let language: any PrinterLanguage
    let clock: any Clock<Duration>
    /// What earlier jobs have shown of the printer.
    let habits: PrinterHabits
    /// Whether the printer may still be in the middle of an earlier job's picture.
    let mayBeUnfinished: Bool
    /// Whether nothing stood in the printer's way when it was last heard of.
    let isClear: Bool
    /// Notes on the disk that bytes will go; false where the job is not queued any more.
    let begin: @Sendable () async throws -> Bool
    /// Shows how far it is, each time that something new is known.
    let note: @Sendable (Progress) async -> Void
    /// Remembers what the job has shown of the printer.
    let learn: @Sendable (@Sendable (inout PrinterHabits) -> Void) -> Void
    /// Notes the paper that the printer says it has.
    let finds: @Sendable (LoadedMedia) -> Void
    /// Notes whether the printer is left in the middle of a picture.
    let leave: @Sendable (_ unfinished: Bool) -> Void
    /// Whether a person wants it stopped.
    let isStopped: @Sendable () -> Bool

    func run(over connection: any PrinterConnection) async -> Outcome {
        var inquiry = Inquiry(
            connection, language, mark: settings.mark, isUnasked: habits.isUnasked)
        // Beside the question, as they go by other ways. An early beginning is over before this
        // returns: a job that has to wait after all is put back.
        async let port = connection.portStatus()
        async let early = isExpectedReady ? begun() : nil
        do throws(TransportFault) {
            guard try await finishEarlierJob(over: connection) else { return .waits(.held) }
            if let reason = try await obstacle(&inquiry) { return .waits(reason) }
        } catch {
            return .waits(JobEnd.Reason(error))
        }
        var beginning = await early
        if beginning == nil { beginning = await begun() }
        switch beginning {
        case .begun?: inquiry.beginJob()
        case .withdrawn?: return .withdrawn
        case .notNoted?, nil: return .waits(nil)
        }
        let outcome = await send(over: connection, inquiry: inquiry, portBefore: await port)
        if case .ended(_, _, let sent, _) = outcome, sent < bytes.count {
            leave(true)
        }
        return outcome
    }

    private enum Beginning {
        case begun, withdrawn
        /// The store could not keep it.
        case notNoted
    }

    private func begun() async -> Beginning {
        do { return try await begin() ? .begun : .withdrawn } catch { return .notNoted }
    }

    /// Whether it is noted that bytes will go while the printer is still being asked: one that
    /// answers does so within milliseconds, and nothing is known against it.
    ///
    /// docs/decisions/0019-begun-while-asked.md
    private var isExpectedReady: Bool {
        isClear && habits.answers == true && !isToBeFinished
    }

    private var isToBeFinished: Bool {
        mayBeUnfinished && !language.resync(after: settings).isEmpty
    }

    /// Ends the picture of a job that stopped half-way.
    ///
    /// - Returns: Whether the printer took all that is needed for it.
    private func finishEarlierJob(
        over connection: any PrinterConnection
    ) async throws(TransportFault) -> Bool {
        guard isToBeFinished, !connection.deliveryIsProof else { return true }
        var rest = language.resync(after: settings)[...]
        while !rest.isEmpty {
            let went = try await connection.send(
                rest.prefix(Patience.slice), within: Patience.sending)
            guard went > 0 else { return false }
            rest = rest.dropFirst(went)
        }
        leave(false)
        return true
    }

    /// What the printer itself says against sending anything now.
    private func obstacle(
        _ inquiry: inout Inquiry
    ) async throws(TransportFault) -> JobEnd.Reason? {
        guard let status = try await inquiry.ask() else {
            // It keeps silent while it prints, and would speak of that job during this one.
            let isAtWork = language.reporting == .byItself && habits.answers == true
            return isAtWork ? .stillPrinting : nil
        }
        if let loaded = status.loaded { finds(loaded) }
        if let reason = status.obstacle(to: settings, in: language) { return reason }
        return language.reporting == .byItself && status.busy == true ? .stillPrinting : nil
    }

    private func send(
        over connection: any PrinterConnection, inquiry: Inquiry, portBefore: PrinterStatus?
    ) async -> Outcome {
        // A file keeps a job whole only if it is given whole.
        let slice = connection.deliveryIsProof ? bytes.count : Patience.slice
        var inquiry = inquiry
        var progress = Progress(sent: 0)
        var sinceProgress = stopwatch(clock)
        do throws(TransportFault) {
            while progress.sent < bytes.count {
                if let early = brokenOff(progress) { return early }
                let went = try await connection.send(
                    bytes[progress.sent..<min(bytes.count, progress.sent + slice)],
                    within: Patience.sending)
                let before = progress
                progress.sent = min(bytes.count, progress.sent + max(0, went))
                let word = try await inquiry.listen()
                progress.labelsOut = inquiry.labelsOut(of: settings)
                if let word, hasForgotten(word) { return end(progress, status: word) }
                var status: PrinterStatus?
                if went > 0 {
                    sinceProgress = stopwatch(clock)
                    progress.reason = nil
                } else {
                    status = await connection.portStatus()
                    progress.reason = status?.conditions.min().map { JobEnd.Reason($0) } ?? .held
                }
                if sinceProgress() >= Patience.attention { return end(progress, status: status) }
                if progress.isNews(since: before) { await note(progress) }
                if went == 0 { try? await clock.sleep(for: Patience.betweenSlices) }
            }
        } catch {
            progress.sent = min(bytes.count, progress.sent + max(0, error.bytesSent))
            return end(progress, fault: error)
        }
        if connection.deliveryIsProof { return end(progress, isProven: true) }
        let confirmation = Confirmation(
            delivery: self, connection: connection, portBefore: portBefore)
        return await confirmation.wait(inquiry)
    }
}
