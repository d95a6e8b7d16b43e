import Foundation
import GRDB
import Journal
import SeededRandom
import Stock
import TestSupport
import Testing

@testable import Storage

/// Two items in two boxes that are said to be one and are not after all, while facts of them arrive late and in any order,
/// and any of them is taken back.
///
/// Nobody scans the one's code while both are one, and a box is told of before the items are parted that were one meanwhile.
/// So what there is of each has to be what the moments of its own facts make it, as if they had never been joined.
struct JoinTruthTests {
    private static let models =
        ProcessInfo.processInfo.environment["JOIN_MODELS"].flatMap { Int($0) } ?? 12

    private static let known: [UInt64] = [1, 439_214_592, 466_997_873_358_338_918]

    @Test(arguments: known)
    func `items that were one for a while are what was told of each`(_ seed: UInt64) async throws {
        try await JoinTruth.play(Self.models, from: seed)
    }

    @Test func `a box of two items that comes back takes none of the one that never was in it`()
        async throws
    {
        try await JoinTruth.tell([
            (10, 10, .intake(0, 1, 2)), (20, 20, .intake(1, 1, 2)), (50, 50, .whole(1, .discard)),
            (10, 94, .undone(0)), (130, 130, .whole(1, .distribute)), (50, 168, .undone(2)),
        ])
    }

    @Test func `a box gives an item back what was told of it while it was another`() async throws {
        try await JoinTruth.tell([
            (90, 90, .join), (100, 100, .whole(1, .discard)), (50, 101, .intake(0, 1, 5)),
            (120, 120, .parted(0)), (100, 157, .undone(1)),
        ])
    }

    @Test func `what was told of an item while it was another is its own before and after`()
        async throws
    {
        try await JoinTruth.tell([
            (100, 100, .join), (70, 117, .whole(0, .distribute)), (50, 119, .intake(0, 0, 5)),
            (90, 121, .intake(0, 0, 7)), (130, 130, .parted(0)), (50, 195, .undone(2)),
        ])
        // A box that did not go after all has what was told of it meanwhile.
        try await JoinTruth.tell([
            (50, 50, .whole(0, .discard)), (110, 110, .join), (10, 118, .intake(0, 0, 1)),
            (50, 119, .undone(0)), (120, 120, .parted(1)),
        ])
    }

    @Test func `a box that comes back brings none of what another took before it`() async throws {
        try await JoinTruth.tell([
            (100, 100, .join), (110, 113, .whole(1, .distribute)), (50, 148, .intake(0, 1, 4)),
            (70, 153, .whole(1, .distribute)), (120, 181, .whole(1, .discard)),
            (110, 217, .undone(1)),
        ])
    }
}

/// What truly is in two boxes of two items, and the facts that people send about it.
private struct JoinTruth: TruthModel {
    struct Fact {
        enum Kind {
            /// Of the first item or the second, into a box.
            case intake(Int, Int, Int64)
            case whole(Int, ScanMode)
            case undo(EntryID)
            /// The first item is said to be the second; the fact's id is the join's.
            case join
            case part(EntryID)
        }

        let id: EntryID
        let kind: Kind
        let at: Int
        let arrives: Int

        var story: String {
            "\(at) arrives \(arrives): \(id.description.suffix(4)) \(kind)"
                .replacing(#/[0-9a-f]{8}-[0-9a-f-]{23}([0-9a-f]{4})/#) { $0.output.1 }
        }
    }

    struct State: Equatable, CustomStringConvertible {
        /// By item and box.
        var held: [[Int64]] = [[0, 0], [0, 0]]
        var went: Int64 = 0

        var description: String { "held \(held), went \(went)" }
    }

    private static let peas: Item = {
        var random = SeededGenerator(seed: 3)
        return Item(
            id: ID(milliseconds: 3, using: &random), name: "Green peas, can", category: "tests",
            measure: .each, unitWeightGrams: nil)
    }()
    static let kind = "join"
    private static let (boxes, labels) = (BoxTruth.boxes, BoxTruth.labels)
    private static let items = [peas, SamplePantry.beans]
    private static let codes = ["peas", "beans"]

    private var random: SeededGenerator
    private var facts: [Fact] = []
    private var now = 0
    private var join: EntryID?

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    private var arrivals: [Fact] { facts.sorted { ($0.arrives, $0.at) < ($1.arrives, $1.at) } }
    var story: [String] { arrivals.map(\.story) }

    mutating func play() -> [Fact] {
        for _ in 0..<Int.random(in: 4...16, using: &random) {
            now += 10
            step()
        }
        dropBoxesAcrossPartings()
        return arrivals
    }

    /// What of a box that went before a parting, and is told after it, is whose was settled as they were parted.
    private mutating func dropBoxesAcrossPartings() {
        let partings = facts.compactMap { if case .part = $0.kind { $0.at } else { nil } }
        func isAcross(_ fact: Fact) -> Bool {
            guard case .whole = fact.kind else { return false }
            return partings.contains { fact.at < $0 && $0 <= fact.arrives }
        }
        let dropped = Set(facts.filter(isAcross).map(\.id))
        facts.removeAll { fact in
            if case .undo(let id) = fact.kind {
                dropped.contains(id)
            } else {
                dropped.contains(fact.id)
            }
        }
    }

    private mutating func step() {
        let box = Int.random(in: 0...1, using: &random)
        switch Int.random(in: 0..<8, using: &random) {
        case 0, 1: turn()
        case 2..<5:
            let item = join == nil ? Int.random(in: 0...1, using: &random) : 1
            send(.intake(item, box, Int64.random(in: 1...9, using: &random)))
        default: send(.whole(box, Bool.random(using: &random) ? .distribute : .discard))
        }
    }

    /// It is said on the hub's own page.
    private mutating func turn() {
        let fact = Fact(
            id: ID(milliseconds: 10, using: &random), kind: join.map { .part($0) } ?? .join,
            at: now,
            arrives: now)
        facts.append(fact)
        join = join == nil ? fact.id : nil
    }

    private mutating func send(_ kind: Fact.Kind) {
        let first = fact(kind, from: now)
        facts.append(first)
        guard Int.random(in: 0..<3, using: &random) == 0 else { return }
        facts.append(fact(.undo(first.id), from: first.arrives + 1))
    }

    private mutating func fact(_ kind: Fact.Kind, from second: Int) -> Fact {
        let isOffline = Bool.random(using: &random)
        return Fact(
            id: ID(milliseconds: 9, using: &random), kind: kind, at: now,
            arrives: second + (isOffline ? Int.random(in: 1...150, using: &random) : 0))
    }

    /// What a story tells, with another of its facts by its number.
    enum Telling {
        case intake(Int, Int, Int64)
        case whole(Int, ScanMode)
        case undone(Int)
        case join
        case parted(Int)
    }

    /// Tells a story, and holds the ledger against it.
    static func tell(_ story: [(at: Int, arrives: Int, told: Telling)]) async throws {
        var world = Self(seed: 1)
        for (at, arrives, told) in story {
            let kind: Fact.Kind =
                switch told {
                case .intake(let item, let box, let quantity): .intake(item, box, quantity)
                case .whole(let box, let mode): .whole(box, mode)
                case .undone(let number): .undo(world.facts[number].id)
                case .join: .join
                case .parted(let number): .part(world.facts[number].id)
                }
            world.facts.append(
                Fact(
                    id: ID(milliseconds: 9, using: &world.random), kind: kind, at: at,
                    arrives: arrives))
        }
        let (found, isVerified) = try await world.tell(world.facts)
        #expect(found == world.expected())
        #expect(isVerified)
    }

    func expected() -> State {
        let undone = facts.compactMap { if case .undo(let id) = $0.kind { id } else { nil } }
        var state = State()
        for fact in facts.filter({ !undone.contains($0.id) }).sorted(by: { $0.at < $1.at }) {
            switch fact.kind {
            case .intake(let item, let box, let quantity): state.held[item][box] += quantity
            case .whole(let box, _):
                for item in 0...1 {
                    state.went += state.held[item][box]
                    state.held[item][box] = 0
                }
            case .undo, .join, .part: continue
            }
        }
        guard join != nil else { return state }
        for box in 0...1 { state.held[1][box] += state.held[0][box] }
        state.held[0] = [0, 0]
        return state
    }

    func make(in pantry: SamplePantry) async throws {
        let (id, label, peas) = (BoxTruth.otherBox, Self.labels[1], Self.peas)
        _ = try await pantry.store.write { ledger in
            _ = try ledger.makePlace(
                id, name: "Other box", kind: .box, parent: nil, freshCode: label)
            _ = try ledger.makeItem(peas, codes: [SamplePantry.code("peas")])
        }
    }

    func ledger(_ pantry: SamplePantry) async throws -> State {
        var state = State()
        for (number, item) in Self.items.enumerated() {
            for (box, id) in Self.boxes.enumerated() {
                state.held[number][box] = try await pantry.balance(item, at: id)
            }
        }
        let edges = [try await pantry.place(.distributed), try await pantry.place(.discarded)]
        state.went = try await pantry.store.read { queries in
            let sql = "SELECT coalesce(sum(quantity), 0) FROM balance WHERE place IN (?, ?)"
            return try Int64.fetchOne(
                queries.db, sql: sql, arguments: [edges[0].blob, edges[1].blob]) ?? 0
        }
        return state
    }

    func deliver(_ fact: Fact, to pantry: SamplePantry) async throws {
        pantry.clock.set(Self.moment(fact.arrives))
        let at = Self.moment(fact.at)
        switch fact.kind {
        case .intake(let item, let box, let quantity):
            try await pantry.record(
                .scan(
                    .intake, Self.codes[item], quantity, at: Self.boxes[box], id: fact.id
                ) { $0.at = at })
        case .whole(let box, let mode):
            try await pantry.record(.scan(mode, Self.labels[box], id: fact.id) { $0.at = at })
        case .undo(let id), .part(let id):
            _ = try await pantry.store.write { try $0.reverse(id, entryID: fact.id) }
        case .join:
            _ = try await pantry.store.write {
                try $0.joinItems(
                    Self.peas.id, into: .id(SamplePantry.beans.id), entryID: fact.id)
            }
        }
    }
}
