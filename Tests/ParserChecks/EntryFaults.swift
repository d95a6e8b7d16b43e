import Foundation
import Journal

/// What is wrong with how an entry's body is read, whatever it says: as a kind that has a reader of its own, it is what
/// Foundation's decoder reads; empty where nothing is.
public func entryFaults(reading body: [UInt8]) -> [String] {
    let body = Data(body)
    return EntryKinds.plain.keys.sorted().compactMap { kind in
        guard let read = EntryKinds.plain[kind]?(body) else { return nil }
        guard let decoded = try? EntryKinds.decode(kind, body) else {
            return "\(kind) is read and cannot be decoded"
        }
        return AnyHashable(read) == AnyHashable(decoded)
            ? nil : "\(kind) is read as \(read), not \(decoded)"
    }
}
