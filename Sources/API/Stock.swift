package import Stock

/// A place, as the API takes it.
package struct PlaceRequest: Codable, Sendable {
    package var id: String
    package var name: String
    /// A room, a shelf, a bin or a box.
    package var kind: Word<Place.Kind>
    package var parent: String?
    /// A blank label of a roll that is put on it.
    package var labelCode: String?

    package init(
        id: String, name: String, kind: Word<Place.Kind>, parent: String? = nil,
        labelCode: String? = nil
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.parent = parent
        self.labelCode = labelCode
    }
}

/// A place, as the API gives it.
package struct PlaceResponse: Codable, Sendable {
    package var id: String
    package var name: String
    package var kind: Word<Place.Kind>
    package var parent: String?
    package var labelCode: String?

    package init(
        id: String, name: String, kind: Word<Place.Kind>, parent: String? = nil,
        labelCode: String? = nil
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.parent = parent
        self.labelCode = labelCode
    }

    /// A place that stands by itself says so: null, not a missing member.
    package func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(id, forKey: .id)
        try members.encode(name, forKey: .name)
        try members.encode(kind, forKey: .kind)
        try members.encode(parent, forKey: .parent)
        try members.encode(labelCode, forKey: .labelCode)
    }
}

/// What there is of one lot in one place.
package struct StockResponse: Codable, Sendable {
    package var item: String
    package var itemName: String
    package var measure: Word<Measure>
    package var lot: String
    package var place: String
    package var placeName: String
    package var quantity: Int64
    package var dateLabel: DateLabelText?
    package var lotNumber: String?
    package var programme: String

    package init(
        item: String, itemName: String, measure: Measure, lot: String, place: String,
        placeName: String, quantity: Int64,
        dateLabel: DateLabelText? = nil, lotNumber: String? = nil, programme: String
    ) {
        self.item = item
        self.itemName = itemName
        self.measure = Word(measure)
        self.lot = lot
        self.place = place
        self.placeName = placeName
        self.quantity = quantity
        self.dateLabel = dateLabel
        self.lotNumber = lotNumber
        self.programme = programme
    }

    /// A lot whose date nobody noted says so: null, not a missing member.
    package func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(item, forKey: .item)
        try members.encode(itemName, forKey: .itemName)
        try members.encode(measure, forKey: .measure)
        try members.encode(lot, forKey: .lot)
        try members.encode(place, forKey: .place)
        try members.encode(placeName, forKey: .placeName)
        try members.encode(quantity, forKey: .quantity)
        try members.encode(dateLabel, forKey: .dateLabel)
        try members.encode(lotNumber, forKey: .lotNumber)
        try members.encode(programme, forKey: .programme)
    }
}

/// What there is of one lot in one place, which has a last day.
package struct UseFirstResponse: Codable, Sendable {
    package var item: String
    package var itemName: String
    package var lot: String
    package var place: String
    package var placeName: String
    package var quantity: Int64
    package var dateLabel: DateLabelText
    package var lotNumber: String?
    package var programme: String
    /// The last day before the lot is past its date.
    package var lastDay: String
    /// How soon that is.
    package var soon: Word<UseFirst>

    package init(
        item: String, itemName: String, lot: String, place: String, placeName: String,
        quantity: Int64, dateLabel: DateLabelText, lotNumber: String?, programme: String,
        lastDay: String, soon: UseFirst
    ) {
        (self.item, self.itemName, self.lot) = (item, itemName, lot)
        (self.place, self.placeName, self.quantity) = (place, placeName, quantity)
        (self.dateLabel, self.lotNumber, self.programme) = (dateLabel, lotNumber, programme)
        (self.lastDay, self.soon) = (lastDay, Word(soon))
    }
}

/// An item that there is less of than the hub wants.
package struct LowResponse: Codable, Sendable {
    package var item: String
    package var itemName: String
    package var category: String
    package var measure: Word<Measure>
    package var quantity: Int64
    package var minimum: Int64

    package init(
        item: String, itemName: String, category: String, measure: Measure, quantity: Int64,
        minimum: Int64
    ) {
        (self.item, self.itemName, self.category) = (item, itemName, category)
        (self.measure, self.quantity, self.minimum) = (Word(measure), quantity, minimum)
    }
}

/// What one entry did to what there is of a lot at a place.
package struct HistoryResponse: Codable, Sendable {
    package var seq: Int64
    package var recordedAt: String
    package var item: String
    package var itemName: String
    package var measure: Word<Measure>
    package var lot: String
    package var place: String
    package var placeName: String
    /// Where it came from or went to.
    package var otherName: String
    package var otherKind: Word<Place.Kind>
    /// Below zero where it left the place.
    package var quantity: Int64

    package init(
        seq: Int64, recordedAt: String, item: String, itemName: String, measure: Measure,
        lot: String, place: String, placeName: String, otherName: String, otherKind: Place.Kind,
        quantity: Int64
    ) {
        (self.seq, self.recordedAt, self.item) = (seq, recordedAt, item)
        (self.itemName, self.measure, self.lot) = (itemName, Word(measure), lot)
        (self.place, self.placeName, self.otherName) = (place, placeName, otherName)
        (self.otherKind, self.quantity) = (Word(otherKind), quantity)
    }
}

/// A lot of which more went out than the ledger knew.
package struct ShortfallResponse: Codable, Sendable {
    package var item: String
    package var itemName: String
    package var lot: String
    package var place: String
    package var placeName: String
    package var quantity: Int64
    package var seq: Int64

    package init(
        item: String, itemName: String, lot: String, place: String, placeName: String,
        quantity: Int64,
        seq: Int64
    ) {
        self.item = item
        self.itemName = itemName
        self.lot = lot
        self.place = place
        self.placeName = placeName
        self.quantity = quantity
        self.seq = seq
    }
}

/// The closing of a day; without an id, the hub makes one.
package struct ClosingRequest: Codable, Sendable {
    package var id: String?
    /// A person's word that the hub's clock is right, where it leapt or stood back.
    package var clockIsRight: Bool?

    package init(id: String? = nil, clockIsRight: Bool? = nil) {
        (self.id, self.clockIsRight) = (id, clockIsRight)
    }
}

/// The opening of a closed day; without an id, the hub makes one.
package struct ReopeningRequest: Codable, Sendable {
    package var id: String?

    package init(id: String? = nil) { self.id = id }
}

/// The zone that days are dates in.
package struct TimeZoneRequest: Codable, Sendable {
    package var id: String?
    /// An IANA name such as `America/New_York`.
    package var timeZone: String

    package init(id: String? = nil, timeZone: String) { (self.id, self.timeZone) = (id, timeZone) }
}

/// A day's account.
package struct DayResponse: Codable, Sendable {
    /// Closing a day closes all before it.
    package enum State: String, CaseIterable, Sendable { case open, closed }

    package struct Figures: Codable, Sendable {
        package var opening: Int64 = 0
        package var `in`: Int64 = 0
        package var out: Int64 = 0
        package var discarded: Int64 = 0
        package var adjusted: Int64 = 0
        package var closing: Int64 = 0

        package init(
            opening: Int64 = 0, `in`: Int64 = 0, out: Int64 = 0, discarded: Int64 = 0,
            adjusted: Int64 = 0, closing: Int64 = 0
        ) {
            self.opening = opening
            self.`in` = `in`
            self.out = out
            self.discarded = discarded
            self.adjusted = adjusted
            self.closing = closing
        }
    }

    package struct Line: Codable, Sendable {
        package var item: String
        package var name: String
        package var measure: Word<Measure>
        package var quantity: Figures
        /// Nil where the weight of a piece is not known.
        package var grams: Figures?

        package init(
            item: String, name: String, measure: Word<Measure>, quantity: Figures,
            grams: Figures? = nil
        ) {
            self.item = item
            self.name = name
            self.measure = measure
            self.quantity = quantity
            self.grams = grams
        }
    }

    package struct Closing: Codable, Sendable {
        package var upTo: Int64
        package var account: String
        package var signature: String
        package var unresolved: Int

        package init(
            upTo: Int64, account: String, signature: String, unresolved: Int
        ) {
            self.upTo = upTo
            self.account = account
            self.signature = signature
            self.unresolved = unresolved
        }
    }

    package var day: String
    package var state: Word<State>
    package var items: [Line]
    /// All items kept by the piece.
    package var pieces: Figures
    /// All items whose weight is known.
    package var grams: Figures
    /// Items whose weight is not known.
    package var weightUnknown: Int
    /// Scans that nobody has explained yet.
    package var unresolved: Int
    package var closing: Closing?

    package init(
        day: String, state: Word<State>, items: [Line], pieces: Figures, grams: Figures,
        weightUnknown: Int,
        unresolved: Int, closing: Closing? = nil
    ) {
        self.day = day
        self.state = state
        self.items = items
        self.pieces = pieces
        self.grams = grams
        self.weightUnknown = weightUnknown
        self.unresolved = unresolved
        self.closing = closing
    }
}
