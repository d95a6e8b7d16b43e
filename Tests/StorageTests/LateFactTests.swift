import Foundation
import GRDB
import Journal
import Stock
import TestSupport
import Testing

@testable import Storage

/// Facts of before, told late: they go by where things stood then, and each thing counts for its own day.
struct LateFactTests {
    private let box = SamplePantry.box.id
    private let shelf = SamplePantry.shelf.id
    private let bin = SamplePantry.bin.id

    private func held(_ pantry: SamplePantry) async throws -> [Int64] {
        var held: [Int64] = []
        for place in [box, shelf, bin] {
            held.append(try await pantry.balance(SamplePantry.beans, at: place))
        }
        return held
    }

    private func at(
        _ hour: String, _ scan: Scan, day: String = "2026-11-21"
    ) -> Scan {
        var scan = scan
        scan.say(at: "\(day)T\(hour):00-05:00")
        return scan
    }

    @Test(arguments: [ScanMode.distribute, .discard, .move])
    func `what was taken from a shelf was taken from the box that stood there then`(
        _ mode: ScanMode
    ) async throws {
        let pantry = try await SamplePantry()
        try await pantry.recorded(at("08:00", .scan(.intake, "beans", 6, at: box)))
        try await pantry.recorded(at("08:10", .scan(.move, "BOX00000", to: shelf)))
        try await pantry.recorded(at("08:20", .scan(.move, "BOX00000", to: bin)))
        try await pantry.recorded(at("08:30", .scan(.move, "BOX00000", to: nil)))
        // The bin stands in the shelf.
        let other = mode == .move ? SamplePantry.otherBin.id : nil
        for hour in ["08:15", "08:25"] {
            try await pantry.recorded(at(hour, .scan(mode, "beans", 2, at: shelf, to: other)))
        }
        #expect(try await held(pantry) == [2, 0, 0])
        // Before it stood there, and since it does no more, something else was there.
        for hour in ["08:05", "08:35"] {
            try await pantry.recorded(at(hour, .scan(mode, "beans", 1, at: shelf, to: other)))
        }
        #expect(try await held(pantry) == [2, -2, 0])
        #expect(try await pantry.store.verify().isEmpty)
    }

    @Test func `what was taken from a shelf is no part of what went with its box since`()
        async throws
    {
        let pantry = try await SamplePantry()
        try await pantry.recorded(at("08:00", .scan(.intake, "beans", 6, at: box)))
        try await pantry.recorded(at("08:10", .scan(.move, "BOX00000", to: shelf)))
        try await pantry.recorded(at("09:00", .scan(.distribute, "BOX00000")))
        let late = try await pantry.recorded(
            at("08:30", .scan(.distribute, "beans", 2, at: shelf)))
        #expect(!late.warnings.contains(.shortfall) && late.balance == .zero)
        #expect(try await held(pantry) == [0, 0, 0])
        #expect(try await out(pantry) == 6)
        _ = try await pantry.store.write { try $0.reverse(late.id, entryID: fresh()) }
        #expect(try await held(pantry) == [0, 0, 0])
        #expect(try await out(pantry) == 6)
        // What was never there was taken from somewhere.
        let more = try await pantry.recorded(
            at("08:40", .scan(.distribute, "beans", 7, at: shelf)))
        #expect(more.warnings.contains(.shortfall) && more.balance.value == -1)
        #expect(try await held(pantry) == [0, -1, 0])
        #expect(try await pantry.store.verify().isEmpty)
    }

    private func out(_ pantry: SamplePantry) async throws -> Int64 {
        let edge = try await pantry.place(.distributed)
        return try await pantry.store.read {
            let sql = "SELECT coalesce(sum(quantity), 0) FROM balance WHERE place = ?"
            return try Int64.fetchOne($0.db, sql: sql, arguments: [edge.blob]) ?? 0
        }
    }

    @Test func `whoever says where a place stands says so of that moment, where it is known too`()
        async throws
    {
        let pantry = try await SamplePantry()
        func parent() async throws -> PlaceID? {
            try await pantry.store.read { try $0.place(box)?.parent }
        }
        let first = try await pantry.recorded(at("08:10", .scan(.move, "BOX00000", to: shelf)))
        let head = pantry.store.head.seq
        for _ in 1...2 {
            _ = try await pantry.store.write {
                try $0.changePlace(.id(box), name: nil, parent: .id(shelf))
            }
        }
        #expect(pantry.store.head.seq == head + 2)
        let late = try await pantry.recorded(at("08:20", .scan(.move, "BOX00000", to: bin)))
        #expect(try await parent() == shelf)
        for move in [first, late] {
            _ = try await pantry.store.write { try $0.reverse(move.id, entryID: fresh()) }
            #expect(try await parent() == shelf)
        }
        #expect(try await pantry.store.verify().isEmpty)
    }
}
