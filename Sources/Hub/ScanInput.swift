package import API
import Barcodes
import Journal
package import Stock
package import Storage

/// A scan as its sender's texts say it, or why they say none.
package struct ScanInput: Sendable {
    let scan: Result<Scan, any Error>
    /// As the sender names it, also where the rest says no scan.
    let station: String?

    /// A scan that was made here.
    package init(_ scan: Scan) {
        (self.scan, station) = (.success(scan), scan.facts.station)
    }

    fileprivate init(reading request: ScanRequest) {
        (scan, station) = (Result { try request.request() }, request.station)
    }
}

/// What a person typed as a code on a page, in all that it may say.
package struct TypedScanInput: Sendable {
    /// All of it as a code, or a name.
    let whole: ScanInput
    /// How many of which code.
    let reading: TypedScan
    /// A scan for each code of the reading that is not all of it.
    let parts: [String: ScanInput]

    fileprivate init(reading request: ScanRequest) {
        (whole, reading) = (request.input(), TypedScan(request.code))
        parts = reading.readings.reduce(into: [:]) { parts, amount in
            guard amount.code != request.code else { return }
            var part = request
            (part.code, part.quantity) = (amount.code, amount.quantity ?? request.quantity)
            parts[amount.code] = part.input()
        }
    }
}

extension ScanRequest {
    /// What it says, read into the ledger's types.
    package func input() -> ScanInput { ScanInput(reading: self) }

    /// The same of what a person typed as its code, and without a sender of its own.
    package func typedInput() -> TypedScanInput { TypedScanInput(reading: self) }

    /// The scan as the ledger takes it, its texts held to their bounds.
    ///
    /// - Throws: A ``Problem`` that names the first thing that is wrong.
    package func request() throws -> Scan {
        guard let mode = mode?.known else {
            throw Problem.modeUnknown
        }
        guard let id else {
            throw Problem.scanIDMissing
        }
        return try request(id: try InputParsing.id(id), mode: mode)
    }

    package func request(id: EntryID, mode: ScanMode) throws -> Scan {
        let scanned = try InputParsing.scanned(code)
        // Nobody could ever say what such a scan was; a look-up says that it is unknown.
        guard mode == .lookup || item != nil || !InputParsing.isCommand(scanned) else {
            throw Problem.codeIsACommand
        }
        var facts = ScanFacts(mode: mode, code: code)
        facts.quantity = try quantity.map { try InputParsing.quantity($0) }
        facts.weightGrams = try weightGrams.map { try InputParsing.weight($0) }
        facts.at = at
        let happenedAt = try at.map { try InputParsing.moment($0) }
        facts.dateLabel = try dateLabel?.label()
        facts.lotNumber = try lotNumber.flatMap(InputParsing.lotNumber)
        facts.programme = try programme.map(InputParsing.programme)
        facts.donation = try donation.map { try InputParsing.id($0) }
        facts.distribution = try distribution.map { try InputParsing.id($0) }
        facts.count = try count.map { try InputParsing.id($0) }
        guard mode != .count || facts.count != nil else { throw Problem.fieldMissing("count") }
        facts.reason = try reason.map { try InputParsing.text($0, "reason", 0...200) }
        facts.station = try station.map { try InputParsing.text($0, "station", 0...60) }
        var request = Scan(
            id: id, facts: facts, keys: scanned.keys, keyToLearn: scanned.keyToLearn)
        request.item = try item.map { try InputParsing.id($0) }
        (request.at, request.readAt) = (happenedAt, happenedAt)
        request.place = try place.flatMap { $0.isEmpty ? nil : try InputParsing.place($0) }
        request.to = try to.flatMap { $0.isEmpty ? nil : try InputParsing.place($0) }
        request.source = try source.flatMap { try Self.source($0) }
        return request
    }

    private static func source(_ text: String) throws -> SourceReference? {
        if let id = SourceID(text) { return .id(id) }
        let name = try InputParsing.text(text, "source", 0...120)
        return name.isEmpty ? nil : .name(name)
    }
}

extension DateLabelText {
    /// - Throws: `date_kind_unknown`, `date_unreadable`.
    package func label() throws -> DateLabel {
        guard let kind = kind.known else {
            throw Problem.dateKindUnknown
        }
        guard let date = PartialDate(date) else {
            throw Problem.dateLabelUnreadable
        }
        return DateLabel(kind: kind, date: date)
    }
}
