/// What a printer says of itself.
///
/// Silence is never "ready": a printer that does not answer is `nil` wherever a status is optional.
public struct PrinterStatus: Sendable, Hashable {
    /// What keeps a printer from printing, each with its own words and remedy on the pages; the
    /// least is what a person puts right first.
    public enum Condition: String, Sendable, Hashable, CaseIterable, Comparable {
        case paperOut, headOpen, paperJam, ribbonOut, paused, tooHot, cutterJam, wrongMedia
        case offline, other

        /// Whether `a` is to be put right before `b`.
        public static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }

        private var rank: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }
    }

    /// Empty when nothing is in the way.
    public var conditions: Set<Condition>
    /// Whether it is still at work on something it was sent; nil where it does not say.
    public var busy: Bool?

    /// Nothing in the way, and no word on whether it is at work, unless told otherwise.
    public init(conditions: Set<Condition> = [], busy: Bool? = nil) {
        self.conditions = conditions
        self.busy = busy
    }

    /// Idle, and nothing in the way: all that was sent has come out.
    public var isIdle: Bool { conditions.isEmpty && busy == false }
}
