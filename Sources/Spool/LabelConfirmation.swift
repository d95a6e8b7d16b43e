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

    func wait(_ asked: StatusQuery) async -> AttemptOutcome {
        var query = asked
        query.beginAfresh()
        var progress = AttemptProgress(sent: delivery.bytes.count)
        var spent: [Situation: Duration] = [:]
        var looks = 0
        var latest: Situation?
        var idleAnswers = 0
        // Since the labels were taken up, when the first of these answers came.
        var idleAfter = Duration.zero
        var (hasBegun, hadTrouble, isSilent) = (false, false, false)
        let copies = delivery.settings.copies
        let before = delivery.state.run(of: copies)
        let pace = before?.shortest ?? delivery.state.perLabel.map { $0 * copies }
        defer { remember(query, progress, isSilent: isSilent) }
        while true {
            let looking = stopwatch(delivery.clock)
            let status: PrinterStatus?
            do throws(TransportFault) {
                status = try await look(&query)
            } catch {
                return delivery.end(progress, fault: error)
            }
            isSilent = status == nil
            delivery.state.noteLoadedMedia(status?.loaded)
            let known = progress
            progress.reason = status?.conditions.min().map { JobEnd.Reason($0) }
            progress.labelsOut = query.labelsOut(of: delivery.settings)
            // The first idle answer may come before the printer has begun.
            let isIdle = status?.isIdle == true && delivery.language.reporting == .whenAsked
            if isIdle, idleAnswers == 0 {
                idleAfter = delivery.elapsed()
                delivery.state.noteIdle(after: idleAfter)
            }
            if idleAnswers > 0, hasBegun, status?.busy == true { delivery.state.notePause() }
            idleAnswers = isIdle ? idleAnswers + 1 : 0
            hasBegun = hasBegun || status?.busy == true
            hadTrouble = hadTrouble || progress.reason != nil
            // What was seen at work, and is no more, is asked for once more at once.
            let isLikelyOut =
                isIdle && hasBegun && !delivery.state.pauses
                && (copies == 1 || !hadTrouble && isBehindLast(idleAfter, usual: before?.usual))
            if idleAnswers > 1,
                isLikelyOut || delivery.elapsed() - idleAfter >= SpoolLimits.idleness
            {
                return delivery.end(progress, status: status, isProven: isCountSure)
            }
            if progress.labelsOut == copies { return delivery.end(progress) }
            if let status, delivery.hasForgotten(status) {
                return delivery.end(progress, status: status)
            }
            if let early = delivery.brokenOff(progress) { return early }
            if progress.isNews(since: known) { await delivery.note(progress) }
            let situation = situation(status, progress, query)
            let limit = limit(situation, status, query)
            if limit > .zero, !isLikelyOut {
                let left = limit - spent[situation, default: .zero]
                let pause =
                    switch (isIdle, hasBegun) {
                    case (true, true): SpoolLimits.betweenIdleAnswers
                    case (true, false): SpoolLimits.idleness
                    case (false, _):
                        min(
                            left,
                            SpoolLimits.betweenQuestions(asked: looks, of: copies, pace: pace))
                    }
                try? await delivery.clock.sleep(for: pause)
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

    /// Whether a printer that calls itself idle after so long is not between two of several labels: it counts those that
    /// are to come, or the last was half out by the time that as many took before.
    private func isBehindLast(_ time: Duration, usual: Duration?) -> Bool {
        if delivery.language.countsCopies { return true }
        let copies = delivery.settings.copies
        guard copies <= SpoolLimits.fewLabels, let usual else { return false }
        return time * (2 * copies) >= usual * (2 * copies - 1)
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

    private func limit(
        _ situation: Situation, _ status: PrinterStatus?, _ query: StatusQuery
    ) -> Duration {
        switch situation {
        case .attention: SpoolLimits.attention
        case .work: SpoolLimits.work(on: delivery.settings.copies)
        case .vague where delivery.behaviour.isUnasked: .zero
        case .vague where query.hasWordForLabels && !delivery.behaviour.keepsLabelsToItself:
            SpoolLimits.firstLabel
        case .vague where status != nil: SpoolLimits.vagueness(of: delivery.settings)
        case .vague: SpoolLimits.vagueness
        }
    }

    private func remember(_ query: StatusQuery, _ progress: AttemptProgress, isSilent: Bool) {
        // A port that speaks for it was asked before.
        if isSilent, !connection.isPortTrusted { delivery.state.noteWord(isHeard: false) }
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
