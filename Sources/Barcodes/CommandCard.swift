/// A printed card that a scanning page obeys when it is scanned.
///
/// Its code begins with `U`, a letter that no label code has.
public enum CommandCard: String, Sendable, CaseIterable {
    case takeIn = "UTAKEIN"
    case handOut = "UHANDOUT"
    case count = "UCOUNT"
    case discard = "UDISCARD"
    case move = "UMOVE"
    case lookUp = "ULOOKUP"
    case nextHousehold = "UNEXT"
    case undo = "UUNDO"
    case pause = "UPAUSE"

    /// The card that a scanner read, or whose code a person typed; nil for anything else.
    public init?(scanned text: String) {
        guard case .command(let code)? = (try? ScanReader.read(text))?.best else { return nil }
        self.init(rawValue: code)
    }

    /// Whether it says what is done with what is scanned after it.
    public var isOfWork: Bool {
        switch self {
        case .takeIn, .handOut, .count, .discard, .move, .lookUp: true
        case .nextHousehold, .undo, .pause: false
        }
    }

    /// What the page is told to do, as its scripts and messages name it.
    public var command: String {
        switch self {
        case .takeIn: "intake"
        case .handOut: "distribute"
        case .count: "count"
        case .discard: "discard"
        case .move: "move"
        case .lookUp: "lookup"
        case .nextHousehold: "household"
        case .undo: "undo"
        case .pause: "pause"
        }
    }
}
