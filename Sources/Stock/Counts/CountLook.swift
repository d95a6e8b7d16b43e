/// What one entry says was seen of an item, or of one of its lots, in a count.
public struct CountLook: Hashable, Sendable {
    /// The item, as it was when the entry was recorded.
    public let item: ItemID
    /// What was looked at, where `item` is one with others only since then; nil where it was all of `item`.
    public let part: ItemID?
    /// Nil where the item was looked at whatever its dates.
    public let lot: LotID?
    /// Pieces or grams; nil where nobody knows by now how much of it was of this item.
    public let quantity: Quantity?
    /// Whether it says all there is; else it is so much more.
    public let isWhole: Bool
    /// Whether someone said only later what it was that was seen.
    public let isExplained: Bool
    /// When it was seen.
    public let moment: Moment
    /// The journal's last number when it was seen.
    public let asOf: Int64
    /// The entry's number.
    public let seq: Int64
    /// What its code was looked up by; nil where it named an item or a lot, and in entries that did not say.
    public let key: String?

    /// A look at a pile.
    public init(
        item: ItemID, part: ItemID?, lot: LotID?, quantity: Quantity?, isWhole: Bool,
        isExplained: Bool = false, moment: Moment, asOf: Int64, seq: Int64, key: String? = nil
    ) {
        (self.item, self.part, self.lot) = (item, part, lot)
        (self.quantity, self.isWhole, self.isExplained) = (quantity, isWhole, isExplained)
        (self.moment, self.asOf, self.seq, self.key) = (moment, asOf, seq, key)
    }
}

extension CountLook {
    /// What was looked at, as it was then.
    public var seen: ItemID { part ?? item }
    /// The last entry by which it was so.
    public var told: Int64 { part == nil ? seq : asOf }

    /// Whether it and another are of two codes: what was seen of the one says nothing of the other.
    fileprivate func isOfOtherCode(_ other: CountLook) -> Bool {
        key != nil && other.key != nil && key != other.key
    }
}

extension [CountLook] {
    /// Those that make up what was seen of one pile, by when it was seen and whatever arrived first.
    ///
    /// The latest that says all there is stands in place of what was seen before it, and what was scanned after it is so
    /// much more. What nobody knew when that was said is so much more too, and so is what was seen of another code of the same.
    ///
    /// - Parameter covers: Whether one that says all there is speaks of all that an earlier one is of; nil where nobody can
    ///   tell. Items that were two at first may be one by now.
    /// - Returns: What stands, the earliest first, and whether it is known to be all.
    /// - Throws: What `covers` throws.
    public func standing(
        covers: (_ whole: CountLook, _ earlier: CountLook) throws -> Bool?
    ) rethrows -> (looks: [CountLook], isKnown: Bool) {
        var (standing, wholes, isKnown) = ([CountLook](), [CountLook](), true)
        for look in sorted(by: { ($0.moment, $0.seq) > ($1.moment, $1.seq) }) {
            let verdicts = try wholes.filter {
                (!look.isExplained || $0.seq > look.seq) && !$0.isOfOtherCode(look)
            }
            .map { try covers($0, look) }
            if verdicts.contains(true) {
                // What it took the place of is not there again because of what took its own.
                if look.isWhole, look.key == nil { wholes.append(look) }
                continue
            }
            if verdicts.contains(nil) {
                isKnown = false
                continue
            }
            standing.append(look)
            if look.isWhole { wholes.append(look) }
        }
        return (standing.reversed(), isKnown && standing.allSatisfy { $0.quantity != nil })
    }

    /// Scans that saw so little more that it may have been pieces, though the item is kept by weight, since someone last said
    /// how much of it there is.
    public var unlikelyAsGrams: [CountLook] {
        let said = filter(\.isWhole).map(\.moment).max() ?? .earliest
        return filter { look in
            !look.isWhole && look.moment > said
                && look.quantity.map { $0 < Item.leastLikelyGrams } == true
        }
    }
}
