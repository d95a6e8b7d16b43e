/// What a person read off a calibration label: the first number to be seen at each edge, in tenths
/// of a millimetre; 0 where nothing is missing there.
public struct CalibrationReading: Sendable, Hashable {
    /// Tenths of a millimetre that are missing at an edge, 0 or more.
    public var left, right, top, bottom: Int

    /// A picture of which nothing is missing, unless told otherwise.
    public init(left: Int = 0, right: Int = 0, top: Int = 0, bottom: Int = 0) {
        (self.left, self.right, self.top, self.bottom) = (left, right, top, bottom)
    }

    /// Moves the picture to where it belongs, starting from where it was on the label that was read.
    public func apply(to options: inout PrinterOptions) {
        options.offsetAcross += Self.shift(before: left, after: right)
        options.offsetAlong += Self.shift(before: top, after: bottom)
    }

    /// Whether the paper is smaller than the printer was told: something is missing at two edges
    /// that face each other.
    public var paperIsTooSmall: Bool { (left > 0 && right > 0) || (top > 0 && bottom > 0) }

    /// How far to move away from the edge where something is missing; to the middle, where it is at
    /// both.
    private static func shift(before: Int, after: Int) -> Int {
        before > 0 && after > 0 ? (before - after) / 2 : before - after
    }
}
