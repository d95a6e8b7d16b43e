import Printing
import Storage

/// What a printer's port says of it.
struct PortReport: Sendable {
    /// Nil for silence, and where there was no need to ask.
    let status: PrinterStatus?
    /// Whether that is the printer's own word, and its silence a sign.
    let isTrusted: Bool

    /// Whether it says how the printer is.
    var isWord: Bool { isTrusted && status != nil }
}

/// Asks one printer how it is, over one connection, and knows which answers are news.
///
/// Answers come in the order of the questions but may be late: one that belongs to a question from
/// before the last byte must never be taken for word that the labels came out.
struct StatusQuery: Sendable {
    private let connection: any PrinterConnection
    private let language: any PrinterLanguage
    private let mark: Int
    private let isUnasked: Bool
    private var asked = 0
    private var answered = 0
    private var stale = 0
    /// What the printer sent since the job's first byte, answers included.
    private var heard: [UInt8] = []
    /// Whether it said anything at all.
    private(set) var hasAnswered = false
    private var latest: PrinterStatus?
    private var wasIdle = false
    private var furthest = 0

    /// Where `isUnasked`, the printer is only listened to; `mark` is the job's, 0 for none.
    init(
        _ connection: any PrinterConnection, _ language: any PrinterLanguage, mark: Int = 0,
        isUnasked: Bool = false
    ) {
        self.connection = connection
        self.language = language
        self.mark = mark
        self.isUnasked = isUnasked || connection.deliveryIsProof || !connection.canAnswer
    }

    /// Whether a question was put that could have been answered.
    var hasAsked: Bool { asked > 0 }

    /// From now on what is heard may be about the job.
    mutating func beginJob() {
        wasIdle = latest?.isIdle == true
        heard = []
    }

    /// From now on only answers to questions that are still to be asked count.
    mutating func beginAfresh() { stale = asked }

    /// What the printer says; nil for silence, where its language has no question, and for a file,
    /// which would keep the question in front of the label.
    mutating func ask() async throws(TransportFault) -> PrinterStatus? {
        guard !isUnasked else { return nil }
        let longest = language.statusQuestions.map(\.answerLength).max() ?? 1
        for question in language.statusQuestions {
            // Before the first question nothing can be late but what another connection left.
            let late = try await hear(
                4_096, within: asked == 0 ? SpoolLimits.listening : SpoolLimits.draining)
            answered = min(asked, answered + late.count / longest)
            // One that is not taken yet may be answered later.
            asked += 1
            guard try await put(question.bytes) else { return nil }
            if let status = try await answer(to: question) {
                latest = status
                return status
            }
        }
        return nil
    }

    /// What the printer says, and its port: beside each other, as they go by other ways; a port that is trusted is
    /// another way to ask, for where the first is not answered.
    mutating func askWithPort() async throws(TransportFault) -> (
        status: PrinterStatus?, port: PortReport
    ) {
        let (connection, isTrusted) = (connection, connection.isPortTrusted)
        async let beside = isTrusted ? nil : connection.portStatus()
        let status = try await ask()
        let early = await beside
        let port = isTrusted && status == nil ? await connection.portStatus() : early
        return (status, PortReport(status: port, isTrusted: isTrusted))
    }

    /// What the printer says of itself by itself; nil where it said nothing of the kind since the
    /// job began.
    mutating func listen() async throws(TransportFault) -> PrinterStatus? {
        guard !isUnasked, hasWordForLabels else { return nil }
        _ = try await hear(4_096, within: SpoolLimits.listening)
        return language.reporting == .byItself ? language.status(from: heard) : nil
    }

    /// How many of the job's labels the printer said are out; nil where it said nothing of them.
    ///
    /// A count of those still to come is believed of a printer that had nothing else to do; the
    /// label after those that are out is under the head.
    mutating func labelsOut(of settings: JobSettings) -> Int? {
        furthest = max(furthest, language.labelsOut(in: heard, mark: mark) ?? 0)
        if wasIdle, let left = latest?.labelsLeft, left > 0 {
            furthest = max(furthest, settings.copies - left - 1)
        }
        return furthest > 0 ? min(furthest, settings.copies) : nil
    }

    /// Whether the printer may say which of the job's labels are out.
    var hasWordForLabels: Bool { language.labelsOut(in: [], mark: mark) != nil }

    /// Reads until the answer makes sense or the printer has ended.
    private mutating func answer(
        to question: StatusQuestion
    ) async throws(TransportFault) -> PrinterStatus? {
        var answer = try await hear(1, within: SpoolLimits.answering)
        guard !answer.isEmpty else { return nil }
        answered += 1
        while answer.count < SpoolLimits.longestAnswer {
            if let status = language.status(from: answer) {
                return answered > stale ? status : nil
            }
            let more = try await hear(
                max(1, question.answerLength - answer.count), within: SpoolLimits.settling)
            if more.isEmpty { return nil }
            answer += more
        }
        return nil
    }

    private mutating func hear(
        _ count: Int, within limit: Duration
    ) async throws(TransportFault) -> [UInt8] {
        let bytes = try await connection.receive(count, within: limit)
        hasAnswered = hasAnswered || !bytes.isEmpty
        if heard.count < SpoolLimits.wordsKept { heard += bytes }
        return bytes
    }

    /// - Returns: Whether the printer took the whole question.
    private func put(_ question: [UInt8]) async throws(TransportFault) -> Bool {
        try await connection.send(question[...], within: SpoolLimits.answering) == question.count
    }
}

extension PrinterBehaviour {
    /// Whether the printer is not worth asking now: every question to a mute one is a second lost.
    var isUnasked: Bool { answers == false && silentJobs < SpoolLimits.jobsUnasked }

    /// Remembers whether a job heard anything: one that kept silent once, and had answered before, is
    /// asked again.
    mutating func note(hasAnswered: Bool, hasAsked: Bool) {
        switch (hasAnswered, answers) {
        case (true, _): (answers, silentJobs) = (true, 0)
        case (false, true): break
        case (false, false): silentJobs = hasAsked ? 0 : silentJobs + 1
        case (false, nil):
            silentJobs += 1
            // What cannot be asked is mute from the first.
            if !hasAsked || silentJobs >= SpoolLimits.jobsUntilMute {
                (answers, silentJobs) = (false, 0)
            }
        }
    }
}
