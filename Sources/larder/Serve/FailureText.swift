import Foundation
import Storage

/// Faults in one line for the terminal: what is wrong, and what to do.
enum FailureText {
    static func of(_ error: any Error) -> String {
        switch error {
        case StorageFault.hubIsRunning(let path):
            "Another Larder is running on \(path). Stop it first, or use another directory with --data."
        case StorageFault.directoryUnusable(let path, let reason):
            "The data directory \(path) cannot be used: \(reason)"
        case StorageFault.hubNotFound(let path): "There is no hub's data in \(path)."
        case StorageFault.directoryNotEmpty(let path):
            "\(path) is not empty; nothing was written over."
        case StorageFault.durabilityRefused(let synchronous):
            "The database does not promise to keep what it is given (synchronous=\(synchronous)). The hub does not start."
        case StorageFault.schemaIsNewer:
            "The data were written by a newer Larder. Use that version, or a newer one."
        case let finding as VerificationFinding:
            "The journal is damaged: \(finding.description). Restore the last backup into another directory."
        default: "The data could not be opened: \(error)"
        }
    }
}
