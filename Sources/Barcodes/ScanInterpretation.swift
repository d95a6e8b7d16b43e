/// What a scan is: one reading, or several where the same characters can mean several things.
public struct ScanInterpretation: Sendable, Hashable {
    /// Unicode scalars a code may have, a few times what a GS1 Digital Link with lot and date takes.
    public static let lengthLimit = 256

    /// The likeliest first; at least one.
    public let readings: [Reading]

    /// The key under which an item learns this code.
    ///
    /// Never a label code's: those are issued by the hub, and another's code may look like one by
    /// chance.
    public let keyToLearn: String

    /// - Precondition: at least one reading can be learned; an unknown scan is kept under it.
    init(_ readings: [Reading]) {
        guard let key = readings.lazy.compactMap(\.keyToLearn).first else {
            preconditionFailure("a scan that could not be learned")
        }
        self.readings = readings
        keyToLearn = key
    }

    /// The likeliest reading; the one to name to a person when none of ``keys`` is known.
    public var best: Reading { readings[0] }

    /// What to look up, in this order: the first that is known says what was scanned.
    public var keys: [String] {
        var keys: [String] = []
        for case let key? in readings.lazy.map(\.key) where keys.last != key { keys.append(key) }
        return keys
    }
}

/// One meaning of a scan.
public enum Reading: Sendable, Hashable {
    /// A trade item number with a right check digit; UPC-E is already expanded.
    case gtin(GTIN)
    /// Eight characters that are a right label code, or a link that ends in one. One in 32 of other
    /// people's eight-character codes is such a code by chance: only the hub knows if it issued it.
    case label(LabelCode)
    /// A command card: `U` and up to 31 letters and digits, in upper case. It has no key; a text
    /// follows it, for an item's code may begin with `U` too.
    case command(String)
    /// Anything else, case kept: a PLU, a donor's own code, a GS1 element string with its AIM
    /// identifier and its separators (U+001D).
    case text(String)
    /// As many digits as a GTIN with a check digit that is wrong: looks misread, or is no GTIN.
    case misread(String)

    /// The text to look it up by; nil for a command.
    public var key: String? {
        switch self {
        case .gtin(let gtin): gtin.description
        case .label(let label): label.description
        case .text(let text), .misread(let text): text
        case .command: nil
        }
    }

    fileprivate var keyToLearn: String? {
        switch self {
        case .gtin, .text, .misread: key
        case .label, .command: nil
        }
    }
}
