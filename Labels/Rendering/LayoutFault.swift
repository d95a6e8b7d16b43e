/// Where something stands in a layout or media file.
public struct Spot: Sendable, Hashable, CustomStringConvertible {
    /// The file's name, such as `lot.yaml`.
    public let file: String
    /// From 1.
    public let line: Int

    /// Such as `lot.yaml, line 7`.
    public var description: String { "\(file), line \(line)" }
}

/// Why layouts and media could not be read, in order of precedence.
public enum LayoutFault: Error, Hashable, CustomStringConvertible {
    case folderUnreadable(path: String)
    case fileUnreadable(file: String)
    /// The file is longer than `limit` bytes.
    case fileTooLong(file: String, limit: Int)
    case notYAML(Spot, problem: String)
    case keyMissing(Spot, key: String)
    /// `meant` is the known key that it resembles most.
    case keyUnknown(Spot, key: String, meant: String?)
    /// There is no such icon or word; `meant` is the one that it resembles most.
    case nameUnknown(Spot, key: String, name: String, meant: String?)
    /// What stands there is not what the key takes.
    case valueWrong(Spot, key: String, found: String, wanted: String)

    /// One sentence that says where it is wrong and what was meant.
    public var description: String {
        switch self {
        case .folderUnreadable(let path): "The folder \(path) cannot be read."
        case .fileUnreadable(let file): "\(file) cannot be read as UTF-8 text."
        case .fileTooLong(let file, let limit): "\(file) is longer than \(limit) bytes."
        case .notYAML(let spot, let problem): "\(spot): this is not YAML: \(problem)."
        case .keyMissing(let spot, let key): "\(spot): \"\(key)\" is missing here."
        case .keyUnknown(let spot, let key, let meant):
            "\(spot): \"\(key)\" is not known here"
                + (meant.map { "; did you mean \"\($0)\"?" } ?? ".")
        case .nameUnknown(let spot, let key, let name, let meant):
            "\(spot): \"\(key)\" names \"\(name)\", which there is not"
                + (meant.map { "; did you mean \"\($0)\"?" } ?? ".")
        case .valueWrong(let spot, let key, let found, let wanted):
            "\(spot): \"\(key)\" takes \(wanted), not \"\(found)\"."
        }
    }
}
