package import Stock

/// A scan, as the API takes it.
package struct ScanRequest: Codable, Sendable {
    /// Bytes of one scan at the most.
    package static let limit = 256 * 1_024

    package var id: String?
    package var mode: Word<ScanMode>?
    /// What the scanner gave, or a person typed.
    package var code: String
    /// The item that a person named in place of a code.
    package var item: String?
    package var quantity: Int64?
    package var weightGrams: Int64?
    package var place: String?
    package var to: String?
    package var dateLabel: DateLabelText?
    package var lotNumber: String?
    package var programme: String?
    package var source: String?
    package var donation: String?
    package var distribution: String?
    package var reason: String?
    package var count: String?
    package var station: String?
    package var at: String?

    /// A scan that says nothing but its code.
    package init(code: String) { self.code = code }
}

/// A date label, as the API takes and gives it: its kind in the ledger's word, its date as a year, a
/// month or a day.
package struct DateLabelText: Codable, Sendable {
    package var kind: Word<DateLabel.Kind>
    package var date: String

    package init(
        kind: Word<DateLabel.Kind>, date: String
    ) {
        self.kind = kind
        self.date = date
    }
}

/// What became of a scan; which members there are depends on `outcome`.
package struct ScanResponse: Codable, Sendable {
    package enum Outcome: String, CaseIterable, Sendable { case recorded, unresolved, lookup }

    /// What a look-up found the code to stand for.
    package enum Target: String, CaseIterable, Sendable {
        case item, lot, place, donation, label, unknown
    }

    package struct LotQuantity: Codable, Sendable {
        package var lot: String
        package var quantity: Int64

        package init(
            lot: String, quantity: Int64
        ) {
            self.lot = lot
            self.quantity = quantity
        }
    }

    package var seq: Int64?
    package var id: String?
    package var outcome: Word<Outcome>
    /// Of a look-up.
    package var target: Word<Target>?
    package var item: ItemResponse?
    package var lots: [LotQuantity]?
    package var place: PlaceResponse?
    package var donation: String?
    package var labelCode: String?
    package var quantity: Int64?
    package var weightGrams: Int64?
    /// The item's balance at the place.
    package var balance: Int64?
    package var warnings: [Word<Warning>]?
    /// Of an explanation that was taken back: the scans that wait again.
    package var reopened: [String]?
    /// Of an explanation that was taken back: scans that were recorded while the code was wrong, the latest first.
    package var earlier: [EarlierScan]?
    /// Whether there may be more of them.
    package var earlierMore: Bool?

    package init(
        seq: Int64? = nil, id: String? = nil, outcome: Outcome, target: Target? = nil,
        item: ItemResponse? = nil, lots: [LotQuantity]? = nil, place: PlaceResponse? = nil,
        donation: String? = nil, labelCode: String? = nil, quantity: Int64? = nil,
        weightGrams: Int64? = nil, balance: Int64? = nil, warnings: [Word<Warning>]? = nil,
        reopened: [String]? = nil
    ) {
        self.reopened = reopened
        self.seq = seq
        self.id = id
        self.outcome = Word(outcome)
        self.target = target.map { Word($0) }
        self.item = item
        self.lots = lots
        self.place = place
        self.donation = donation
        self.labelCode = labelCode
        self.quantity = quantity
        self.weightGrams = weightGrams
        self.balance = balance
        self.warnings = warnings
    }
}

/// A scan that was recorded while its code stood for another item: it stands, and can be taken back by its id.
package struct EarlierScan: Codable, Sendable {
    package var id: String
    package var seq: Int64
    /// The item that it was recorded as.
    package var item: String
    package var mode: Word<ScanMode>
    /// Pieces or grams.
    package var quantity: Int64
    package var at: String
    /// Of one that had waited.
    package var warnings: [Word<Warning>]?

    package init(
        id: String, seq: Int64, item: String, mode: ScanMode, quantity: Int64, at: String
    ) {
        (self.id, self.seq, self.item) = (id, seq, item)
        (self.mode, self.quantity, self.at) = (Word(mode), quantity, at)
    }
}

/// What became of something that stood for no movement: a scan that was put down as nothing, one that
/// waits again, items that were parted.
package struct DismissalResponse: Codable, Sendable {
    package enum Outcome: String, CaseIterable, Sendable {
        case dismissed, reopened, parted, undone
    }

    package var id: String
    package var outcome: Word<Outcome>
    /// Scans that were recorded while a code was wrong, the latest first; of items that were parted, those of the codes of the
    /// one that were recorded as the other meanwhile.
    package var earlier: [EarlierScan]?
    /// Whether there may be more of them.
    package var earlierMore: Bool?

    package init(
        id: String, outcome: Outcome = .dismissed, earlier: [EarlierScan]? = nil,
        earlierMore: Bool? = nil
    ) {
        (self.id, self.outcome) = (id, Word(outcome))
        (self.earlier, self.earlierMore) = (earlier, earlierMore)
    }
}

/// The entry that takes a movement back.
package struct ReversalRequest: Codable, Sendable {
    package var id: String

    package init(
        id: String
    ) {
        self.id = id
    }
}

/// A scan of an unknown code that nobody has explained yet.
package struct OpenScanResponse: Codable, Sendable {
    package var id: String
    package var seq: Int64
    package var mode: Word<ScanMode>
    package var code: String
    /// The item that was named in place of a code.
    package var item: String?
    package var quantity: Int64
    package var weightGrams: Int64?
    package var place: String?
    package var station: String?
    package var at: String?
    package var day: String

    package init(
        id: String, seq: Int64, mode: Word<ScanMode>, code: String, item: String? = nil,
        quantity: Int64,
        weightGrams: Int64? = nil, place: String? = nil, station: String? = nil, at: String? = nil,
        day: String
    ) {
        self.id = id
        self.seq = seq
        self.mode = mode
        self.code = code
        self.item = item
        self.quantity = quantity
        self.weightGrams = weightGrams
        self.place = place
        self.station = station
        self.at = at
        self.day = day
    }
}

/// What someone says an unknown code was; without an item, nothing.
package struct ResolutionRequest: Codable, Sendable {
    package var id: String
    package var item: KnownOrNew<ItemRequest>?
    package var pack: Int64?
    /// Pieces or grams, in place of what the scan says.
    package var quantity: Int64?

    package init(
        id: String, item: KnownOrNew<ItemRequest>? = nil, pack: Int64? = nil,
        quantity: Int64? = nil
    ) {
        self.id = id
        self.item = item
        self.pack = pack
        self.quantity = quantity
    }
}

/// What became of a file's lines; every line is in exactly one of the four counts.
package struct ReconciliationResponse: Codable, Sendable {
    /// A line after which less than nothing is left.
    package struct LineShortfall: Codable, Sendable {
        package var line: Int
        package var code: String
        package var item: String
        package var itemName: String
        package var place: String
        package var placeName: String
        /// Below zero: more went out than the ledger knew.
        package var balance: Int64

        package init(
            line: Int, code: String, item: String, itemName: String, place: String,
            placeName: String,
            balance: Int64
        ) {
            self.line = line
            self.code = code
            self.item = item
            self.itemName = itemName
            self.place = place
            self.placeName = placeName
            self.balance = balance
        }
    }

    package var lines: Int = 0
    package var recorded: Int = 0
    package var alreadyRecorded: Int = 0
    package var unresolved: Int = 0
    package var refused: Int = 0
    package var shortfalls: [LineShortfall] = []
    /// Lines for a day that is closed; they are recorded on the open day.
    package var late: Int = 0
    package var exceptions: [LineProblem] = []
    /// What each line would do; nil unless the file was read to be shown, and nothing recorded.
    package var plan: [LineOutcome]?
    /// Columns that a scan file does not have; nil where there were none.
    package var ignoredColumns: [String]?

    package init(
        lines: Int = 0, recorded: Int = 0, alreadyRecorded: Int = 0, unresolved: Int = 0,
        refused: Int = 0, shortfalls: [LineShortfall] = [], late: Int = 0,
        exceptions: [LineProblem] = [], plan: [LineOutcome]? = nil,
        ignoredColumns: [String]? = nil
    ) {
        self.ignoredColumns = ignoredColumns
        self.lines = lines
        self.recorded = recorded
        self.alreadyRecorded = alreadyRecorded
        self.unresolved = unresolved
        self.refused = refused
        self.shortfalls = shortfalls
        self.late = late
        self.exceptions = exceptions
        self.plan = plan
    }
}
