/// How one printer is set: what a person chose for it, beside the paper it is loaded with.
///
/// What is nil stays as the printer itself has it.
public struct PrinterOptions: Sendable, Hashable, Codable {
    /// When a printer with a cutter cuts.
    public enum Cut: String, Sendable, Hashable, CaseIterable, Codable {
        case never, eachLabel, lastLabel
    }

    /// One of the two rolls in a printer that has two, as one stands before it.
    public enum Roll: String, Sendable, Hashable, CaseIterable, Codable {
        case left, right
    }

    /// How the label lies on the paper.
    public enum Rotation: Int, Sendable, Hashable, CaseIterable, Codable {
        case none = 0
        case half = 180
    }

    /// Tenths of a millimetre that a picture can be moved by; what is beyond is cut off.
    public static let offsets = -200...200

    /// On the scale of the printer's language: ``OptionRanges/darkness``.
    public var darkness: Int?
    /// On the scale of the printer's language: ``OptionRanges/speed``.
    public var speed: Int?
    /// nil leaves it to the language's own habit.
    public var cut: Cut?
    /// nil leaves the choice to a printer with two rolls.
    public var roll: Roll?
    /// Tenths of a millimetre by which the picture moves right as one reads it, in ``offsets``.
    public var offsetAcross: Int
    /// Tenths of a millimetre by which the picture moves down as one reads it, in ``offsets``.
    public var offsetAlong: Int
    /// Turns the picture on the paper, after it was moved.
    public var rotation: Rotation

    /// As the printer is, with the picture where it was drawn, unless told otherwise.
    public init(
        darkness: Int? = nil, speed: Int? = nil, cut: Cut? = nil, roll: Roll? = nil,
        offsetAcross: Int = 0, offsetAlong: Int = 0, rotation: Rotation = .none
    ) {
        self.darkness = darkness
        self.speed = speed
        self.cut = cut
        self.roll = roll
        self.offsetAcross = offsetAcross
        self.offsetAlong = offsetAlong
        self.rotation = rotation
    }
}

/// Which options a language has commands for, each on its own scale; nil where it has none.
public struct OptionRanges: Sendable, Hashable {
    /// Such as 0 to 30 in ZPL.
    public var darkness: ClosedRange<Int>?
    /// Such as 1 to 14 inches a second in ZPL.
    public var speed: ClosedRange<Int>?
    /// Whether a cutter can be told when to cut.
    public var cuts: Bool
    /// Whether some of its printers have two rolls, and can be told which to print on.
    public var rolls: Bool
    /// Whether some of its printers say when a label is out, and others print the question.
    public var confirms: Bool

    /// Nothing can be set unless told otherwise.
    public init(
        darkness: ClosedRange<Int>? = nil, speed: ClosedRange<Int>? = nil, cuts: Bool = false,
        rolls: Bool = false, confirms: Bool = false
    ) {
        self.darkness = darkness
        self.speed = speed
        self.cuts = cuts
        self.rolls = rolls
        self.confirms = confirms
    }
}

extension ClosedRange<Int> {
    /// The number of the range that is nearest to any number.
    public func nearest(_ number: Int) -> Int {
        Swift.min(Swift.max(number, lowerBound), upperBound)
    }
}
