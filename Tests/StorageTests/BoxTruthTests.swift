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
    private static let wanted = ProcessInfo.processInfo.environment["BOX_MODELS"]
        .flatMap { Int($0) }
    /// Among its first 24 is a box that went between two looks of a count whose word on it another count had waited for.
    private static let hard: UInt64 = 13_563_344_460_315_907_110

    @Test(arguments: seeds + [hard])
    func `after every fact of some boxes has arrived the ledger is the truth`(
        _ seed: UInt64
    ) async throws {
        let models = Self.wanted ?? (seed == Self.hard ? 24 : 8)
        try await BoxTruth.play(models, from: seed)
    }
}

extension BoxTruth: TruthModel {
    static var kind: String { "box" }
    var story: [String] { arrivals.map(\.story) }

    func make(in pantry: SamplePantry) async throws {
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
        let at = Self.moment(fact.at)
        pantry.clock.set(Self.moment(fact.arrives))
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
        case .complete(let count, let uncounted):
            // No fact happens at the very moment.
            let arrival = Self.moment(fact.arrives).microseconds
            pantry.clock.set(Moment(microseconds: arrival + 500_000))
            _ = try await pantry.store.write {
                let isNamed = uncounted == .zero && fact.at.isMultiple(of: 20)
                return try $0.completeCount(
                    count, uncounted: isNamed ? .leave : uncounted,
                    gone: isNamed ? [SamplePantry.beans.id] : [], entryID: fact.id)
            }
        case .undo(let id):
            _ = try await pantry.store.write { try $0.reverse(id, entryID: fact.id) }
        }
    }
}
