import Foundation
public import Journal
import SeededRandom
public import Stock
public import Storage

/// A small pantry to test with: a hub in a throw-away directory, two items and a few places.
public struct SamplePantry: Sendable {
    /// Counted by the piece: 425 g each; its code is `beans`, a case of twelve is `beans-case`.
    public static let beans = item(1, "Black beans, 15 oz can", .each, 425)
    /// Kept by weight; its code is `rice`.
    public static let rice = item(2, "Rice, loose", .gram, nil)

    /// In no other place; its label is `SHELF000`.
    public static let shelf = made(1, "Shelf", .shelf, "SHELF000")
    /// In the shelf; its label is `BIN00000`.
    public static let bin = made(2, "Bin", .bin, "BIN00000", in: shelf.id)
    /// In the shelf; its label is `BIN00001`.
    public static let otherBin = made(3, "Other bin", .bin, "BIN00001", in: shelf.id)
    /// In no other place; its label is `BOX00000`.
    public static let box = made(4, "Box", .box, "BOX00000")

    /// Where the hub is.
    public let directory: ThrowAwayDirectory
    /// The hub's clock.
    public let clock: SteppingClock
    /// The hub's store, open.
    public let store: Store

    /// Founds the hub in New York's time zone and defines what is named above.
    ///
    /// - Throws: What the store says.
    public init(
        directory: ThrowAwayDirectory = ThrowAwayDirectory(),
        clock: SteppingClock = SteppingClock(step: 1_000)
    ) async throws {
        (self.directory, self.clock) = (directory, clock)
        store = try Self.open(directory.data, clock: clock)
        _ = try await store.write { ledger in
            for place in [Self.shelf, Self.bin, Self.otherBin, Self.box] {
                _ = try ledger.makePlace(
                    place.id, name: place.name, kind: place.kind,
                    parent: place.parent.map { .id($0) },
                    freshCode: place.labelCode ?? "")
            }
            _ = try ledger.makeItem(
                Self.beans, codes: [Self.code("beans"), Self.code("beans-case", pack: 12)])
            _ = try ledger.makeItem(Self.rice, codes: [Self.code("rice")])
        }
    }

    /// Opens a store in New York's time zone.
    ///
    /// - Throws: What the store says.
    public static func open(_ directory: DataDirectory, clock: any HubClock = SteppingClock())
        throws -> Store
    {
        guard let zone = TimeZone(identifier: "America/New_York") else {
            preconditionFailure("no zone of that name")
        }
        return try Store(at: directory, clock: clock, timeZone: zone)
    }

    /// The hub's floor, or one of the world's edges.
    ///
    /// - Throws: What the store says.
    public func place(_ kind: Place.Kind) async throws -> PlaceID {
        let places = try await store.read { try $0.places(edges: true) }
        guard let place = places.first(where: { $0.kind == kind }) else {
            preconditionFailure("no \(kind)")
        }
        return place.id
    }

    /// A code that is its own key.
    public static func code(_ code: String, pack: Int64 = 1) -> PackCode {
        PackCode(code: code, key: code, pack: pack)
    }

    /// Gives codes one after the other, and the last again and again.
    public static func codes(_ codes: [String]) -> () -> String {
        var next = 0
        return {
            defer { next += 1 }
            return codes[min(next, codes.count - 1)]
        }
    }

    private static func item(_ number: UInt64, _ name: String, _ measure: Measure, _ grams: Int64?)
        -> Item
    {
        Item(
            id: id(number), name: name, category: "tests", measure: measure, unitWeightGrams: grams)
    }

    private static func made(
        _ number: UInt64, _ name: String, _ kind: Place.Kind, _ code: String,
        in parent: PlaceID? = nil
    ) -> Place {
        Place(id: id(100 + number), name: name, kind: kind, parent: parent, labelCode: code)
    }

    /// The same id for the same number.
    private static func id<Subject>(_ number: UInt64) -> ID<Subject> {
        var random = SeededGenerator(seed: number)
        return ID(milliseconds: number, using: &random)
    }
}
