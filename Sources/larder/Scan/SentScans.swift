import API
import Foundation
import NIOHTTP1

/// The scans that commands sent from this machine lately, and as what the hub said it has them.
///
/// A hub whose disk lost its last entries, or that was put back to an older copy of its database, lacks what it had said is
/// recorded: that is sent again, under the same ids.
struct SentScans {
    /// Scans that are kept at the most; those that were sent last.
    static let limit = 2_000
    /// Seconds that a scan is kept: three days.
    static let age = 3 * 86_400.0

    /// A scan that the hub said it has.
    private struct Record: Codable {
        let hub: String
        let epoch: Int64
        let seq: Int64
        /// Seconds since 1970.
        let at: Double
        /// The request's exact text.
        let body: String

        init(_ health: HealthResponse, _ seq: Int64, at: Double, body: String) {
            (hub, epoch, self.seq) = (health.hub, health.epoch, seq)
            (self.at, self.body) = (at, body)
        }

        /// Whether the hub lacks it, or may.
        func isGone(by health: HealthResponse) -> Bool {
            guard hub == health.hub else { return false }
            guard epoch != health.epoch else { return seq > health.seq }
            return epoch &+ 1 != health.epoch || seq >= health.epochFrom
        }

        var line: Data {
            get throws { try JSONEncoder().encode(self) + [0x0A] }
        }
    }

    private let folder: HubFolder
    private var health: HealthResponse?
    /// The highest number that was told.
    private var highest: Int64 = 0

    init(_ folder: HubFolder) { self.folder = folder }

    /// Holds what was sent against what the hub has, and sends again what is gone.
    ///
    /// - Throws: ``CommandFailure`` where the hub cannot be reached.
    mutating func compare(with hub: HubConnection) async throws {
        let (status, answer) = try await hub.send(.GET, "/health")
        // A hub of an earlier release does not say which it is; nothing is kept then.
        health = status == 200 ? try? JSONDecoder().decode(HealthResponse.self, from: answer) : nil
        guard let health else { return }
        var (kept, again) = (read(), 0)
        for index in kept.indices where kept[index].isGone(by: health) {
            let (status, answer) = try await hub.send(
                .POST, "/api/v1/scans", body: Data(kept[index].body.utf8))
            guard status < 400, let seq = Self.seq(answer) else { continue }
            if status != 200 { again += 1 }
            kept[index] = Record(health, seq, at: kept[index].at, body: kept[index].body)
        }
        highest = health.seq
        try? write(kept)
        if again > 0 {
            Terminal.warn(
                "The hub fell back to an older state. It lacked \(again) scans that were sent from here; they were sent again."
            )
        }
    }

    /// Keeps a scan that the hub said it has.
    ///
    /// - Returns: Whether its number was given before: the hub fell back since the last look.
    mutating func note(_ body: Data, answer: Data, status: Int) -> Bool {
        guard let health, status < 400, let seq = Self.seq(answer) else { return false }
        let sent = Record(
            health, seq, at: Date().timeIntervalSince1970,
            body: String(decoding: body, as: UTF8.self))
        // A scan that is recorded stands, whether or not it can be kept here.
        try? append(sent)
        defer { highest = max(highest, seq) }
        return status != 200 && seq <= highest
    }

    private static func seq(_ answer: Data) -> Int64? {
        (try? JSONDecoder().decode(ScanResponse.self, from: answer))?.seq
    }

    private func read() -> [Record] {
        guard let bytes = try? Data(contentsOf: folder.sentScans) else { return [] }
        let oldest = Date().timeIntervalSince1970 - Self.age
        return bytes.split(separator: 0x0A).compactMap {
            try? JSONDecoder().decode(Record.self, from: $0)
        }.filter { $0.at > oldest }.suffix(Self.limit)
    }

    private func write(_ kept: [Record]) throws {
        guard !kept.isEmpty || FileManager.default.fileExists(atPath: folder.sentScans.path) else {
            return
        }
        try folder.keep(sentScans: try kept.reduce(into: Data()) { $0 += try $1.line })
    }

    private func append(_ sent: Record) throws {
        if !FileManager.default.fileExists(atPath: folder.sentScans.path) {
            try folder.keep(sentScans: Data())
        }
        let handle = try FileHandle(forWritingTo: folder.sentScans)
        defer { try? handle.close() }
        try handle.seekToEnd()
        try handle.write(contentsOf: try sent.line)
    }
}
