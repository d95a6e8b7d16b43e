import Printing

/// How an attempt at a job went.
enum Outcome: Sendable, Hashable {
    /// Somebody cancelled the job before its first byte.
    case withdrawn
    /// No byte went: the job keeps its turn and is tried again.
    case waits(String?)
    /// It is over; `sent` bytes were taken, and the first `labelsOut` labels are known to have come
    /// out, nil where nobody but a person can say.
    case ended(JobState, reason: String?, sent: Int, labelsOut: Int?)

    static func waits(_ reason: JobEnd.Reason) -> Outcome { .waits(reason.rawValue) }

    static func ended(_ end: JobEnd, sent: Int, labelsOut: Int?) -> Outcome {
        .ended(end.state, reason: end.reason?.rawValue, sent: sent, labelsOut: labelsOut)
    }
}

/// How far a job that is being printed has come.
struct Progress: Sendable, Hashable {
    /// What is in its way; nil where nothing is.
    var reason: JobEnd.Reason?
    /// Bytes that the printer took.
    var sent: Int
    /// Labels that the printer confirmed, at least 1; nil where it has said nothing of them.
    var labelsOut: Int?
}

/// One job on its way over one connection: asks, sends, and asks again.
///
/// While bytes are under way only the device's out-of-band status is read: a question in the middle
/// of a picture would be printed as dots.
struct Delivery: Sendable {
    let bytes: [UInt8]
    let settings: JobSettings
    let language: any PrinterLanguage
    let clock: any Clock<Duration>
    /// Whether it did not answer when it was last asked, and is not waited for to answer now.
    let isMute: Bool
    /// Notes on the disk that bytes will go; false where the job is not queued any more.
    let begin: @Sendable () async throws -> Bool
    /// Shows how far it is, each time that something new is known.
    let note: @Sendable (Progress) async -> Void
    /// Remembers whether the printer answers questions.
    let answered: @Sendable (Bool) -> Void
    /// Whether a person wants it stopped.
    let isStopped: @Sendable () -> Bool

    func run(over connection: any PrinterConnection) async -> Outcome {
        var inquiry = Inquiry(connection, language)
        do throws(TransportFault) {
            if !isMute, let condition = try await inquiry.ask()?.conditions.min() {
                return .waits(JobEnd.Reason(condition))
            }
        } catch {
            return .waits(JobEnd.Reason(error))
        }
        let port = await connection.portStatus()
        guard let begun = try? await begin() else { return .waits(nil) }
        guard begun else { return .withdrawn }
        return await send(over: connection, inquiry: inquiry, portBefore: port)
    }

    private func send(
        over connection: any PrinterConnection, inquiry: Inquiry, portBefore: PrinterStatus?
    ) async -> Outcome {
        // A file keeps a job whole only if it is given whole.
        let slice = connection.deliveryIsProof ? bytes.count : Patience.slice
        var sent = 0
        var reason: JobEnd.Reason?
        var sinceProgress = stopwatch(clock)
        do throws(TransportFault) {
            while sent < bytes.count {
                if let early = brokenOff(sent: sent) { return early }
                let went = try await connection.send(
                    bytes[sent..<min(bytes.count, sent + slice)], within: Patience.sending)
                sent = min(bytes.count, sent + max(0, went))
                if went > 0 {
                    sinceProgress = stopwatch(clock)
                    if reason != nil { await note(Progress(sent: sent)) }
                    reason = nil
                    continue
                }
                let status = await connection.portStatus()
                let found = status?.conditions.min().map { JobEnd.Reason($0) } ?? .held
                if sinceProgress() >= Patience.attention {
                    return end(sent: sent, fault: nil, status: status)
                }
                if found != reason { await note(Progress(reason: found, sent: sent)) }
                reason = found
                try? await clock.sleep(for: Patience.betweenSlices)
            }
        } catch {
            sent = min(bytes.count, sent + max(0, error.bytesSent))
            return end(sent: sent, fault: error, status: nil)
        }
        if connection.deliveryIsProof {
            return .ended(
                JobEnd.judge(
                    sent: sent, of: sent, fault: nil, status: nil, deliveryIsProof: true),
                sent: sent, labelsOut: settings.copies)
        }
        let confirmation = Confirmation(
            delivery: self, connection: connection, portBefore: portBefore)
        return await confirmation.wait(inquiry)
    }

    /// Where a person or the hub wants the job to go no further.
    func brokenOff(sent: Int) -> Outcome? {
        if isStopped() {
            return sent == 0
                ? .ended(.cancelled, reason: nil, sent: 0, labelsOut: 0)
                : .ended(
                    .unknown, reason: HubReason.stopped.rawValue, sent: sent, labelsOut: nil)
        }
        guard Task.isCancelled else { return nil }
        return sent == 0
            ? .waits(nil)
            : .ended(
                .unknown, reason: HubReason.interrupted.rawValue, sent: sent, labelsOut: nil)
    }

    private func end(sent: Int, fault: TransportFault?, status: PrinterStatus?) -> Outcome {
        let end = JobEnd.judge(
            sent: sent, of: bytes.count, fault: fault, status: status, deliveryIsProof: false)
        return sent == 0 ? .waits(end.reason?.rawValue) : .ended(end, sent: sent, labelsOut: nil)
    }
}
