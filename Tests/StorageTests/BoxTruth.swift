import Journal
import SeededRandom
import Stock
import Storage
import TestSupport

/// What is in two boxes, what went, and where they stand.
struct BoxState: Equatable, CustomStringConvertible {
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

/// What truly happens to two boxes, and the facts that people send about it.
struct BoxTruth {
    struct Fact {
        enum Kind {
            case intake(Int, Int)
            case handOut(Int, Int)
            case whole(Int, ScanMode)
            case move(Int, PlaceID?)
            case open(CountID, Int)
            case seen(CountID, Int)
            case scanned(CountID, Int)
            case complete(CountID, Uncounted)
            case undo(EntryID)
        }

        let id: EntryID
        let kind: Kind
        let at: Int
        let arrives: Int

        func completes(_ count: CountID, _ uncounted: Uncounted) -> Bool {
            if case .complete(count, uncounted) = kind { true } else { false }
        }

        /// To look into a model that ends wrong.
        var story: String {
            "\(at) arrives \(arrives): \(id.description.suffix(4)) \(kind)"
                .replacing(#/[0-9a-f]{8}-[0-9a-f-]{23}([0-9a-f]{4})/#) { $0.output.1 }
                .replacing(#/StorageTests\..*?Kind\./#, with: "")
        }
    }

    static let boxes = [SamplePantry.box.id, otherBox]
    static let labels = ["BOX00000", "BOX00001"]
    static let otherBox: PlaceID = {
        var random = SeededGenerator(seed: 77)
        return ID(milliseconds: 77, using: &random)
    }()
    private var random: SeededGenerator
    private var facts: [Fact] = []
    private var now = 0
    /// Whether the second box is put into the first.
    private let isNested: Bool
    let hasDates: Bool

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

    private mutating func step(canCount: Bool = true) {
        let box = Int.random(in: 0...1, using: &random)
        let quantity = Int.random(in: 1...9, using: &random)
        let kind: Fact.Kind
        switch Int.random(in: 0..<(canCount ? 10 : 8), using: &random) {
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
        guard Int.random(in: 0..<4, using: &random) > 0 else { return findNothing(in: count) }
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
        let completion = fact(.complete(count, .leave))
        facts.append(completion)
        if Int.random(in: 0..<4, using: &random) == 0 { undo(completion.id) }
    }

    /// Someone looks into a box and sees nothing, while things happen to it.
    private mutating func findNothing(in count: CountID) {
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            step(canCount: false)
            now += 10
        }
        let id: EntryID = ID(milliseconds: 8, using: &random)
        facts.append(Fact(id: id, kind: .complete(count, .zero), at: now, arrives: now))
        now += 10
        if Int.random(in: 0..<4, using: &random) == 0 { undo(id) }
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
        var course = Course(looks: looks(standing))
        for (number, fact) in standing.enumerated() {
            course.go(on: fact)
            guard case .open(let count, let box) = fact.kind,
                let end = standing.first(where: { $0.completes(count, .zero) })
            else { continue }
            // Nobody saw anything of it: nothing was there, unless something moved meanwhile.
            var meanwhile = course
            for later in standing[(number + 1)...] where later.at <= end.at {
                meanwhile.go(on: later)
            }
            if !meanwhile.isMoved(box, after: fact.at, until: end.at) {
                course.state.held[box] = 0
            }
        }
        return course.state
    }

    /// What comes of facts in the order in which they happened.
    private struct Course {
        let looks: [Look]
        var state = BoxState()
        var changed: [(box: Int, at: Int)] = []

        func isMoved(_ box: Int, after first: Int, until last: Int) -> Bool {
            changed.contains { $0.box == box && $0.at > first && $0.at <= last }
        }

        mutating func go(on fact: Fact) {
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
                let isAround = box == 0 && state.parents[1] == BoxTruth.boxes[0]
                let before = state.held
                let went = BoxTruth.empty(&state.held, isAround ? [0, 1] : [box])
                if mode == .discard { state.discarded += went } else { state.distributed += went }
                for box in [0, 1] where state.held[box] != before[box] {
                    changed.append((box, fact.at))
                }
            case .seen, .scanned:
                guard let look = looks.first(where: { $0.last == fact.at }),
                    !isMoved(look.box, after: look.first, until: look.last)
                else { return }
                state.held[look.box] = look.seen
            case .open, .complete, .undo: return
            }
        }
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
                standing.contains(where: { $0.completes(count, .leave) })
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
