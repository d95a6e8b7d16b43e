/// What a code stands for.
public enum CodeReferent: Hashable, Sendable {
    /// An item, in packs of so many pieces or grams.
    case item(ItemID, pack: Int64)
    /// One lot of an item.
    case lot(LotID, item: ItemID)
    /// A place.
    case place(PlaceID)

    /// What a label stands for once it is put on `bearer`.
    public init(_ bearer: LabelBearer) {
        switch bearer {
        case .place(let id): self = .place(id)
        case .lot(let lot): self = .lot(lot.id, item: lot.key.item)
        case .item(let id): self = .item(id, pack: 1)
        }
    }
}

/// What a label is put on.
public enum LabelBearer: Sendable, Hashable {
    case place(PlaceID)
    case lot(Lot)
    case item(ItemID)
}

/// A label of the hub's, as far as it decides what may become of it.
public struct LabelState: Hashable, Sendable {
    /// The entry that last said what it stands for; nil while it is blank.
    public let binding: EntryID?
    /// What its code stands for; nil while it is blank, and for a donation's label.
    public let referent: CodeReferent?
    /// Whether it is on a donation, which keeps its one code.
    public let isOnDonation: Bool
    /// The code of the label that took its place.
    public let replacedBy: String?

    /// A label that the hub issued.
    public init(
        binding: EntryID?, referent: CodeReferent?, isOnDonation: Bool = false,
        replacedBy: String? = nil
    ) {
        (self.binding, self.referent) = (binding, referent)
        (self.isOnDonation, self.replacedBy) = (isOnDonation, replacedBy)
    }
}

/// Why a label stays as it is, in order of precedence.
public enum LabelRefusal: Error, Hashable, Sendable {
    /// The label was replaced by another, whose code is given.
    case replaced(by: String)
    /// It is on a donation.
    case isOnDonation
    /// It stands for something that the request does not say it corrects.
    case bound
    /// It stands for nothing that could be put right, taken off or replaced.
    case unbound
}

extension LabelState {
    /// Whether a label may be put on something, or be made blank again.
    ///
    /// - Parameters:
    ///   - bearer: What it is put on; nil for nothing any more.
    ///   - corrects: The binding that the request puts right; nil for a label that is blank.
    /// - Returns: False where it is on `bearer` already, and nothing is to be written.
    /// - Throws: ``LabelRefusal/bound``, ``LabelRefusal/unbound``.
    public func binds(
        to bearer: LabelBearer?, correcting corrects: EntryID?
    ) throws(LabelRefusal) -> Bool {
        guard let binding else {
            guard corrects == nil, bearer != nil else { throw .unbound }
            return true
        }
        if corrects == nil, let bearer, referent == CodeReferent(bearer) { return false }
        guard corrects == binding else { throw .bound }
        return true
    }

    /// What a label stands for that was lost, so that another may stand for it too.
    ///
    /// - Throws: ``LabelRefusal/replaced(by:)``, ``LabelRefusal/isOnDonation``,
    ///   ``LabelRefusal/unbound``.
    public func replaceable() throws(LabelRefusal) -> CodeReferent {
        if let replacedBy { throw .replaced(by: replacedBy) }
        if isOnDonation { throw .isOnDonation }
        guard let referent else { throw .unbound }
        return referent
    }
}
