import API
import Barcodes
import Journal
import Stock
import Storage

/// What the id of a scan file's line is derived from, so that the same file read twice is recorded once.
struct ScanLineOrigin: Sendable {
    /// Where the scan was; nil where the line names no place.
    let place: PlaceReference?
    let texts: ScanLineTexts
    /// Whether earlier Larders recorded such a line under ``ScanLineTexts/earlierID(_:)``.
    let hasEarlierIDs: Bool
    /// A number without the zeros that a spreadsheet drops.
    private let station: String
    /// The station as the line names it, where that is another spelling.
    private let namedStation: String?
    /// The moment in UTC, or the name of the batch.
    private let at: String
    private let key: String
    private let quantity: Int64

    /// - Throws: `time_missing` where neither the scan nor the batch says when it was.
    init(_ scan: Scan, _ texts: ScanLineTexts, batch: String?) throws {
        place = scan.place
        self.texts = texts
        let named = scan.facts.station ?? ""
        station = SpreadsheetCode.plainNumber(named) ?? named
        namedStation = station == named ? nil : named
        key = scan.keys.first ?? scan.keyToLearn
        quantity = scan.facts.quantity ?? 1
        let said = scan.facts.at.flatMap { Self.normal($0) }
        hasEarlierIDs = said != nil
        guard let at = said ?? batch else {
            throw Problem.timeMissing
        }
        self.at = at
    }

    /// What equal lines have in common, at a place and with the line's own key or another that it may mean.
    func identity(place: PlaceID?, key other: String? = nil) -> String {
        identity(of: station, place, key: other ?? key)
    }

    /// The same with the station as it stands, by which Larders until the end of 2026 named such a line; nil where that is
    /// the same.
    func earlierIdentity(place: PlaceID?) -> String? {
        namedStation.map { identity(of: $0, place, key: key) }
    }

    private func identity(of station: String, _ place: PlaceID?, key: String) -> String {
        "\(station)\n\(at)\n\(place?.description ?? "")\n\(key)\n\(quantity)"
    }

    /// The first 16 bytes of SHA-256 of `larder-batch-v2`, the identity and `n`, one a line, as a version 8
    /// UUID; `n` counts equal lines of one file from 1.
    static func id(_ identity: String, occurrence n: Int) -> EntryID {
        EntryID(hashOf: "larder-batch-v2\n\(identity)\n\(n)")
    }

    /// RFC 3339 in UTC, with as many decimals as the text has, more than a moment keeps among them; nil where it is no
    /// time.
    private static func normal(_ text: String) -> String? {
        guard let moment = Moment(text)?.description else { return nil }
        let written = text.drop { $0 != "." }.dropFirst().prefix { $0.isWholeNumber }
        let decimals = String(written.reversed().drop { $0 == "0" }.reversed())
        return String(moment.prefix { $0 != "." }) + (decimals.isEmpty ? "" : ".\(decimals)") + "Z"
    }
}

/// A line's station, time, code and quantity as the file has them.
struct ScanLineTexts: Sendable {
    /// One a line: equal lines were told apart by their count.
    let identity: String

    init(station: String, at: String, code: String, quantity: String) {
        identity = [station, at, code, quantity].joined(separator: "\n")
    }

    init(_ json: ScanRequest) {
        self.init(
            station: json.station ?? "", at: json.at ?? "", code: json.code,
            quantity: json.quantity.map { String($0) } ?? "")
    }

    /// The id that Larders until the end of 2026 gave the `n`th line of these texts.
    func earlierID(_ n: Int) -> EntryID { EntryID(hashOf: "larder-batch-v1\n\(identity)\n\(n)") }
}
