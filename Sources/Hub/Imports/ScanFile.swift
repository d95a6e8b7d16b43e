import API
import Foundation
import Journal
package import Stock
package import Storage

/// A file of scanned hand-outs: `at,code,quantity,place,station`, or one scan in JSON a line.
package struct ScanFile: Sendable {
    package struct Line: Sendable {
        /// The line of the file, from 1.
        package let number: Int
        /// What was scanned, for the report; empty where it could not be read.
        package let code: String
        package let request: Result<Scan, any Error>
    }

    package let lines: [Line]

    /// - Throws: `file_empty`, `columns_missing`, `text_encoding_unknown`. A line that cannot be
    ///   read is a refused line.
    package init(_ file: TextFile, isJSON: Bool, day: CivilDate?) throws {
        let scans = isJSON ? try Self.jsonScans(file) : try Self.csvScans(file)
        var occurrences: [String: Int] = [:]
        lines = scans.map { number, scan in
            let request = Result { () -> Scan in
                let scan = try scan.get()
                var id: EntryID
                if let named = scan.json.id {
                    id = try InputParsing.id(named)
                } else {
                    occurrences[scan.identity, default: 0] += 1
                    id = Self.id(scan.identity, occurrence: occurrences[scan.identity] ?? 1)
                }
                let mode = scan.json.mode.map { ScanMode(rawValue: $0) } ?? .distribute
                guard let mode else {
                    throw Problem(.modeUnknown, "The mode is not known.")
                }
                var request = try scan.json.request(id: id, mode: mode)
                request.day = day
                return request
            }
            return Line(number: number, code: (try? scan.get().json.code) ?? "", request: request)
        }
    }

    private struct FileScan {
        let json: ScanRequest
        /// Station, time, code and quantity as the file has them, one a line: equal lines are told
        /// apart by their count.
        let identity: String
    }

    /// The first 16 bytes of SHA-256 of `larder-batch-v1`, station, time, code, quantity and `n`,
    /// one a line, as a version 8 UUID; `n` counts equal lines of one file from 1.
    private static func id(_ identity: String, occurrence: Int) -> EntryID {
        EntryID(hashOf: "larder-batch-v1\n\(identity)\n\(occurrence)")
    }

    private static func csvScans(_ file: TextFile) throws -> [(Int, Result<FileScan, any Error>)] {
        let table = try CSVTable(
            try file.text(), required: ["at", "code"], optional: ["quantity", "place", "station"])
        return table.rows.map { row in (row.line, Result { try scan(row) }) }
    }

    private static func scan(_ row: CSVTable.Row) throws -> FileScan {
        if let fault = row.fault {
            throw Problem(.rowUnreadable, "The row could not be read: \(fault).")
        }
        var json = ScanRequest(code: row["code"])
        json.at = row["at"].isEmpty ? nil : row["at"]
        json.place = row["place"].isEmpty ? nil : row["place"]
        json.station = row["station"].isEmpty ? nil : row["station"]
        if !row["quantity"].isEmpty {
            guard let quantity = Int64(row["quantity"]) else {
                throw Problem(
                    .numberUnreadable,
                    "quantity is a whole number, not “\(row["quantity"].prefix(40))”.")
            }
            json.quantity = quantity
        }
        return FileScan(
            json: json,
            identity: [row["station"], row["at"], row["code"], row["quantity"]].joined(
                separator: "\n"))
    }

    private static func jsonScans(_ file: TextFile) throws -> [(Int, Result<FileScan, any Error>)] {
        try file.lines().enumerated().filter { !$0.element.isBlank }.map { index, line in
            let scan = Result { () -> FileScan in
                let json = try JSONDecoder().decode(ScanRequest.self, from: Data(line.utf8))
                let quantity = json.quantity.map { String($0) } ?? ""
                return FileScan(
                    json: json,
                    identity: [json.station ?? "", json.at ?? "", json.code, quantity].joined(
                        separator: "\n"))
            }
            return (index + 1, scan)
        }
    }
}
