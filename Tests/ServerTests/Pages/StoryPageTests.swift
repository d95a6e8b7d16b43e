import Foundation
import Stock
import Storage
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

    @Test func `what changed no fact of an item or a place is told on its page, with its undo`()
        async throws
    {
        let hub = try TestHub()
        let beans = try await hub.item("Beans", code: "beans")
        let twin = try await hub.item("Black beans", code: "twin")
        let bin = try await hub.place("A1", "bin").id
        let label = try await hub.roll(1).codes[0]
        let join = TestHub.id()
        for (verb, path, body) in [
            (.patch, "/api/v1/items/\(beans)", ["minimum": 12]),
            (.put, "/api/v1/codes/4711", ["id": TestHub.id(), "item": .text(beans), "pack": 6]),
            (.put, "/api/v1/codes/4711", ["id": TestHub.id(), "item": .text(twin)]),
            (
                .post, "/api/v1/label-codes/\(label)/binding",
                ["id": TestHub.id(), "place": .text(bin)]
            ),
            (.post, "/api/v1/places/\(bin)/retirement", ["id": TestHub.id()]),
            (
                .post, "/api/v1/item-joins",
                ["id": join, "item": .text(twin), "into": .text(beans)]
            ),
        ] as [(Verb, String, JSON)] {
            let said = try await hub.call(verb, path, .json(body))
            #expect(said.status < 300, "\(path) \(said.text)")
        }
        let item = try await changes(hub.page("/items/\(beans)").text)
        for text in ["12", "4711", "Black beans"] { #expect(item.contains(text), "\(item)") }
        #expect(item.components(separatedBy: "/entries/").count == 5)
        let other = try await changes(hub.page("/items/\(twin)").text)
        #expect(other.components(separatedBy: "/entries/").count == 3)
        let seq = try #require(other.firstMatch(of: #//entries/(\d+)/#)?.output.1)
        #expect(try await hub.page("/entries/\(seq)").text.contains("action=\"/entries/\(seq)\""))
        let place = try await changes(hub.page("/places/\(bin)").text)
        #expect(place.components(separatedBy: "/entries/").count == 3, "\(place)")
        #expect(try await hub.store.verify().isEmpty)
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
