import Journal
public import Stock
public import Storage

extension Scan {
    /// A scan of a code that is its own key.
    ///
    /// Without an `id` it gets a fresh one; `change` sets what else the sender says.
    public static func scan(
        _ mode: ScanMode, _ code: String, _ quantity: Int64? = nil, at place: PlaceID? = nil,
        to: PlaceID? = nil,
        id: EntryID = fresh(), _ change: (inout Scan) -> Void = { _ in }
    ) -> Scan {
        var facts = ScanFacts(mode: mode, code: code)
        facts.quantity = quantity
        var request = Scan(id: id, facts: facts, keys: [code], keyToLearn: code)
        request.place = place.map { .id($0) }
        request.to = to.map { .id($0) }
        change(&request)
        return request
    }

    /// Says when it happened, in RFC 3339.
    public mutating func say(at text: String) { (facts.at, at) = (text, Moment(text)) }

    /// The same scan with a best-by date.
    public func bestBy(_ date: String) -> Scan {
        var request = self
        request.facts.dateLabel = PartialDate(date).map { DateLabel(kind: .bestBy, date: $0) }
        return request
    }
}

/// An id that nobody has.
public func fresh<Subject>() -> ID<Subject> {
    var random = SystemRandomNumberGenerator()
    return ID(milliseconds: 1_795_000_000_000, using: &random)
}

extension SamplePantry {
    /// Records a scan.
    ///
    /// - Throws: What the ledger refuses it with.
    @discardableResult
    public func record(_ request: Scan) async throws -> ScanAnswer {
        try await store.write { try $0.record(request) }
    }

    /// Records a scan of a known code.
    ///
    /// - Throws: What the ledger refuses it with.
    @discardableResult
    public func recorded(_ request: Scan) async throws -> RecordedScan {
        guard case .recorded(let scan) = try await record(request) else {
            throw NotRecorded(code: request.facts.code)
        }
        return scan
    }

    /// The balance of an item at a place, over all its lots.
    ///
    /// - Throws: What the store says.
    public func balance(_ item: Item, at place: PlaceID) async throws -> Int64 {
        try await store.read { queries in
            try queries.stock(place: nil, item: item.id, limit: 10_000).filter { $0.place == place }
                .reduce(0) { $0 + $1.quantity }
        }
    }
}

/// A scan was looked up, or kept as unresolved, where a movement was meant.
public struct NotRecorded: Error {
    /// What was scanned.
    public let code: String

    /// - Parameter code: What was scanned.
    public init(code: String) { self.code = code }
}
