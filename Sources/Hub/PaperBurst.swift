import API
import Barcodes
import Journal
import Stock
import Storage
import Synchronization

/// Scans in their order, which knows the lines of a person's paper by those before them.
///
/// A licence comes as its lines: a header, and elements of which many look like codes. What has the name of an element
/// right behind such a line is one too, unless it is a code that is known here.
struct PaperBurst: Sendable {
    /// Scans that may lie between two lines of one paper, where stations take turns or someone went on scanning.
    private static let longestGap = 5

    /// Scans in which what is like a line is one.
    private var left: Int

    /// Whether what is like a line of a paper is held to be one.
    var isOpen: Bool { left > 0 }

    init(isOpen: Bool = false) { left = isOpen ? Self.longestGap : 0 }

    /// The scan, or why it is not taken.
    ///
    /// - Parameters:
    ///   - scan: As it was read.
    ///   - isKnown: Whether the hub knows one of some keys.
    /// - Returns: The scan as it was read, or `paper_of_a_person`.
    mutating func next(
        _ scan: Result<Scan, any Error>, isKnown: ([String]) throws -> Bool
    ) rethrows -> Result<Scan, any Error> {
        var isLine = scan.isPaper
        if case .success(let read) = scan, isOpen, read.isLikePaper {
            isLine = try !isKnown(read.keys)
        }
        left = isLine ? Self.longestGap : max(0, left - 1)
        return isLine ? .failure(Problem.paperOfAPerson) : scan
    }
}

extension Scan {
    /// Whether its code is like a line of a person's paper, and is one where such a line came before it.
    fileprivate var isLikePaper: Bool { PersonalPaper.continues(facts.code) }
}

/// Who sent lines of a person's paper a moment ago.
final class PaperSenders: Sendable {
    /// A device and the station that it says it is.
    struct Sender: Hashable, Sendable {
        let device: ID<Credential>?
        let station: String?
    }

    /// Lines further apart than this are not of one paper, in microseconds; people hold a licence to a scanner again and again.
    private static let longestGap: Int64 = 10_000_000
    /// Senders that are remembered at the most.
    private static let limit = 1_000

    private let lastLines = Mutex<[Sender: Moment]>([:])

    /// Whether nobody sent any.
    var isEmpty: Bool { lastLines.withLock { $0.isEmpty } }

    /// Whether a sender sent a line of a paper a moment before `now`.
    func isInBurst(_ sender: Sender, at now: Moment) -> Bool {
        lastLines.withLock { lines in
            guard let last = lines[sender] else { return false }
            let (gap, overflow) = now.microseconds.subtractingReportingOverflow(last.microseconds)
            return !overflow && gap.magnitude <= Self.longestGap.magnitude
        }
    }

    /// Notes that the scan at `now` was a line of a paper.
    func note(_ sender: Sender, at now: Moment) {
        lastLines.withLock { lines in
            if lines.count >= Self.limit { lines = [:] }
            lines[sender] = now
        }
    }
}

extension Result where Success == Scan, Failure == any Error {
    /// Whether it was a line of a person's paper by itself.
    var isPaper: Bool {
        guard case .failure(let error) = self else { return false }
        return (error as? Problem)?.code == .paperOfAPerson
    }
}

extension Hub {
    /// The scan that a sender says.
    ///
    /// - Throws: A `Problem` that names the first thing that is wrong; `paper_of_a_person` too where the sender sent a
    ///   line of one a moment ago and this is like another.
    func scan(_ said: ScanInput, by device: ID<Credential>?) async throws -> Scan {
        // Where nobody ever sent a paper, nothing is asked about the sender.
        if papers.isEmpty, !said.scan.isPaper { return try said.scan.get() }
        return try await withoutPaper(
            said.scan, from: PaperSenders.Sender(device: device, station: said.station)
        ).get()
    }

    /// A scan as it was read, or `paper_of_a_person` where the sender sent a line of one a moment ago and this is like
    /// another.
    func withoutPaper(
        _ read: Result<Scan, any Error>, from sender: PaperSenders.Sender
    ) async throws -> Result<Scan, any Error> {
        let now = now
        let isOpen = papers.isInBurst(sender, at: now)
        var burst = PaperBurst(isOpen: isOpen)
        var isKnown = false
        if isOpen, let scan = try? read.get(), scan.isLikePaper {
            isKnown = try await self.read { try $0.meaning(of: scan.keys) != nil }
        }
        let scan = burst.next(read) { _ in isKnown }
        if scan.isPaper { papers.note(sender, at: now) }
        return scan
    }
}
