import Foundation
import GRDB
import Journal
import SeededRandom
import Stock
import TestSupport
import Testing

@testable import Storage

/// Boxes whose facts arrive late and in any order: food comes in and goes out, boxes are counted, moved and handed out whole,
/// and any of it is taken back.
///
/// After every fact has arrived the ledger has to be what the moments of these facts make it.
struct BoxTruthTests {
    private static let models =
        ProcessInfo.processInfo.environment["BOX_MODELS"].flatMap { Int($0) } ?? 12

    @Test(arguments: seeds)
    func `after every fact of some boxes has arrived the ledger is the truth`(
        _ seed: UInt64
    ) async throws {
        var wrong = 0
        for model in 0..<Self.models {
            let pantry = try await SamplePantry(clock: SteppingClock(step: 1))
            var world = BoxTruth(seed: seed &* 1_000 &+ UInt64(model))
            try await world.makePlaces(in: pantry)
            for fact in world.play() {
                do {
                    try await world.deliver(fact, to: pantry)
                } catch StorageFault.countIsDropped {
                    // What was seen in a count that was taken back by then counts no more.
                    continue
                }
            }
            let (expected, found) = (world.expected(), try await world.ledger(pantry))
            let isVerified = try await pantry.store.verify().isEmpty
            #expect(found == expected && isVerified, "seed \(seed), model \(model)")
            if found != expected || !isVerified {
                wrong += 1
                if wrong == 1 {
                    print("seed \(seed), model \(model): \(found), not \(expected)")
                    for fact in world.arrivals { print(fact.story) }
                }
            }
            try pantry.store.close()
        }
        print("box models: \(Self.models), wrong: \(wrong)")
    }
}

/// What is in two boxes, what went, and where they stand.
private struct BoxState: Equatable, CustomStringConvertible {
    var held = [0, 0]
    var distributed = 0
    var discarded = 0
    var parents: [PlaceID?] = [nil, nil]

    var description: String {
        let names = [
            SamplePantry.shelf.id: "shelf", SamplePantry.bin.id: "bin", SamplePantry.box.id: "box",
        ]
        let stand = parents.map { $0.map { names[$0] ?? "?" } ?? "-" }
        return "held \(held), distributed \(distributed), discarded \(discarded), in \(stand)"
    }
}

private struct BoxTruth {
    struct Fact {
        enum Kind {
            case intake(Int, Int)
            case handOut(Int, Int)
            case whole(Int, ScanMode)
            case move(Int, PlaceID?)
            case open(CountID, Int)
            case seen(CountID, Int)
            case scanned(CountID, Int)
            case complete(CountID)
            case undo(EntryID)
        }

        let id: EntryID
        let kind: Kind
        let at: Int
        let arrives: Int

        /// To look into a model that ends wrong.
        var story: String {
            "\(at) arrives \(arrives): \(id.description.suffix(4)) \(kind)"
                .replacing(#/[0-9a-f]{8}-[0-9a-f-]{23}([0-9a-f]{4})/#) { $0.output.1 }
                .replacing(#/StorageTests\..*?Kind\./#, with: "")
        }
    }

    private static let boxes = [SamplePantry.box.id, otherBox]
    private static let labels = ["BOX00000", "BOX00001"]
    private static let otherBox: PlaceID = {
        var random = SeededGenerator(seed: 77)
        return ID(milliseconds: 77, using: &random)
    }()
    private var random: SeededGenerator
    private var facts: [Fact] = []
    private var now = 0
    /// Whether the second box is put into the first.
    private let isNested: Bool
    private let hasDates: Bool
    private let start = Moment(microseconds: 1_795_300_000_000_000)

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        isNested = Int.random(in: 0..<3, using: &random) == 0
        hasDates = Int.random(in: 0..<3, using: &random) == 0
    }

    var arrivals: [Fact] {
        facts.sorted { ($0.arrives, $0.at) < ($1.arrives, $1.at) }
    }

    mutating func play() -> [Fact] {
        for _ in 0..<Int.random(in: 3...14, using: &random) {
            now += 10
            step()
        }
        return arrivals
    }

    private mutating func step() {
        let box = Int.random(in: 0...1, using: &random)
        let quantity = Int.random(in: 1...9, using: &random)
        let kind: Fact.Kind
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<3: kind = .intake(box, quantity)
        // Whatever is handed out of a box may come out of one in it.
        case 3: kind = .handOut(isNested ? 1 : box, quantity)
        case 4, 5: kind = .whole(box, Bool.random(using: &random) ? .distribute : .discard)
        case 6, 7:
            let shelves: [PlaceID?] = [SamplePantry.shelf.id, SamplePantry.bin.id]
            let places = isNested && box == 1 ? shelves + [Self.boxes[0]] : shelves
            kind = .move(box, places.randomElement(using: &random) ?? nil)
        default: return count(isNested ? 1 : box)
        }
        let id = send(kind)
        if Int.random(in: 0..<3, using: &random) == 0 { undo(id) }
    }

    private mutating func count(_ box: Int) {
        let count: CountID = ID(milliseconds: 7, using: &random)
        let entry = count.named(JournalEntry.self)
        facts.append(Fact(id: entry, kind: .open(count, box), at: now, arrives: now))
        now += 10
        if hasDates || Bool.random(using: &random) {
            send(.seen(count, Int.random(in: 0...12, using: &random)))
        } else {
            send(.scanned(count, Int.random(in: 1...6, using: &random)))
            for _ in 0..<Int.random(in: 0...1, using: &random) {
                now += 10
                step()
            }
            now += 10
            send(.scanned(count, Int.random(in: 1...6, using: &random)))
        }
        let completion = fact(.complete(count))
        facts.append(completion)
        if Int.random(in: 0..<4, using: &random) == 0 { undo(completion.id) }
    }

    private mutating func undo(_ id: EntryID) {
        let first = facts.first { $0.id == id }?.arrives ?? now
        let fact = fact(.undo(id))
        facts.append(
            Fact(
                id: fact.id, kind: fact.kind, at: fact.at,
                arrives: max(fact.arrives, first + Int.random(in: 1...200, using: &random))))
    }

    @discardableResult
    private mutating func send(_ kind: Fact.Kind) -> EntryID {
        let fact = fact(kind)
        facts.append(fact)
        return fact.id
    }

    private mutating func fact(_ kind: Fact.Kind) -> Fact {
        let isOffline = Bool.random(using: &random)
        return Fact(
            id: ID(milliseconds: 9, using: &random), kind: kind, at: now,
            arrives: now + (isOffline ? Int.random(in: 1...300, using: &random) : 0))
    }
}

// What the moments of the facts make of it.
extension BoxTruth {
    private struct Look {
        let box: Int
        let first: Int
        let last: Int
        let seen: Int
    }

    func expected() -> BoxState {
        let undone = facts.compactMap { if case .undo(let id) = $0.kind { id } else { nil } }
        let standing = facts.filter { !undone.contains($0.id) }.sorted { $0.at < $1.at }
        let looks = looks(standing)
        var state = BoxState()
        var changed: [(box: Int, at: Int)] = []
        for fact in standing {
            switch fact.kind {
            case .intake(let box, let quantity):
                state.held[box] += quantity
                changed.append((box, fact.at))
            case .handOut(let box, let quantity):
                state.held[box] -= quantity
                state.distributed += quantity
                changed.append((box, fact.at))
            case .move(let box, let parent): state.parents[box] = parent
            case .whole(let box, let mode):
                let isAround = box == 0 && state.parents[1] == Self.boxes[0]
                let before = state.held
                let went = Self.empty(&state.held, isAround ? [0, 1] : [box])
                if mode == .discard { state.discarded += went } else { state.distributed += went }
                for box in [0, 1] where state.held[box] != before[box] {
                    changed.append((box, fact.at))
                }
            case .seen, .scanned:
                guard let look = looks.first(where: { $0.last == fact.at }) else { continue }
                let isMoved = changed.contains {
                    $0.box == look.box && $0.at > look.first && $0.at <= look.last
                }
                if !isMoved { state.held[look.box] = look.seen }
            case .open, .complete, .undo: continue
            }
        }
        return state
    }

    /// All that is there goes; what is short in one of the boxes had gone of the other.
    private static func empty(_ held: inout [Int], _ inside: [Int]) -> Int {
        var left = inside.reduce(0) { $0 + max(0, held[$1]) }
        for box in inside where held[box] > 0 { held[box] = 0 }
        for box in inside.sorted(by: { boxes[$0] < boxes[$1] }) where held[box] < 0 {
            let part = min(left, -held[box])
            held[box] += part
            left -= part
        }
        return left
    }

    private func looks(_ standing: [Fact]) -> [Look] {
        standing.compactMap { opened in
            guard case .open(let count, let box) = opened.kind,
                standing.contains(where: {
                    if case .complete(count) = $0.kind { true } else { false }
                })
            else { return nil }
            let seen = facts.compactMap { fact -> (at: Int, seen: Int)? in
                switch fact.kind {
                case .seen(count, let seen), .scanned(count, let seen): (fact.at, seen)
                default: nil
                }
            }
            return Look(
                box: box, first: seen.map(\.at).min() ?? 0, last: seen.map(\.at).max() ?? 0,
                seen: seen.reduce(0) { $0 + $1.seen })
        }
    }
}

extension BoxTruth {
    func makePlaces(in pantry: SamplePantry) async throws {
        pantry.clock.set(start)
        let id = Self.otherBox
        _ = try await pantry.store.write {
            try $0.makePlace(
                id, name: "Other box", kind: .box, parent: nil, freshCode: Self.labels[1])
        }
    }

    func ledger(_ pantry: SamplePantry) async throws -> BoxState {
        var state = BoxState()
        for (box, id) in Self.boxes.enumerated() {
            state.held[box] = Int(try await pantry.balance(SamplePantry.beans, at: id))
        }
        let edges = [
            try await pantry.place(.distributed), try await pantry.place(.discarded),
        ]
        let (sums, parents) = try await pantry.store.read { queries in
            let sql = "SELECT coalesce(sum(quantity), 0) FROM balance WHERE place = ?"
            let sums = try edges.map {
                try Int.fetchOne(queries.db, sql: sql, arguments: [$0.blob]) ?? 0
            }
            return (sums, try Self.boxes.map { try queries.place($0)?.parent })
        }
        (state.distributed, state.discarded, state.parents) = (sums[0], sums[1], parents)
        return state
    }

    func deliver(_ fact: Fact, to pantry: SamplePantry) async throws {
        let at = moment(fact.at)
        pantry.clock.set(moment(fact.arrives))
        func record(_ scan: Scan) async throws {
            var scan = scan
            scan.at = at
            try await pantry.record(scan)
        }
        switch fact.kind {
        case .intake(let box, let quantity):
            let scan = Scan.scan(
                .intake, "beans", Int64(quantity), at: Self.boxes[box], id: fact.id)
            let isDated = hasDates && quantity % 2 == 0
            try await record(isDated ? scan.bestBy("2027-0\(1 + quantity / 2)") : scan)
        case .handOut(let box, let quantity):
            try await record(
                .scan(.distribute, "beans", Int64(quantity), at: Self.boxes[box], id: fact.id))
        case .whole(let box, let mode): try await record(.scan(mode, Self.labels[box], id: fact.id))
        case .move(let box, let parent):
            try await record(.scan(.move, Self.labels[box], to: parent, id: fact.id))
        case .open(let count, let box):
            let place = Self.boxes[box]
            _ = try await pantry.store.write { try $0.openCount(count, at: .id(place)) }
        case .seen(let count, let seen):
            let line = CountLineRequest(
                id: fact.id, count: count, subject: .item(SamplePantry.beans.id),
                quantity: Quantity(Int64(seen)), at: at)
            _ = try await pantry.store.write { try $0.noteCountLine(line) }
        case .scanned(let count, let seen):
            try await record(
                .scan(.count, "beans", Int64(seen), id: fact.id) { $0.facts.count = count })
        case .complete(let count):
            _ = try await pantry.store.write {
                try $0.completeCount(count, uncounted: .leave, entryID: fact.id)
            }
        case .undo(let id):
            _ = try await pantry.store.write { try $0.reverse(id, entryID: fact.id) }
        }
    }

    private func moment(_ second: Int) -> Moment {
        Moment(microseconds: start.microseconds + Int64(second) * 1_000_000)
    }
}
