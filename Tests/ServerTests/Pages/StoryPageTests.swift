import Foundation
import Stock
import TestSupport
import Testing

@testable import Server
@testable import Web

/// What was said anew of a thing stands on its page, with what was so before.
struct StoryPageTests {
    private func changes(_ page: String) -> String {
        page.components(separatedBy: "<h2>Changes</h2>").dropFirst().joined()
    }

    @Test func `an item's page tells what it was until each change`() async throws {
        let hub = try TestHub()
        let beans = try await hub.item("Beans", code: "beans")
        #expect(try await changes(hub.page("/items/\(beans)").text).isEmpty)
        for change: JSON in [
            ["name": "Black beans", "unitWeightGrams": 400], ["category": "cans"],
            ["shelfLifeDays": 700, "name": "Black beans, can"],
        ] {
            let said = try await hub.call(.patch, "/api/v1/items/\(beans)", .json(change))
            #expect(said.status == 200)
        }
        let told = try await changes(hub.page("/items/\(beans)").text)
        let texts = [
            "Name: Black beans → Black beans, can", "Days it keeps: none → 700",
            "Category: tests → cans", "Name: Beans → Black beans", "Weight of one: 425 g → 400 g",
        ]
        let places = texts.map { told.range(of: $0)?.lowerBound }
        #expect(!places.contains(nil), "\(told.prefix(2_000))")
        #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted())
        #expect(told.components(separatedBy: "/entries/").count == 4)
    }

    @Test func `a place's page tells what it was called and where it stood`() async throws {
        let hub = try TestHub()
        let room = try await hub.place("Cold room", "room").id
        let bin = try await hub.place("A1", "bin").id
        for change: JSON in [["name": "A-1"], ["parent": .text(room)]] {
            _ = try await hub.call(.patch, "/api/v1/places/\(bin)", .json(change))
        }
        let told = try await changes(hub.page("/places/\(bin)").text)
        #expect(told.contains("Name: A1 → A-1"))
        #expect(told.contains("none → Cold room"))
    }

    @Test func `of places that are called alike, a list says what each stands in`() async throws {
        let hub = try TestHub()
        let room = try await hub.place("Cold room", "room").id
        for parent in [nil, room] { _ = try await hub.place("A1", "bin", in: parent) }
        _ = try await hub.place("A2", "bin", in: room)
        let list = try await hub.page("/take-in").text
        #expect(list.contains(">A1 · Cold room</option>") && list.contains(">A1</option>"))
        #expect(list.contains(">A2</option>"))
    }
}
