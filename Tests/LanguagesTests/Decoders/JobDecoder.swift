import Printing

/// A printer on paper: it reads a job's bytes and draws what would come out.
///
/// Written from the languages' documents alone; it shares no code with the encoders and refuses every
/// command it does not know.
protocol JobDecoder: Sendable {
    /// Draws what a whole job prints.
    func decode(_ job: [UInt8], on paper: Paper) throws -> DecodedJob
}

/// The label that is loaded, in dots: for a language that does not say how large it is, and with
/// the resolution for one that speaks in millimetres.
struct Paper {
    let width: Int
    let height: Int
    let resolution: Resolution
}

/// What came out of a printer on paper.
struct DecodedJob {
    var picture: DotCanvas
    var copies: Int
    /// Every command with its parameters, without the picture's data.
    var commands: [String]

    init(picture: DotCanvas, copies: Int, commands: [String]) {
        self.picture = picture
        self.copies = copies
        self.commands = commands
    }

    /// What came out of a language that says every label again.
    init(labels: [DotCanvas], commands: [String]) throws {
        guard let first = labels.first, labels.allSatisfy({ $0 == first })
        else { throw DecodingStopped("no label, or labels that differ") }
        self.init(picture: first, copies: labels.count, commands: commands)
    }
}

/// Why a printer on paper stopped.
struct DecodingStopped: Error {
    let reason: String
    init(_ reason: String) { self.reason = reason }
}
