public import Stock

/// A roll of label codes that stand for nothing yet; each is bound when it is first scanned.
public struct LabelCodesIssued: EntryKind {
    package static let kind = "labelCodesIssued"

    /// In the order in which they are printed, 1 to 5,000, each eight characters with its check
    /// character.
    public let codes: [String]

    package init(
        codes: [String]
    ) {
        self.codes = codes
    }
}

/// A label code stands for a donation from here on: it leads to what came in with it.
public struct DonationLabelled: EntryKind {
    package static let kind = "donationLabelled"

    /// Eight characters, the check character among them.
    public let code: String
    /// The intake that bears the label; it keeps this one code.
    public let donation: DonationID

    package init(
        code: String,
        donation: DonationID
    ) {
        self.code = code
        self.donation = donation
    }
}

/// A label code stands for a lot from here on.
///
/// A place's code is in the entry that made the place.
public struct LabelIssued: EntryKind {
    package static let kind = "labelIssued"

    /// Eight characters, the check character among them.
    public let code: String
    /// The lot it stands for; it keeps this one code.
    public let lot: LotID
    /// The item that `lot` is of.
    public let item: ItemID

    package init(
        code: String,
        lot: LotID,
        item: ItemID
    ) {
        self.code = code
        self.lot = lot
        self.item = item
    }
}

/// A label code stands for something from here on, or for nothing any more.
///
/// The codes that a place or a lot's own label began with are in ``Place`` and ``LabelIssued``.
public struct LabelBound: EntryKind {
    package static let kind = "labelBound"

    /// Of a roll, or made for this label.
    public let code: String
    /// The place that bears the label.
    public let place: PlaceID?
    /// The lot that bears the label, whole: it may be first spoken of here.
    public let lot: Lot?
    /// The item that bears the label, whatever its lot.
    public let item: ItemID?
    /// The binding that this one puts right; with no bearer, the label is blank again.
    public let corrects: EntryID?
    /// The code of the label that was lost; it stays readable.
    public let replaces: String?
    /// The item that someone named, where the label is on another only since both are one; nil where it is that one.
    public let named: ItemID?

    package init(
        code: String, bearer: LabelBearer?, corrects: EntryID? = nil, replaces: String? = nil,
        named: ItemID? = nil
    ) {
        (self.code, self.corrects, self.replaces) = (code, corrects, replaces)
        self.named = named
        switch bearer {
        case .place(let id): (place, lot, item) = (id, nil, nil)
        case .lot(let lot): (place, self.lot, item) = (nil, lot, nil)
        case .item(let id): (place, lot, item) = (nil, nil, id)
        case nil: (place, lot, item) = (nil, nil, nil)
        }
    }

    package var itemMeant: ItemID? { item ?? lot?.key.item }
    package var subjects: EntrySubjects {
        EntrySubjects(items: [itemMeant], places: [place])
    }

    /// What bears the label; nil where it is blank again.
    public var bearer: LabelBearer? {
        if let place { return .place(place) }
        if let lot { return .lot(lot) }
        return item.map { .item($0) }
    }
}
