/// Where something stands in a layout or media file.
public struct FilePosition: Sendable, Hashable, CustomStringConvertible {
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
    case notYAML(FilePosition, problem: String)
    case keyMissing(FilePosition, key: String)
    /// `meant` is the known key that it resembles most.
    case keyUnknown(FilePosition, key: String, meant: String?)
    /// There is no such icon or word; `meant` is the one that it resembles most.
    case nameUnknown(FilePosition, key: String, name: String, meant: String?)
    /// What stands there is not what the key takes.
    case valueWrong(FilePosition, key: String, found: String, wanted: String)

    /// One sentence that says where it is wrong and what was meant.
    public var description: String {
        switch self {
        case .folderUnreadable(let path): "The folder \(path) cannot be read."
        case .fileUnreadable(let file): "\(file) cannot be read as UTF-8 text."
        case .fileTooLong(let file, let limit): "\(file) is longer than \(limit) bytes."
        case .notYAML(let position, let problem): "\(position): this is not YAML: \(problem)."
        case .keyMissing(let position, let key): "\(position): \"\(key)\" is missing here."
        case .keyUnknown(let position, let key, let meant):
            "\(position): \"\(key)\" is not known here"
                + (meant.map { "; did you mean \"\($0)\"?" } ?? ".")
        case .nameUnknown(let position, let key, let name, let meant):
            "\(position): \"\(key)\" names \"\(name)\", which there is not"
                + (meant.map { "; did you mean \"\($0)\"?" } ?? ".")
        case .valueWrong(let position, let key, let found, let wanted):
            "\(position): \"\(key)\" takes \(wanted), not \"\(found)\"."
        }
    }
}
