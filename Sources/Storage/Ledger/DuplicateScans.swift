import Journal
import Stock

/// Scans of the last moments, to tell a volunteer of one that came twice.
///
/// Advice only: it is not stored, and two identical scans are two.
struct DuplicateScans {
    /// Microseconds within which an equal scan is worth a word.
    static let window: Int64 = 3_000_000
    private static let limit = 1_000

    private struct Key: Hashable {
        let station: String?
        let mode: ScanMode
        let code: String
        let place: PlaceID?
    }

    private var seen: [Key: Moment] = [:]

    /// Notes a scan, and says whether an equal one came moments before by the sender's own clock.
    mutating func note(_ facts: ScanFacts, at moment: Moment) -> Bool {
        let key = key(of: facts)
        if seen.count >= Self.limit { seen.removeAll(keepingCapacity: true) }
        guard let before = seen.updateValue(moment, forKey: key) else { return false }
        // The later of the two may come first.
        return (moment.microseconds &- before.microseconds).magnitude < Self.window
    }

    /// A scan was taken back: what comes in its place is no second one.
    mutating func forget(_ facts: ScanFacts) { seen[key(of: facts)] = nil }

    private func key(of facts: ScanFacts) -> Key {
        Key(station: facts.station, mode: facts.mode, code: facts.code, place: facts.place)
    }
}

extension Ledger {
    /// Whether an equal scan came moments before one that its sender says happened then; nil for now.
    func isDuplicate(of facts: ScanFacts, saidAt moment: Moment?) -> Bool {
        duplicateScans.note(facts, at: moment ?? clock.now())
    }
}
