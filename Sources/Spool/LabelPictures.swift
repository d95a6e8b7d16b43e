import Foundation
import Printing
import Rendering
import Stock
import Storage

/// The printer of a hub that has none: each job becomes one PNG of the label's exact dots.
struct LabelPictures: Sendable {
    let folder: URL

    /// The picture of a job; it may be gone, or not there yet.
    func file(of job: PrintJobID) -> URL { folder.appendingPathComponent("\(job).png") }

    /// Writes a label's picture, on the disk when this returns, and removes the oldest beyond the
    /// bound.
    func save(_ label: Bitmap, of job: PrintJobID) throws(SpoolFault) {
        do {
            let png = Data(try label.png())
            let files = FileManager.default
            try files.createDirectory(
                at: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            let draft = draft(of: job)
            guard
                files.createFile(
                    atPath: draft.path, contents: png, attributes: [.posixPermissions: 0o600])
            else { throw SpoolFault.pictureNotSaved(path: folder.path) }
            try sync(draft)
            // A rename takes the place of what an earlier, interrupted attempt left.
            _ = try? FileManager.default.removeItem(at: file(of: job))
            try FileManager.default.moveItem(at: draft, to: file(of: job))
            try sync(folder)
        } catch {
            throw .pictureNotSaved(path: folder.path)
        }
        forgetOldest()
    }

    /// Removes the pictures of jobs; their bytes are overwritten first.
    func forget(_ jobs: [PrintJobID]) {
        for path in jobs.flatMap({ [file(of: $0), draft(of: $0)] }) {
            if let handle = try? FileHandle(forWritingTo: path), let size = try? handle.seekToEnd()
            {
                try? handle.seek(toOffset: 0)
                try? handle.write(contentsOf: Data(count: Int(size)))
                try? handle.synchronize()
                try? handle.close()
            }
            try? FileManager.default.removeItem(at: path)
        }
        try? sync(folder)
    }

    private func draft(of job: PrintJobID) -> URL { folder.appendingPathComponent("\(job).draft") }

    private func sync(_ path: URL) throws {
        let handle = try FileHandle(forReadingFrom: path)
        defer { try? handle.close() }
        try handle.synchronize()
    }

    /// What cannot be removed now is tried again with the next picture.
    private func forgetOldest() {
        let key = URLResourceKey.contentModificationDateKey
        let files = try? FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: [key])
        guard let files, files.count > SpoolLimits.picturesKept else { return }
        let aged = files.map { file -> (URL, Date) in
            let values = try? file.resourceValues(forKeys: [key])
            return (file, values?.contentModificationDate ?? .distantPast)
        }
        for (file, _) in aged.sorted(by: { $0.1 < $1.1 }).dropLast(SpoolLimits.picturesKept) {
            try? FileManager.default.removeItem(at: file)
        }
    }
}
