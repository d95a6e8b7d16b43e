import CFileStatus
import Foundation
import Glibc

// Safety: `open` and `statx` take paths and room that outlive the calls.

/// A file or a folder that stood at a path once, held on to without being opened: to close another descriptor of the database
/// would let go of SQLite's locks.
final class FilePlace: Sendable {
    private let path: String
    /// Below zero where nothing was opened.
    ///
    /// While it is held, no other file gets its number.
    private let held: Int32
    private let stood: Inode?

    init(_ path: String) {
        self.path = path
        held = unsafe open(path, Self.onlyPath | O_CLOEXEC)
        stood = Inode(at: path)
    }

    deinit { close(held) }

    /// `O_PATH`, the same on every machine of 64 bits that Larder runs on; Swift does not see its name.
    private static let onlyPath: Int32 = 0o10000000

    /// Whether the path leads to it still, whatever was moved, linked or mounted; where nothing was to be seen, that is not
    /// asked.
    var isInPlace: Bool { stood == nil || Inode(at: path) == stood }

    /// Where it stands now as the kernel tells it (proc(5), `/proc/self/fd`); nil where no path leads to it any more.
    ///
    /// What lies under something that was mounted over it is told as it was.
    var whereabouts: String? {
        let found = try? FileManager.default.destinationOfSymbolicLink(
            atPath: "/proc/self/fd/\(held)")
        return found.flatMap { $0.hasSuffix(" (deleted)") ? nil : $0 }
    }
}

/// What tells a file from another, by its number alone.
///
/// Whoever asks when a file was changed, as `stat` does, makes Linux (6.13 and later) note its next change to the nanosecond, and the
/// next sync of the log write that note to the disk: scans were a tenth slower. `statx` is asked for no times.
private struct Inode: Equatable {
    private let major, minor: UInt32
    private let inode: UInt64

    /// Of what a path leads to; nil where it leads to nothing.
    init?(at path: String) {
        var status = statx()
        let mask = UInt32(STATX_TYPE | STATX_INO)
        guard unsafe statx(AT_FDCWD, path, 0, mask, &status) == 0 else { return nil }
        (major, minor, inode) = (status.stx_dev_major, status.stx_dev_minor, status.stx_ino)
    }
}
