import Printing

// What is known of a job makes its end.
extension Delivery {
    /// Where a person or the hub wants the job to go no further.
    func brokenOff(_ progress: Progress) -> Outcome? {
        guard isStopped() || Task.isCancelled else { return nil }
        let reason: HubReason = isStopped() ? .stopped : .interrupted
        if progress.sent > 0 {
            return .ended(
                .unknown, reason: .hub(reason), sent: progress.sent, labelsOut: progress.labelsOut)
        }
        return reason == .stopped
            ? .ended(.cancelled, reason: nil, sent: 0, labelsOut: 0) : .waits(nil)
    }

    /// Whether the printer has put the rest of the job out of its mind.
    func hasForgotten(_ word: PrinterStatus) -> Bool {
        language.reporting == .byItself && !word.conditions.isEmpty && word.busy != true
    }

    func end(
        _ progress: Progress, fault: TransportFault? = nil, status: PrinterStatus? = nil,
        isProven: Bool = false
    ) -> Outcome {
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
