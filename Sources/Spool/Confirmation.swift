import Printing

/// After the last byte: waits for the printer to say that the labels came out, each kind of waiting
/// with a limit of its own.
struct Confirmation: Sendable {
    let delivery: Delivery
    let connection: any PrinterConnection
    /// The device's out-of-band status before the first byte.
    ///
    /// Some devices always claim the same trouble; only what is new is believed.
    let portBefore: PrinterStatus?

    /// What the latest answer means for how long it is worth waiting.
    private enum Situation: Hashable {
        /// Someone has to see to the printer, or it answered once and now does not.
        case attention
        /// It is printing.
        case work
        /// It does not answer, or its answers do not tell.
        case vague
    }

    func wait(_ before: Inquiry) async -> Outcome {
        let total = delivery.bytes.count
        var inquiry = before
        inquiry.beginAfresh()
        var spent: [Situation: Duration] = [:]
        var idleAnswers = 0
        var reason: JobEnd.Reason?
        defer { delivery.answered(inquiry.hasAnswered) }
        while true {
            let asking = stopwatch(delivery.clock)
            let status: PrinterStatus?
            do throws(TransportFault) {
                status = try await look(&inquiry)
            } catch {
                return end(fault: error, status: nil)
            }
            // The first idle answer may come before the printer has begun.
            idleAnswers = status?.isIdle == true ? idleAnswers + 1 : 0
            if idleAnswers == 2 { return end(fault: nil, status: status) }
            if let early = delivery.brokenOff(sent: total) { return early }
            let found = status?.conditions.min().map { JobEnd.Reason($0) }
            if found != reason { await delivery.note(Progress(reason: found, sent: total)) }
            reason = found
            try? await delivery.clock.sleep(for: Patience.betweenQuestions)
            guard idleAnswers == 0 else { continue }
            let situation = situation(status, answers: inquiry.hasAnswered)
            spent[situation, default: .zero] += asking()
            if spent[situation, default: .zero] >= limit(situation) {
                return end(fault: nil, status: status)
            }
        }
    }

    /// The printer's own word, else trouble that its port reports and did not before.
    private func look(_ inquiry: inout Inquiry) async throws(TransportFault) -> PrinterStatus? {
        if let status = try await inquiry.ask() { return status }
        guard let port = await connection.portStatus() else { return nil }
        let news = port.conditions.subtracting(portBefore?.conditions ?? [])
        return news.isEmpty ? nil : PrinterStatus(conditions: news)
    }

    private func situation(_ status: PrinterStatus?, answers: Bool) -> Situation {
        guard let status else { return answers ? .attention : .vague }
        if !status.conditions.isEmpty { return .attention }
        return status.busy == true ? .work : .vague
    }

    private func limit(_ situation: Situation) -> Duration {
        switch situation {
        case .attention: Patience.attention
        case .work: Patience.work(on: delivery.settings.copies)
        case .vague: delivery.isMute ? .zero : Patience.vagueness
        }
    }

    private func end(fault: TransportFault?, status: PrinterStatus?) -> Outcome {
        let total = delivery.bytes.count
        let end = JobEnd.judge(
            sent: total, of: total, fault: fault, status: status, deliveryIsProof: false)
        let copies = delivery.settings.copies
        return .ended(end, sent: total, labelsOut: end.state == .printed ? copies : nil)
    }
}
