import Printing

/// A printer on paper: it reads a job's bytes and draws what would come out.
///
/// Written from the languages' documents alone; it shares no code with the encoders and refuses every
/// command it does not know.
protocol JobDecoder: Sendable {
    /// Draws what a whole job prints; `width` (dots across the paper) is for a language that does not
    /// say it, `resolution` for one that speaks in millimetres.
    func decode(_ job: [UInt8], width: Int, resolution: Resolution) throws -> DecodedJob
}

/// What came out of a printer on paper.
struct DecodedJob {
    var picture: Canvas
    var copies: Int
    /// Every command with its parameters, without the picture's data.
    var commands: [String]
}

/// Why a printer on paper stopped.
struct DecodingStopped: Error {
    let reason: String
    init(_ reason: String) { self.reason = reason }
}
