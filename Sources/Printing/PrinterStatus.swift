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
    /// Labels of the job at work that are still to come out; nil where it does not say.
    public var labelsLeft: Int?
    /// The paper it says it is loaded with; nil where it does not say.
    public var loaded: LoadedMedia?
    /// The widest label that it prints, in dots; nil where it does not say.
    public var head: Int?

    /// Nothing in the way, and no word on anything else, unless told otherwise.
    public init(
        conditions: Set<Condition> = [], busy: Bool? = nil, labelsLeft: Int? = nil,
        loaded: LoadedMedia? = nil, head: Int? = nil
    ) {
        self.conditions = conditions
        self.busy = busy
        self.labelsLeft = labelsLeft
        self.loaded = loaded
        self.head = head
    }

    /// Idle, and nothing in the way: all that was sent has come out.
    public var isIdle: Bool { conditions.isEmpty && busy == false }
}

extension LoadedMedia {
    /// Whether this is certainly not the paper that a job was drawn for: another kind, or a
    /// millimetre or more off.
    ///
    /// Printers round to whole millimetres; what they cannot tell is taken to be right.
    public func differs(from wanted: Media) -> Bool {
        if let isContinuous, isContinuous != (wanted.tracking == .continuous) { return true }
        if let width, abs(Double(width) - wanted.width) >= 1 { return true }
        guard let feed, wanted.tracking != .continuous else { return false }
        return abs(Double(feed) - wanted.feed) >= 1
    }
}

/// The paper a printer finds in itself, as far as it can tell.
public struct LoadedMedia: Sendable, Hashable {
    /// Whole millimetres across the head; nil where it cannot tell.
    public var width: Int?
    /// Whole millimetres along the feed; nil for continuous paper, or where it cannot tell.
    public var feed: Int?
    /// Whether the paper is one endless strip; nil where it cannot tell.
    public var isContinuous: Bool?
    /// Colours that can be printed on it, 1 or 2; nil where it cannot tell.
    public var colours: Int?

    /// What the printer said, and nil for the rest.
    public init(
        width: Int? = nil, feed: Int? = nil, isContinuous: Bool? = nil, colours: Int? = nil
    ) {
        self.width = width
        self.feed = feed
        self.isContinuous = isContinuous
        self.colours = colours
    }

    /// As such a paper is named, `62`, `62-red` or `62x29`; nil where the printer does not tell
    /// enough.
    public var name: String? {
        guard let width, let isContinuous else { return nil }
        return isContinuous
            ? "\(width)\(colours == 2 ? "-red" : "")" : feed.map { "\(width)x\($0)" }
    }
}
