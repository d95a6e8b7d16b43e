public import Foundation
public import Stock

/// Lines that move stock, and what the volunteer was told of them.
public struct Movement: EntryKind {
    public static let kind = "movement"

    /// Nil for a movement that undoes another.
    public var scan: ScanFacts?
    /// The movement that this one undoes.
    public var reverses: EntryID?
    /// Lots first spoken of here.
    public var lots: [Lot]
    /// Each from one place to another; none where an empty box went.
    public var lines: [MovementLine]
    /// The open day it counts for.
    public var day: CivilDate
    /// The scanned item; nil where a whole box went.
    public var item: ItemID?
    /// Where the item was put or taken; for several places the one that was asked for.
    public var place: PlaceID
    /// The item's balance at that place just after.
    public var balance: Quantity
    /// What the volunteer was told; a replay tells the same.
    public var warnings: [Warning]

    package init(
        scan: ScanFacts? = nil,
        reverses: EntryID? = nil,
        lots: [Lot],
        lines: [MovementLine],
        day: CivilDate,
        item: ItemID? = nil,
        place: PlaceID,
        balance: Quantity,
        warnings: [Warning]
    ) {
        self.scan = scan
        self.reverses = reverses
        self.lots = lots
        self.lines = lines
        self.day = day
        self.item = item
        self.place = place
        self.balance = balance
        self.warnings = warnings
    }

    public var reversible: Movement? { self }
    public func encoded() -> Data { Data(OrderedJSONEncoder.text(of: self)) }

    public var facts: ScanFacts? { scan }
}

/// A movement that goes the other way of one before it, which stays as it is.
public struct Reversal: EntryKind {
    public static let kind = "reversal"

    /// The movement back, which says what it ``Movement/reverses``; its JSON is the whole body.
    public let movement: Movement

    package init(_ movement: Movement) { self.movement = movement }

    public init(from decoder: any Decoder) throws { movement = try Movement(from: decoder) }

    public var lines: [MovementLine] { movement.lines }
    public func encode(to encoder: any Encoder) throws { try movement.encode(to: encoder) }
    public func encoded() -> Data { movement.encoded() }
}
