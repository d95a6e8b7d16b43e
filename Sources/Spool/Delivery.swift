import Printing
import Stock
import Storage

/// One job on its way over one connection: asks, sends, and asks again.
///
/// While bytes are under way the printer is only listened to, and its out-of-band status read: a
/// question in the middle of a picture would be printed as dots.
struct Delivery: Sendable {
    let job: PrintJobID
    let bytes: [UInt8]
    let settings: JobSettings
    let language: any PrinterLanguage
    let clock: any Clock<Duration>
    /// Time since its labels were taken up.
    let elapsed: @Sendable () -> Duration
    let state: PrinterState
    /// What earlier jobs have shown of the printer.
    let behaviour: PrinterBehaviour
    /// Whether the printer's record says how wide its head is; else the printer is believed.
    let isHeadSet: Bool
    /// Notes on the disk that bytes will go; false where the job is not queued any more.
    let begin: @Sendable () async throws -> Bool
    /// Shows how far it is, each time that something new is known.
    let note: @Sendable (AttemptProgress) async -> Void

    func run(over connection: any PrinterConnection) async -> AttemptOutcome {
        var query = StatusQuery(
            connection, language, mark: settings.mark, isUnasked: behaviour.isUnasked)
        // Beside the question. An early beginning is over before this returns: a job that has to wait after all is
        // put back.
        let isExpectedReady = isExpectedReady
        async let early = isExpectedReady ? begun() : nil
        let port: PortReport
        do throws(TransportFault) {
            guard try await finishEarlierJob(over: connection) else { return .waits(.held) }
            let status: PrinterStatus?
            (status, port) = try await query.askWithPort()
            state.noteWord(
                isHeard: status != nil || port.isWord || connection.deliveryIsProof)
            if isForAnotherHead(status?.head ?? port.status?.head) { return .waits(nil) }
            if let reason = obstacle(status, port) { return .waits(reason) }
        } catch {
            return .waits(JobEnd.Reason(error))
        }
        var beginning = await early
        if beginning == nil { beginning = await begun() }
        switch beginning {
        case .begun?: query.beginJob()
        case .withdrawn?: return .withdrawn
        case .notNoted?, nil: return .waits(nil)
        }
        let outcome = await send(over: connection, query: query, portBefore: port.status)
        if case .ended(_, _, let sent, _) = outcome, sent < bytes.count {
            state.markUnfinished(true)
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
        state.isClear && behaviour.answers == true && !isToBeFinished
    }

    private var isToBeFinished: Bool {
        state.mayBeUnfinished && !language.resync(after: settings).isEmpty
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
                rest.prefix(SpoolLimits.slice), within: SpoolLimits.sending)
            guard went > 0 else { return false }
            rest = rest.dropFirst(went)
        }
        state.markUnfinished(false)
        return true
    }

    /// Whether the job was made for another head than the printer says it has: it is made anew at once.
    private func isForAnotherHead(_ head: Int?) -> Bool {
        state.noteHead(head)
        guard !isHeadSet, let head, language.isWrong(head: head, for: settings) else {
            return false
        }
        state.wake()
        return true
    }

    /// What the printer itself says against sending anything now.
    private func obstacle(_ status: PrinterStatus?, _ port: PortReport) -> JobEnd.Reason? {
        state.notePort(port.status)
        state.noteLoadedMedia(status?.loaded)
        let reason =
            if let status {
                status.obstacle(to: settings, in: language)
            } else {
                state.obstacle(ofSilent: port, in: language)
            }
        // It keeps silent while it prints, and would speak of that job during this one.
        let word = status ?? (port.isTrusted ? port.status : nil)
        let isAtWork = word.map { $0.busy == true } ?? (behaviour.answers == true)
        guard reason == nil, isAtWork, language.reporting == .byItself else {
            state.endForeignWork()
            return reason
        }
        return state.foreignWork(by: clock) < SpoolLimits.foreignWork ? .stillPrinting : .stuck
    }

    private func send(
        over connection: any PrinterConnection, query: StatusQuery, portBefore: PrinterStatus?
    ) async -> AttemptOutcome {
        // A file keeps a job whole only if it is given whole.
        let slice = connection.deliveryIsProof ? bytes.count : SpoolLimits.slice
        var query = query
        var progress = AttemptProgress(sent: 0)
        var sinceProgress = stopwatch(clock)
        let doubts = await connection.doubtfulCounts
        do throws(TransportFault) {
            while progress.sent < bytes.count {
                if mustBreakOff {
                    await takeBack(&progress, connection)
                    if let early = brokenOff(progress) { return early }
                }
                let went = try await connection.send(
                    bytes[progress.sent..<min(bytes.count, progress.sent + slice)],
                    within: SpoolLimits.sending)
                let before = progress
                progress.sent = min(bytes.count, progress.sent + max(0, went))
                let word = try await query.listen()
                progress.labelsOut = query.labelsOut(of: settings)
                if let word, hasForgotten(word) {
                    await takeBack(&progress, connection)
                    return end(progress, status: word)
                }
                var status: PrinterStatus?
                if went > 0 {
                    sinceProgress = stopwatch(clock)
                    progress.reason = nil
                } else {
                    status = await connection.portStatus()
                    progress.reason = status?.conditions.min().map { JobEnd.Reason($0) } ?? .held
                }
                if sinceProgress() >= SpoolLimits.attention {
                    await takeBack(&progress, connection)
                    return end(progress, status: status)
                }
                if progress.isNews(since: before) { await note(progress) }
                if went == 0 { try? await clock.sleep(for: SpoolLimits.betweenSlices) }
            }
        } catch {
            progress.sent = min(bytes.count, progress.sent + max(0, error.bytesSent))
            return end(progress, fault: error)
        }
        if connection.deliveryIsProof { return end(progress, isProven: true) }
        let confirmation = LabelConfirmation(
            delivery: self, connection: connection, portBefore: portBefore,
            isCountSure: await connection.doubtfulCounts == doubts)
        return await confirmation.wait(query)
    }

    /// Counts what of the bytes under way went, before the job is given up.
    private func takeBack(
        _ progress: inout AttemptProgress, _ connection: any PrinterConnection
    ) async {
        progress.sent = min(bytes.count, progress.sent + max(0, await connection.takeBack()))
    }
}

// What is known of a job makes its end.
extension Delivery {
    private var mustBreakOff: Bool { state.isToStop(job) || Task.isCancelled }

    /// Where a person or the hub wants the job to go no further.
    func brokenOff(_ progress: AttemptProgress) -> AttemptOutcome? {
        let isStopped = state.isToStop(job)
        guard isStopped || Task.isCancelled else { return nil }
        guard progress.sent > 0 else { return isStopped ? .cancelled : .waits(nil) }
        return .ended(
            .unknown, reason: .hub(isStopped ? .stopped : .interrupted), sent: progress.sent,
            labelsOut: progress.labelsOut)
    }

    /// Whether the printer has put the rest of the job out of its mind.
    func hasForgotten(_ word: PrinterStatus) -> Bool {
        language.reporting == .byItself && !word.conditions.isEmpty && word.busy != true
    }

    func end(
        _ progress: AttemptProgress, fault: TransportFault? = nil, status: PrinterStatus? = nil,
        isProven: Bool = false
    ) -> AttemptOutcome {
        let end = JobEnd.judge(
            sent: progress.sent, of: bytes.count, fault: fault, status: status,
            isProven: isProven || progress.labelsOut == settings.copies)
        guard progress.sent > 0 else { return .waits(end.reason.map { .printer($0) }) }
        return .ended(
            end, sent: progress.sent,
            labelsOut: end.state == .printed ? settings.copies : progress.labelsOut)
    }
}

extension PrinterStatus {
    /// What it says against sending a label: what stands in the way, or another paper than the one
    /// that `settings`, where there are any, are for.
    func obstacle(
        to settings: JobSettings?, in language: any PrinterLanguage
    ) -> JobEnd.Reason? {
        if let condition = conditions.min() { return JobEnd.Reason(condition) }
        guard let loaded, let settings, language.isWrong(loaded, for: settings) else { return nil }
        return .wrongMedia
    }
}
