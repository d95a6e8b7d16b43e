import Barcodes
import Journal
package import Stock
package import Storage

/// What came of what a person scanned or typed on a page.
package enum TypedScanOutcome: Sendable {
    case answer(ScanAnswer)
    /// Nothing was recorded: a place's label was scanned, and the next scans are there, so many of what comes first where
    /// that was said.
    case place(PlaceID, quantity: Int64)
    /// Nothing was recorded: a part of a name, or one that items share, was typed, and the person chooses the item.
    case near(name: String, quantity: Int64?)
    /// Nothing was recorded: the person has to say what is the code, and how many of it.
    case unclear
}

/// What a person typed, before it is known which of its readings holds.
private struct ReadScan: Sendable {
    /// All of it as a code, or a name.
    let whole: Scan
    /// How many of which code.
    let reading: TypedScan
    /// By the codes of the reading.
    let parts: [String: Scan]
}

extension Hub {
    /// Records what a person scanned or typed on a page: a code, how many of one, or the whole name of an item.
    ///
    /// A place's label says there where the next scans are. Letters that nobody knows as a code and no
    /// item's whole name, or that of several, record nothing, unless the person chose one of those that are near. All of what
    /// was typed is read first: a code or a name may hold a figure and a sign.
    ///
    /// - Returns: What was recorded, or what it means where nothing was.
    /// - Throws: What ``record(_:from:)`` throws.
    package func record(typed input: TypedScanInput) async throws -> TypedScanOutcome {
        do {
            var parts: [String: Scan] = [:]
            for (code, part) in input.parts { parts[code] = try await scan(part, by: nil) }
            let read = ReadScan(
                whole: try await scan(input.whole, by: nil), reading: input.reading, parts: parts)
            let outcome = try await store.write { try $0.record(typed: read) }
            if case .answer(let answer) = outcome { metrics.count(answer) }
            return outcome
        } catch {
            metrics.countRefusal()
            throw error
        }
    }
}

/// What a typed text means, by what the hub knows.
private enum TypedMeaning {
    case scan(Scan)
    /// A part of a name, or one that items share.
    case near(Scan)
}

extension Ledger {
    fileprivate func record(typed read: ReadScan) throws -> TypedScanOutcome {
        let request: Scan
        switch try meaning(of: read) {
        case .scan(let scan): request = scan
        case .near(let scan):
            return .near(name: scan.facts.code, quantity: scan.facts.quantity)
        case nil: return .unclear
        }
        switch try attempt({ try record(request) }) {
        case .success(let answer): return .answer(answer)
        case .failure(let error):
            guard case StorageFault.codeNamesAPlace = error, request.facts.mode != .count,
                let place = try placeID(labelled: request.keys)
            else { throw error }
            return .place(place, quantity: request.facts.quantity ?? 1)
        }
    }

    /// The reading that holds; nil where a person has to say it.
    private func meaning(of read: ReadScan) throws -> TypedMeaning? {
        let whole = read.whole
        guard whole.item == nil else { return .scan(whole) }
        if try isRecorded(whole.id) {
            let recorded = try queries().scanFacts(whole.id)?.code
            let amount =
                recorded == whole.facts.code ? nil : read.reading.amount { $0 == recorded }
            return .scan(amount.flatMap { read.parts[$0.code] } ?? whole)
        }
        if let meaning = try meaning(of: whole) { return meaning }
        guard
            let amount = try read.reading.amount(knowing: { code in
                try isKnown(InputParsing.scanned(code).keys)
            })
        else { return nil }
        let part = read.parts[amount.code]
        if let part, let meaning = try meaning(of: part) { return meaning }
        return Item.isRatherName(amount.code) ? .near(part ?? whole) : .scan(part ?? whole)
    }

    /// What a text means as a whole, as a code that is known or by an item's whole name; nil where it is neither.
    private func meaning(of scan: Scan) throws -> TypedMeaning? {
        guard try !isKnown(scan.keys) else { return .scan(scan) }
        let named = try items(meantBy: scan.facts.code)
        guard named.count < 2 else { return .near(scan) }
        var scan = scan
        scan.item = named.first
        return scan.item.map { _ in .scan(scan) }
    }
}
