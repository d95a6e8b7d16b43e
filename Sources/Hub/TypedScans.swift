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

extension Ledger {
    fileprivate func record(typed read: ReadScan) throws -> TypedScanOutcome {
        guard var request = try meant(by: read) else { return .unclear }
        let name = request.facts.code
        if request.item == nil, try !isRecorded(request.id), try !isKnown(request.keys) {
            let named = try items(meantBy: name)
            request.item = named.count == 1 ? named[0] : nil
            guard named.count < 2, request.item != nil || !Item.isRatherName(name) else {
                return .near(name: name, quantity: request.facts.quantity)
            }
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

    /// The reading that holds, by what the hub knows; nil where a person has to say it.
    private func meant(by read: ReadScan) throws -> Scan? {
        guard read.whole.item == nil else { return read.whole }
        let typed = read.whole.facts.code
        if let recorded = try queries().scanFacts(read.whole.id)?.code {
            let amount = recorded == typed ? nil : read.reading.amount { $0 == recorded }
            return amount.flatMap { read.parts[$0.code] } ?? read.whole
        }
        guard try !isKnown(read.whole.keys), try items(meantBy: typed).isEmpty else {
            return read.whole
        }
        let amount = try read.reading.amount { try isKnown(InputParsing.scanned($0).keys) }
        return amount.flatMap { read.parts[$0.code] }
    }
}
