import Printing
import Storage

/// After the last byte: waits for the printer to say that the labels came out, each kind of waiting
/// with a limit of its own.
struct LabelConfirmation: Sendable {
    let delivery: Delivery
    let connection: any PrinterConnection
    /// The device's out-of-band status before the first byte.
    ///
    /// Some devices always claim the same trouble; only what is new is believed.
    let portBefore: PrinterStatus?
    /// Whether all bytes are known to have gone: else a printer that is idle may never have had them,
    /// and only its word for each label counts.
    let isCountSure: Bool

    /// What the latest answer means for how long it is worth waiting.
    private enum Situation: Hashable {
        /// Someone has to see to the printer, or it answered once and now does not.
        case attention
        /// It is printing.
        case work
        /// It does not answer, or its answers do not tell.
        case vague
    }

    func wait(_ before: StatusQuery) async -> AttemptOutcome {
        var query = before
        query.beginAfresh()
        var progress = AttemptProgress(sent: delivery.bytes.count)
        var spent: [Situation: Duration] = [:]
        var looks = 0
        var latest: Situation?
        var idleAnswers = 0
        var hasBegun = false
        let pace = delivery.state.perLabel
        defer { remember(query, progress) }
        while true {
            let looking = stopwatch(delivery.clock)
            let status: PrinterStatus?
            do throws(TransportFault) {
                status = try await look(&query)
            } catch {
                return delivery.end(progress, fault: error)
            }
            delivery.state.noteLoadedMedia(status?.loaded)
            let before = progress
            progress.reason = status?.conditions.min().map { JobEnd.Reason($0) }
            progress.labelsOut = query.labelsOut(of: delivery.settings)
            // The first idle answer may come before the printer has begun.
            let isIdle = status?.isIdle == true && delivery.language.reporting == .whenAsked
            idleAnswers = isIdle ? idleAnswers + 1 : 0
            hasBegun = hasBegun || status?.busy == true
            if idleAnswers == 2 {
                return delivery.end(progress, status: status, isProven: isCountSure)
            }
            if progress.labelsOut == delivery.settings.copies { return delivery.end(progress) }
            if let status, delivery.hasForgotten(status) {
                return delivery.end(progress, status: status)
            }
            if let early = delivery.brokenOff(progress) { return early }
            if progress.isNews(since: before) { await delivery.note(progress) }
            let situation = situation(status, progress, query)
            let limit = limit(situation, query)
            // A single label that was seen at work, and is no more, is asked for once more at once.
            let isLikelyOut = idleAnswers > 0 && hasBegun && delivery.settings.copies == 1
            if limit > .zero, !isLikelyOut {
                try? await delivery.clock.sleep(
                    for: idleAnswers > 0
                        ? SpoolLimits.betweenIdleAnswers
                        : SpoolLimits.betweenQuestions(
                            asked: looks, pace: pace.map { $0 * delivery.settings.copies }))
            }
            looks += 1
            guard idleAnswers == 0 else { continue }
            spent[situation, default: .zero] += looking()
            // What has only just changed is looked at once more.
            let isSettled = latest == situation || limit == .zero
            if isSettled, spent[situation, default: .zero] >= limit {
                return delivery.end(progress, status: status)
            }
            latest = situation
        }
    }

    /// The printer's own word, else trouble that its port reports and did not before.
    private func look(_ query: inout StatusQuery) async throws(TransportFault) -> PrinterStatus? {
        switch delivery.language.reporting {
        case .whenAsked: if let status = try await query.ask() { return status }
        case .byItself: if let status = try await query.listen() { return status }
        }
        // What speaks by itself, if late, needs no other way to be asked.
        if connection.isPortTrusted, query.hasAnswered { return nil }
        guard let port = await connection.portStatus() else { return nil }
        let news = port.conditions.subtracting(portBefore?.conditions ?? [])
        return news.isEmpty ? nil : PrinterStatus(conditions: news)
    }

    private func situation(
        _ status: PrinterStatus?, _ progress: AttemptProgress, _ query: StatusQuery
    ) -> Situation {
        if status?.conditions.isEmpty == false { return .attention }
        if status?.busy == true || progress.labelsOut != nil { return .work }
        return status == nil && query.hasAnswered ? .attention : .vague
    }

    private func limit(_ situation: Situation, _ query: StatusQuery) -> Duration {
        switch situation {
        case .attention: SpoolLimits.attention
        case .work: SpoolLimits.work(on: delivery.settings.copies)
        case .vague where delivery.behaviour.isUnasked: .zero
        case .vague where query.hasWordForLabels && !delivery.behaviour.keepsLabelsToItself:
            SpoolLimits.firstLabel
        case .vague: SpoolLimits.vagueness
        }
    }

    private func remember(_ query: StatusQuery, _ progress: AttemptProgress) {
        let isWordless = query.hasWordForLabels && progress.labelsOut == nil
        let isHealthy = progress.reason == nil
        delivery.state.updateBehaviour { behaviour in
            behaviour.note(hasAnswered: query.hasAnswered, hasAsked: query.hasAsked)
            // A job that did not ask shows nothing of it.
            if query.hasWordForLabels, isHealthy || !isWordless {
                behaviour.keepsLabelsToItself = isWordless
            }
        }
    }
}
