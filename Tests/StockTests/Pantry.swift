import SeededRandom

@testable import Stock

/// Numbers that break things first.
let edges: [Int64] = [.min, .min + 1, -1, 0, 1, 2, .max - 1, .max]

/// A hub's places and the stock of one item, made from a seed, without a journal or a database.
struct Pantry {
    let places: PlaceTree
    let storage: [PlaceID]
    let item: Item
    let lots: [Lot]
    var stock = Holdings()
    let day = CivilDate(daysSince1970: 20_780)

    init(using random: inout SeededGenerator) {
        var made = Place.Kind.founded.map { kind in
            Place(
                id: PlaceID(milliseconds: 1, using: &random), name: kind.rawValue, kind: kind)
        }
        let kinds: [Place.Kind] = [.shelf, .bin, .box, .bin]
        var parent: PlaceID?
        for kind in kinds {
            let id = PlaceID(milliseconds: 2, using: &random)
            made.append(Place(id: id, name: kind.rawValue, kind: kind, parent: parent))
            parent = Bool.random(using: &random) ? id : parent
        }
        places = PlaceTree(made)
        storage = made.filter(\.kind.isStorage).map(\.id)
        let known = Item(
            id: ItemID(milliseconds: 3, using: &random), name: "Black beans", category: "",
            measure: .each, unitWeightGrams: Bool.random(using: &random) ? 425 : nil,
            shelfLifeDays: Bool.random(using: &random) ? 90 : nil,
            programme: Bool.random(using: &random) ? .tefap : .donated)
        item = known
        lots = ["2026-11-01", "2026-12-24", "2027", nil].map { date in
            let label = date.flatMap { PartialDate($0) }.map { DateLabel(kind: .bestBy, date: $0) }
            return Self.lot(known.lot(dated: label))
        }
        for lot in lots where Bool.random(using: &random) {
            stock.register(lot)
            for place in storage where Bool.random(using: &random) {
                move(
                    lot.id, from: places.founded(.source), to: place,
                    .random(in: 1...12, using: &random))
            }
        }
        if Bool.random(using: &random) {
            stock.register(lots[3])
            move(lots[3].id, from: storage[1], to: places.founded(.distributed), 7)
        }
    }

    /// A lot under an id that follows from its key, as the journal's does.
    static func lot(_ key: LotKey) -> Lot {
        var random = SeededGenerator(
            seed: key.canonicalText.utf8.reduce(0xCBF2_9CE4_8422_2325) {
                ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3
            })
        return Lot(id: LotID(milliseconds: 4, using: &random), key: key)
    }

    /// A scan of any mode that moves stock, with anything its sender may say.
    func facts(using random: inout SeededGenerator) -> ScanFacts {
        let modes: [ScanMode] = [.intake, .distribute, .discard, .move]
        var facts = ScanFacts(mode: modes.randomElement(using: &random) ?? .intake, code: "beans")
        facts.quantity = .random(in: 1...30, using: &random)
        facts.place = Bool.random(using: &random) ? storage.randomElement(using: &random) : nil
        facts.to = Bool.random(using: &random) ? storage.randomElement(using: &random) : nil
        if Bool.random(using: &random) {
            facts.dateLabel = lots.randomElement(using: &random)?.key.dateLabel
        }
        return facts
    }

    /// What a scan of the item, or of one of its lots, would move.
    func plan(_ facts: ScanFacts, of lot: LotID? = nil) throws -> Movement {
        try Movement(
            facts, of: ScannedStock(item: item, lot: lot), in: stock, places, on: day, lot: Self.lot
        )
    }

    /// Does what a movement says.
    mutating func apply(_ movement: Movement) throws { try apply(movement.lots, movement.lines) }

    mutating func apply(_ lots: [Lot], _ lines: [MovementLine]) throws {
        for lot in lots { stock.register(lot) }
        stock.apply(try stock.change(by: lines))
    }

    private mutating func move(
        _ lot: LotID, from: PlaceID, to: PlaceID, _ quantity: Int64
    ) {
        for (place, change) in [(from, -quantity), (to, quantity)] {
            let now = stock.balance(lot, at: place).value + change
            stock.set(Quantity(now), at: LotAtPlace(place: place, lot: lot))
        }
    }

    /// Whether the balances of each lot add up to zero over all places.
    var isBalanced: Bool {
        Dictionary(grouping: stock.balances, by: \.key.lot).values.allSatisfy { spots in
            spots.reduce(0) { $0 + $1.value.value } == 0
        }
    }
}
