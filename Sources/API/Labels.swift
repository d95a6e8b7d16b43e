package import Stock

/// Label codes that are to be issued before anyone knows what they will stand for.
package struct LabelRollRequest: Codable, Sendable {
    package var id: String
    package var count: Int

    package init(
        id: String, count: Int
    ) {
        self.id = id
        self.count = count
    }
}

/// The label codes of a roll, in the order in which they are printed.
package struct LabelRollResponse: Codable, Sendable {
    package var id: String
    package var count: Int
    package var codes: [String]

    package init(
        id: String, count: Int, codes: [String]
    ) {
        self.id = id
        self.count = count
        self.codes = codes
    }
}

/// A label code that the hub issued.
package struct LabelCodeResponse: Codable, Sendable {
    package enum State: String, CaseIterable, Sendable { case blank, bound, replaced }

    /// A scan that waited for the label, and what it counts as.
    package struct LateScan: Codable, Sendable {
        package var scan: String
        package var answer: ScanResponse?

        package init(
            scan: String, answer: ScanResponse? = nil
        ) {
            self.scan = scan
            self.answer = answer
        }
    }

    package var code: String
    package var state: Word<State>
    package var place: PlaceResponse?
    package var item: ItemResponse?
    package var lot: String?
    package var donation: String?
    package var dateLabel: DateLabelText?
    /// The binding that a correction names.
    package var binding: String?
    package var replacedBy: String?
    package var roll: String?
    /// Its number on the roll, from 1.
    package var number: Int?
    /// Scans that waited for this, and what they count as.
    package var settled: [LateScan]?
    /// Scans that were recorded while it stood for the wrong item, the latest first; nil where it was not put right.
    package var earlier: [EarlierScan]?
    /// Whether there are more.
    package var earlierMore: Bool?

    package init(
        code: String, state: Word<State>, place: PlaceResponse? = nil, item: ItemResponse? = nil,
        lot: String? = nil, donation: String? = nil, dateLabel: DateLabelText? = nil,
        binding: String? = nil, replacedBy: String? = nil, roll: String? = nil, number: Int? = nil,
        settled: [LateScan]? = nil, earlier: [EarlierScan]? = nil, earlierMore: Bool? = nil
    ) {
        (self.earlier, self.earlierMore) = (earlier, earlierMore)
        self.code = code
        self.state = state
        self.place = place
        self.item = item
        self.lot = lot
        self.donation = donation
        self.dateLabel = dateLabel
        self.binding = binding
        self.replacedBy = replacedBy
        self.roll = roll
        self.number = number
        self.settled = settled
    }
}

/// What someone says a label is put on.
package struct BindingRequest: Codable, Sendable {
    /// A place that is made with the label.
    package struct NewPlace: Codable, Sendable {
        package var name: String
        /// A room, a shelf, a bin or a box.
        package var kind: Word<Place.Kind>
        package var parent: String?

        package init(
            name: String, kind: Word<Place.Kind>, parent: String? = nil
        ) {
            self.name = name
            self.kind = kind
            self.parent = parent
        }
    }

    package var id: String
    /// The binding that this one puts right; with nothing else said, the label is blank again.
    package var corrects: String?
    package var place: KnownOrNew<NewPlace>?
    package var lot: String?
    package var item: KnownOrNew<ItemRequest>?
    package var dateLabel: DateLabelText?
    package var lotNumber: String?
    package var programme: String?

    package init(
        id: String, corrects: String? = nil, place: KnownOrNew<NewPlace>? = nil, lot: String? = nil,
        item: KnownOrNew<ItemRequest>? = nil, dateLabel: DateLabelText? = nil,
        lotNumber: String? = nil,
        programme: String? = nil
    ) {
        self.id = id
        self.corrects = corrects
        self.place = place
        self.lot = lot
        self.item = item
        self.dateLabel = dateLabel
        self.lotNumber = lotNumber
        self.programme = programme
    }
}

/// Another code for what a lost label stood for.
package struct ReplacementRequest: Codable, Sendable {
    package var id: String
    /// A blank label of a roll, to be stuck on instead.
    package var with: String?

    package init(
        id: String, with: String? = nil
    ) {
        self.id = id
        self.with = with
    }
}

/// What is to have a label code: one of a lot, a place and a donation.
package struct LabelRequest: Codable, Sendable {
    package var lot: String?
    package var place: String?
    package var donation: String?

    package init(
        lot: String? = nil, place: String? = nil, donation: String? = nil
    ) {
        self.lot = lot
        self.place = place
        self.donation = donation
    }
}

/// The label code of a lot, a place or a donation.
package struct LabelResponse: Codable, Sendable {
    package var code: String
    package var lot: String?
    package var place: String?
    package var donation: String?

    package init(
        code: String, lot: String? = nil, place: String? = nil, donation: String? = nil
    ) {
        self.code = code
        self.lot = lot
        self.place = place
        self.donation = donation
    }
}

/// A sheet of labels for an office printer.
package struct SheetResponse: Codable, Sendable {
    package var name: String
    /// Labels on one page.
    package var labels: Int
    /// Of the page, in millimetres.
    package var width: Double
    /// Of the page, in millimetres.
    package var height: Double

    package init(
        name: String, labels: Int, width: Double, height: Double
    ) {
        self.name = name
        self.labels = labels
        self.width = width
        self.height = height
    }
}

/// Labels that are to be drawn on sheets.
package struct SheetRequest: Codable, Sendable {
    package var sheet: String
    /// The label of the first page to begin with, row by row from 1.
    package var from: Int?
    /// Tenths of a millimetre to the right, -50 to 50; as the sheets before where it is left out.
    package var offsetAcross: Int?
    /// Tenths of a millimetre down, -50 to 50; as the sheets before where it is left out.
    package var offsetAlong: Int?
    package var labels: [SheetLabelRequest]

    package init(
        sheet: String, from: Int? = nil, offsetAcross: Int? = nil, offsetAlong: Int? = nil,
        labels: [SheetLabelRequest]
    ) {
        self.sheet = sheet
        self.from = from
        self.offsetAcross = offsetAcross
        self.offsetAlong = offsetAlong
        self.labels = labels
    }
}

/// What labels can be drawn with, by name: those that ship, and those that a coordinator changed.
package struct LabelCatalogueResponse: Codable, Sendable {
    /// The fields of each layout.
    package var layouts: [String: [String]]
    package var media: [String]
    package var sheets: [String]
    package var icons: [String]

    package init(
        layouts: [String: [String]], media: [String], sheets: [String], icons: [String]
    ) {
        (self.layouts, self.media, self.sheets, self.icons) = (layouts, media, sheets, icons)
    }
}

/// One label of a sheet; without a layout, the one that suits its code.
package struct SheetLabelRequest: Codable, Sendable {
    /// Any code that a label may carry.
    package var code: String?
    package var layout: String?
    /// What a person writes, in place of what the hub knows.
    package var fields: [String: String]?

    package init(
        code: String? = nil, layout: String? = nil, fields: [String: String]? = nil
    ) {
        self.code = code
        self.layout = layout
        self.fields = fields
    }
}
