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
    public var isFinal: Bool { !isOpen }

    /// Whether it waits for its printer, or is at it.
    public var isOpen: Bool { self == .queued || self == .printing }

    /// Whether a person should see to it: labels in doubt, or such as did not print.
    public var isUnsettled: Bool { self == .unknown || self == .failed }
}

/// What a language needs to know beside the picture.
public struct JobSettings: Sendable, Hashable {
    /// The paper that is loaded.
    public var media: Media
    /// The print head's.
    public var resolution: Resolution
    /// The widest label that the printer prints, in dots; nil where that is not known.
    public var head: Int?
    /// Labels wanted of the one picture, 1 to 9,999.
    public var copies: Int
    /// How the printer is set.
    public var options: PrinterOptions
    /// Asks the printer to say when a label is out, and tells what it says of this job from what
    /// it says of another: 1 to 4,095.
    ///
    /// 0 does not ask. Ask only a printer that is known to understand: one that does not know the
    /// question may print it.
    public var mark: Int

    /// One label, as the printer is set, unless told otherwise.
    public init(
        media: Media, resolution: Resolution, head: Int? = nil, copies: Int = 1,
        options: PrinterOptions = PrinterOptions(), mark: Int = 0
    ) {
        self.media = media
        self.resolution = resolution
        self.head = head
        self.copies = copies
        self.options = options
        self.mark = mark
    }
}
