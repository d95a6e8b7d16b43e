/// How far a print job has come; the last four are final.
public enum JobState: String, Sendable, Hashable, CaseIterable, Codable {
    case queued, printing
    /// The printer confirmed that the labels came out.
    case printed
    /// Bytes went to the printer and it did not confirm: a person has to look.
    case unknown
    /// Nothing of it reached the printer.
    case failed
    case cancelled

    /// Whether it stays so for good.
    public var isFinal: Bool { self != .queued && self != .printing }
}

/// What a language needs to know beside the picture.
public struct JobSettings: Sendable, Hashable {
    /// The paper that is loaded.
    public var media: Media
    /// The print head's.
    public var resolution: Resolution
    /// Labels wanted of the one picture, 1 to 9,999.
    public var copies: Int
    /// Darkness in per cent of the printer's own range, 0 to 100, beyond which it is cut off; nil
    /// leaves it as the printer has it.
    public var darkness: Int?
    /// Feed in millimetres a second, cut off at what the language can say; nil leaves it as the
    /// printer has it.
    public var speed: Int?

    /// One label, as dark and as fast as the printer is set, unless told otherwise.
    public init(
        media: Media, resolution: Resolution, copies: Int = 1, darkness: Int? = nil,
        speed: Int? = nil
    ) {
        self.media = media
        self.resolution = resolution
        self.copies = copies
        self.darkness = darkness
        self.speed = speed
    }
}
