import Dispatch
import Foundation
import GRDB
import Journal
package import Stock
import Synchronization

/// What a look at the journal beside the running hub found to be damaged.
package struct JournalDamage: Codable, Hashable, Sendable {
    /// The first entry that is not what was recorded; nil where the database cannot be read at all.
    package let seq: Int64?
    /// One line in English.
    package let description: String
    /// When it was found.
    package let at: Moment
}

extension JournalDamage {
    fileprivate init(_ finding: VerificationFinding, at: Moment) {
        self.init(seq: finding.seq, description: finding.description, at: at)
    }
}

/// How far the journal is checked, and what came of it, as a small file outside the database says.
package struct JournalCheckRecord: Codable, Hashable, Sendable {
    let hub: String
    /// Where the walk that is under way stands.
    var position = ChainPosition()
    /// When the walk began that is under way; nil where none is.
    var began: Moment?
    /// When the last one began that came to an end.
    var lastBegan: Moment?
    /// When that one ended; nil before the first did.
    package fileprivate(set) var ended: Moment?
    /// What the last one found that ended; nil where the chain was whole.
    private(set) var walked: JournalDamage?
    /// What the last verification found, which looks at more; nil where all was whole.
    private(set) var verified: JournalDamage?

    /// What is known to be damaged; nil where nothing is.
    package var damage: JournalDamage? { walked ?? verified }

    init(hub: HubID) { self.hub = hub.description }

    /// What a data directory's file says of the hub; a new record where it says nothing that can be used.
    fileprivate init(_ directory: DataDirectory, hub: HubID) {
        let read = (try? Data(contentsOf: directory.check)).flatMap {
            try? JSONDecoder().decode(Self.self, from: $0)
        }
        self = read.flatMap { $0.hub == hub.description ? $0 : nil } ?? Self(hub: hub)
    }

    /// The walk that is under way came to its end.
    fileprivate mutating func end(_ finding: VerificationFinding?, at now: Moment) {
        (lastBegan, began, ended, position) = (began, nil, now, ChainPosition())
        walked = finding.map { JournalDamage($0, at: now) }
    }

    /// All was looked at, the chain too.
    fileprivate mutating func verify(_ finding: VerificationFinding?, at now: Moment) {
        verified = finding.map { JournalDamage($0, at: now) }
        if finding == nil { walked = nil }
    }
}

/// Checks the journal's chain while the hub goes on, a little at a time: all after each start, and all within a day.
///
/// A walk that was under way when the hub stopped goes on where it stood, so that a hub that is seldom on for long comes
/// to the journal's end; then another begins, for who knows what happened to the disk while the hub was off.
///
/// Each part is a short transaction on a connection of its own, so nobody waits for it and the log can be brought
/// into the database between two of them.
final class JournalCheck: Sendable {
    /// Between two parts, so many times as long as the last part took.
    private static let rest = 20
    /// How long one part takes at the most, if its first entry does not take longer.
    private static let partLimit = Duration.milliseconds(20)
    /// From one walk's beginning to the next one's: each entry is looked at once a day, though the walk takes hours.
    private static let everyMicroseconds: Int64 = 20 * 3_600 * 1_000_000
    /// Until it is looked again whether a walk is due, and between two notes of where one stands.
    private static let pause = Duration.seconds(60)

    private let directory: DataDirectory
    private let hub: HubID
    private let clock: any HubClock
    private let entriesAtOnce: Int
    private let known: Mutex<JournalCheckRecord>
    private let queue = DispatchQueue(label: "larder-journal-check", qos: .background)
    /// The queue's alone.
    private let state = Mutex(State())

    private struct State {
        var isStopped = false
        /// Whether a walk began since the hub was started.
        var hasBegun = false
        var noted = ContinuousClock.now
    }

    init(_ directory: DataDirectory, hub: HubID, clock: any HubClock, entriesAtOnce: Int = 1_000) {
        (self.directory, self.hub, self.clock) = (directory, hub, clock)
        self.entriesAtOnce = entriesAtOnce
        known = Mutex(JournalCheckRecord(directory, hub: hub))
    }

    /// How far the check has come.
    var record: JournalCheckRecord { known.withLock { $0 } }

    /// Checks part after part until its task is cancelled.
    ///
    /// - Parameter found: Called each time that a walk ends at damage, or a verification does.
    func run(found: @Sendable (JournalDamage) -> Void) async {
        var said = record.damage
        while !Task.isCancelled {
            let pause = await withCheckedContinuation { continuation in
                queue.async { continuation.resume(returning: self.checkPart()) }
            }
            if record.damage != said {
                said = record.damage
                if let damage = said { found(damage) }
            }
            try? await Task.sleep(for: pause)
        }
    }

    /// Ends after the part that is under way.
    func stop() { queue.sync { state.withLock { $0.isStopped = true } } }

    /// Checks the next entries, if a walk is under way or due.
    ///
    /// - Returns: How long to wait before the next part.
    func checkPart() -> Duration {
        guard !state.withLock({ $0.isStopped }) else { return Self.pause }
        var record = record
        let now = clock.now()
        let isFirst = record.began == nil
        if isFirst {
            if let last = record.lastBegan, state.withLock({ $0.hasBegun }),
                (0..<Self.everyMicroseconds).contains(now.microseconds - last.microseconds)
            {
                return Self.pause
            }
            (record.position, record.began) = (ChainPosition(), now)
            state.withLock { $0.hasBegun = true }
        }
        let began = ContinuousClock.now
        do {
            let outcome = try look(from: record.position, since: began)
            switch outcome {
            case .isAt(let position): record.position = position
            case .ended(let finding): record.end(finding, at: now)
            }
        } catch {
            // A lock, or no room for a file beside the database: it is not the journal.
            return Self.pause
        }
        let took = ContinuousClock.now - began
        known.withLock { $0 = record }
        note(record, atOnce: isFirst || record.began == nil)
        return took * Self.rest
    }

    /// Keeps what a verification of the whole journal came to.
    ///
    /// - Parameter finding: The first thing that is wrong; nil where all is well.
    func note(verified finding: VerificationFinding?) {
        queue.sync {
            guard !state.withLock({ $0.isStopped }) else { return }
            let now = clock.now()
            let record = known.withLock { record in
                record.verify(finding, at: now)
                return record
            }
            note(record, atOnce: true)
        }
    }

    private enum Outcome {
        case isAt(ChainPosition)
        case ended(VerificationFinding?)
    }

    private func look(
        from position: ChainPosition, since began: ContinuousClock.Instant
    ) throws -> Outcome {
        do {
            return try StoreConnection.reader(directory.database).read { db in
                var position = position
                if try !position.stands(in: db) { position = ChainPosition() }
                var left = entriesAtOnce
                let (finding, isAtEnd) = try position.follow(db, of: hub) { _ in
                    left -= 1
                    return left > 0 && ContinuousClock.now - began < Self.partLimit
                }
                return finding != nil || isAtEnd ? .ended(finding) : .isAt(position)
            }
        } catch let error as DatabaseError where error.resultCode.saysDamage {
            return .ended(.unreadable(error))
        }
    }

    /// Where it stands can be lost: then some of it is looked at twice.
    private func note(_ record: JournalCheckRecord, atOnce: Bool) {
        let isDue = state.withLock { state in
            guard atOnce || ContinuousClock.now - state.noted > Self.pause else { return false }
            state.noted = ContinuousClock.now
            return true
        }
        guard isDue, let content = try? EntryJSON.encode(record) else { return }
        try? DataDirectory.replace(directory.check, with: content)
    }
}
