package import Stock

/// A count that is to be opened at a place.
package struct CountRequest: Codable, Sendable {
    package var id: String
    package var place: String

    package init(
        id: String, place: String
    ) {
        self.id = id
        self.place = place
    }
}

/// What was seen in a count, of an item or of a code that was scanned.
package struct CountObservationRequest: Codable, Sendable {
    package var id: String
    package var code: String?
    package var item: String?
    package var lot: String?
    /// Packs of the code; pieces or grams of an item.
    package var quantity: Int64?
    /// Grams on the scale, in place of a quantity.
    package var weightGrams: Int64?
    package var asOf: Int64?
    /// When it was seen, by the sender's clock.
    package var at: String?

    package init(
        id: String, code: String? = nil, item: String? = nil, lot: String? = nil,
        quantity: Int64? = nil, weightGrams: Int64? = nil, asOf: Int64? = nil, at: String? = nil
    ) {
        self.id = id
        self.code = code
        self.item = item
        self.lot = lot
        self.quantity = quantity
        self.weightGrams = weightGrams
        self.asOf = asOf
        self.at = at
    }
}

/// The end of a count.
package struct CompletionRequest: Codable, Sendable {
    package var id: String
    /// What becomes of items that nobody counted; they stay where it is left out.
    package var uncounted: Uncounted?
    /// Items that nobody counted and of which, as someone says, nothing is left.
    package var gone: [String]?

    package init(id: String, uncounted: Uncounted? = nil, gone: [String]? = nil) {
        (self.id, self.uncounted, self.gone) = (id, uncounted, gone)
    }
}

/// A count with what was seen so far.
package struct CountResponse: Codable, Sendable {
    package enum State: String, CaseIterable, Sendable {
        case open, completed
        /// It was taken back or thrown away.
        case dropped
    }

    package var id: String
    package var place: String
    package var state: Word<State>
    /// Boxes that stand on the place and are counted with it.
    package var boxes: [String]
    /// What stands in the place and is counted by itself: bins, and boxes in them.
    package var notCovered: [String]
    package var lines: [CountObservationResponse]
    /// Of a completion: what was posted.
    package var posted: [CountDifference]?
    /// Of a completed count: items that moved while they were being counted, and are to be counted anew.
    package var recount: [CountedAgain]?
    /// Of a completion: scans whose code nobody knows yet; they count when they are explained.
    package var unexplained: [UnexplainedScan]?

    package init(
        id: String, place: String, state: Word<State>, boxes: [String], notCovered: [String],
        lines: [CountObservationResponse], posted: [CountDifference]? = nil,
        recount: [CountedAgain]? = nil, unexplained: [UnexplainedScan]? = nil
    ) {
        self.id = id
        self.place = place
        self.state = state
        self.boxes = boxes
        self.notCovered = notCovered
        self.lines = lines
        self.posted = posted
        self.recount = recount
        self.unexplained = unexplained
    }
}

/// One lot's difference at one place.
package struct CountDifference: Codable, Sendable {
    package var item: String
    package var lot: String
    package var place: String
    /// Above zero where more was there than the ledger knew.
    package var quantity: Int64

    package init(item: String, lot: String, place: String, quantity: Int64) {
        self.item = item
        self.lot = lot
        self.place = place
        self.quantity = quantity
    }
}

/// An item that a count leaves as it was.
package struct CountedAgain: Codable, Sendable {
    package var item: String
    package var name: String

    package init(item: String, name: String) { (self.item, self.name) = (item, name) }
}

/// A scan in a count whose code nobody knows yet.
package struct UnexplainedScan: Codable, Sendable {
    package var id: String
    package var code: String
    package var quantity: Int64

    package init(id: String, code: String, quantity: Int64) {
        (self.id, self.code, self.quantity) = (id, code, quantity)
    }
}

/// One line of a count.
package struct CountObservationResponse: Codable, Sendable {
    package var item: String
    package var name: String?
    package var lot: String?
    /// What was seen.
    package var quantity: Int64
    package var expected: Int64
    package var difference: Int64
    package var asOf: Int64
    /// When it was seen.
    package var at: String
    /// Of a line that was just sent.
    package var warnings: [Word<Warning>]?

    package init(
        item: String, name: String? = nil, lot: String? = nil, quantity: Int64, expected: Int64,
        difference: Int64, asOf: Int64, at: String, warnings: [Word<Warning>]? = nil
    ) {
        self.item = item
        self.name = name
        self.lot = lot
        self.quantity = quantity
        self.expected = expected
        self.difference = difference
        self.asOf = asOf
        self.at = at
        self.warnings = warnings
    }
}
