import Printing

/// Asks one printer how it is, over one connection, and knows which answers are news.
///
/// Answers come in the order of the questions but may be late: one that belongs to a question from
/// before the last byte must never be taken for word that the labels came out.
struct Inquiry: Sendable {
    private let connection: any PrinterConnection
    private let language: any PrinterLanguage
    private var asked = 0
    private var heard = 0
    private var stale = 0

    init(_ connection: any PrinterConnection, _ language: any PrinterLanguage) {
        self.connection = connection
        self.language = language
    }

    /// Whether the printer is known to answer.
    var hasAnswered: Bool { heard > 0 }

    /// From now on only answers to questions that are still to be asked count.
    mutating func beginAfresh() { stale = asked }

    /// What the printer says; nil for silence, where its language has no question, and for a file,
    /// which would keep the question in front of the label.
    mutating func ask() async throws(TransportFault) -> PrinterStatus? {
        guard !connection.deliveryIsProof, let question = language.statusQuestions.first else {
            return nil
        }
        let late = try await connection.receive(4_096, within: Patience.draining)
        heard = min(asked, heard + late.count / question.answerLength)
        guard try await put(question.bytes) else { return nil }
        asked += 1
        let answer = try await connection.receive(
            question.answerLength, within: Patience.answering)
        guard !answer.isEmpty else { return nil }
        heard += 1
        return heard > stale ? language.status(from: answer) : nil
    }

    /// - Returns: Whether the printer took the whole question.
    private func put(_ question: [UInt8]) async throws(TransportFault) -> Bool {
        try await connection.send(question[...], within: Patience.answering) == question.count
    }
}
