import Foundation

/// Why a program did not do what a test started it for.
struct ProgramFailed: Error {
    let program: [String]
    let status: Int32
    let complaint: String
}

/// Programs that the tests start.
enum Program {
    /// Tests/PrinterProbe, which is built into the folder that this very program was built into.
    static let probe = built("PrinterProbe")
    /// Tests/SpoolProbe, likewise.
    static let spool = built("SpoolProbe")

    private static func built(_ name: String) -> String {
        FileManager.default
            .destination(ofLink: "/proc/self/exe").deletingLastPathComponent()
            .appending(component: name).path
    }

    /// A file beside this test target's folder.
    static func source(_ path: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: path).path
    }

    /// Runs a program to its end, for half a minute at most, and returns what it wrote.
    ///
    /// - Throws: ``ProgramFailed`` unless it ends with 0. The test bed wants the Debian packages
    ///   `umockdev`, `gir1.2-umockdev-1.0` and `python3-gi`.
    static func output(of program: [String]) async throws -> [UInt8] {
        try await Folder.temporary { folder in
            try folder.write([], to: "output")
            try folder.write([], to: "complaint")
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = ["timeout", "30"] + program
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = FileHandle(forWritingAtPath: folder.path("output"))
            process.standardError = FileHandle(forWritingAtPath: folder.path("complaint"))
            try await withCheckedThrowingContinuation {
                (ended: CheckedContinuation<Void, any Error>) in
                process.terminationHandler = { _ in ended.resume() }
                do { try process.run() } catch { ended.resume(throwing: error) }
            }
            guard process.terminationStatus == 0 else {
                throw ProgramFailed(
                    program: program, status: process.terminationStatus,
                    complaint: String(decoding: try folder.read("complaint"), as: UTF8.self))
            }
            return try folder.read("output")
        }
    }
}

extension FileManager {
    fileprivate func destination(ofLink path: String) -> URL {
        URL(fileURLWithPath: (try? destinationOfSymbolicLink(atPath: path)) ?? path)
    }
}
