import Foundation
import Logging

/// One line a message on standard error.
///
/// What is only noted with each request is put into words when there is something to say, not before.
struct PlainLog: LogHandler {
    var logLevel = Logger.Level.notice
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let noted = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
            .map { " \($0.key)=\($0.value)" }.joined()
        Self.write("\(Date().formatted(.iso8601)) \(event.level) \(event.message)\(noted)")
    }

    /// One whole line at once, so that lines of several threads do not mix.
    @Sendable static func write(_ line: String) {
        try? FileHandle.standardError.write(contentsOf: Data("\(line)\n".utf8))
    }
}
