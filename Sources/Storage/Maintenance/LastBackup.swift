import Foundation
package import Stock

// It stands beside the database, as microseconds since 1970: a backup from a disk that fails or is full is the one that is
// wanted most, and what is written to the database there puts the whole hub in doubt.
extension Store {
    /// When a copy of the whole database was last taken away; nil where none was, or where that cannot be read.
    package var lastBackup: Moment? {
        guard let note = try? String(contentsOf: directory.lastBackup, encoding: .utf8) else {
            return nil
        }
        return Int64(note).map { Moment(microseconds: $0) }
    }

    /// Notes that a copy was taken away whole just now.
    ///
    /// - Throws: `POSIXError` where the disk takes nothing; the last one stays noted then.
    package func noteBackup() throws {
        try DataDirectory.replace(
            directory.lastBackup, with: Data("\(clock.now().microseconds)".utf8))
    }
}
