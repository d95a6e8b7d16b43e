import Dispatch
import Foundation
import Glibc
import Journal
import Synchronization

// Safety: `open`, `pwrite` and `stat` take paths, bytes and values of ours that outlive the calls.

/// Keeps the note of how far the journal goes: written over after a commit, at most ten times a second, and on the disk within
/// a minute.
///
/// What the kernel was given outlives the process, so a hub that is killed has noted each entry that it acknowledged but those of
/// the last tenth of a second; what the disk was given outlives the power. The note is never ahead of the journal on the disk.
final class HeadNote: Sendable {
    private struct State {
        var file: Int32?
        /// What the file says.
        var said: JournalHead?
        /// What it says on the disk.
        var synced: JournalHead?
        /// When it was last written over, and the head that waits until that is long enough ago.
        var writtenAt: ContinuousClock.Instant?
        var waiting: JournalHead?
        /// Whether the last time that it was to be put on the disk failed.
        var isFailing = false
        var isClosed = false
    }

    private let directory: DataDirectory
    private let hub: String
    /// What the data directory is; where another folder took its place, that one has a note of its own.
    private let folder: FilePlace
    private let state = Mutex(State())
    /// One at a time puts it on the disk, and who commits does not wait for that.
    private let syncing = Mutex(())

    /// Nothing is written yet.
    init(_ directory: DataDirectory, hub: String, in folder: FilePlace) {
        (self.directory, self.hub, self.folder) = (directory, hub, folder)
    }

    /// Between two times that it is written over: each makes the next sync of the log dearer where the disk keeps what it knows
    /// of both files in one block.
    private static let pauseMilliseconds = 100

    /// Writes a later head over the one before, at once or after the pause; where that fails, the next time that it is put on
    /// the disk tells.
    func keep(_ head: JournalHead) {
        let isNext = state.withLock { state in
            let now = ContinuousClock.now
            guard let last = state.writtenAt, now - last < .milliseconds(Self.pauseMilliseconds)
            else {
                state.writtenAt = now
                write(head, &state)
                return false
            }
            defer { state.waiting = head }
            return state.waiting == nil
        }
        guard isNext else { return }
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(Self.pauseMilliseconds))
        { [weak self] in
            self?.state.withLock { state in
                guard let head = state.waiting else { return }
                state.waiting = nil
                state.writtenAt = .now
                self?.write(head, &state)
            }
        }
    }

    private func write(_ head: JournalHead, _ state: inout State) {
        guard let file = state.file, (state.said?.seq ?? -1) < head.seq else { return }
        if overwrite(file, with: head) {
            state.said = head
        } else {
            close(file)
            state.file = nil
        }
    }

    /// Notes a head on the disk, unless it is there already or the note was closed.
    ///
    /// - Throws: `POSIXError`.
    func sync(_ head: JournalHead) throws {
        try syncing.withLock { _ in
            state.withLock { write(head, &$0) }
            let (file, said, synced, isClosed) = state.withLock {
                ($0.file, $0.said, $0.synced, $0.isClosed)
            }
            guard !isClosed else { return }
            let isThere =
                file.map { FileIdentity(of: $0) == FileIdentity(at: directory.anchor.path) }
                ?? false
            if !isThere, folder.isInPlace { return try begin(head) }
            guard let file, said != synced else { return }
            guard fsync(file) == 0 else {
                throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
            }
            state.withLock { $0.synced = said }
        }
    }

    /// Notes the same, or says that it cannot be noted unless that was said.
    func sync(_ head: JournalHead, orSay failed: (any Error) -> Void) {
        do {
            try sync(head)
            state.withLock { $0.isFailing = false }
        } catch {
            let isKnown = state.withLock { state in
                defer { state.isFailing = true }
                return state.isFailing
            }
            if !isKnown { failed(error) }
        }
    }

    /// Notes nothing more.
    func end() {
        syncing.withLock { _ in
            state.withLock { state in
                state.isClosed = true
                if let file = state.file { close(file) }
                state.file = nil
            }
        }
    }

    deinit { end() }

    /// Puts a new file in place of what is there, and writes that over from here on.
    private func begin(_ head: JournalHead) throws {
        try JournalAnchor(hub: hub, head: head).write(to: directory)
        let file = unsafe open(directory.anchor.path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        state.withLock { state in
            if let before = state.file { close(before) }
            let later = state.said.flatMap { $0.seq > head.seq ? $0 : nil }
            (state.file, state.said, state.synced) = (file, head, head)
            // Someone committed while the new file was made.
            if let later, overwrite(file, with: later) { state.said = later }
        }
    }

    /// In place, all of it within one sector of a disk.
    private func overwrite(_ file: Int32, with head: JournalHead) -> Bool {
        guard let bytes = try? JournalAnchor(hub: hub, head: head).content() else { return false }
        return unsafe bytes.withUnsafeBytes {
            unsafe pwrite(file, $0.baseAddress, $0.count, 0) == $0.count
        }
    }
}

/// What tells a file from another that stands in its place.
struct FileIdentity: Hashable, Sendable {
    private let device: dev_t
    private let inode: ino_t

    /// Of the file that a path leads to; nil where it leads to none.
    init?(at path: String) {
        var status = Glibc.stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        (device, inode) = (status.st_dev, status.st_ino)
    }

    /// Of an open file.
    init?(of descriptor: Int32) {
        var status = Glibc.stat()
        guard unsafe fstat(descriptor, &status) == 0 else { return nil }
        (device, inode) = (status.st_dev, status.st_ino)
    }
}
