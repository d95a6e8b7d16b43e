import Foundation
import Journal
import Stock
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Server
@testable import Web

/// What is typed as a code where no script reads it: by the rules of `larder scan` and of the scripts.
struct ScanFormTests {
    private let code = "4006381333931"

    @Test(arguments: ["take in", "hand out", "count"])
    func `how many of a code is read in every form of the page`(page: String) async throws {
        let hub = try TestHub()
        try await hub.item("Tea", code: code)
        try await hub.item("Nut bar", code: "2*BAR")
        try await hub.item("Juice, 6 x 1 l", code: "4011-J")
        let path = try await address(of: page, hub)
        for (typed, read, quantity) in [
            ("3*\(code)", code, 3), ("\(code)*3", code, 3), ("2 \(code)", code, 2),
            ("٣*\(code)", code, 3), ("400-6381-333931", code, 5), ("=\"\(code)\"", code, 5),
            ("(\(code))", code, 5), ("'\(code)", code, 5), ("2*BAR", "2*BAR", 5),
            ("3*2*BAR", nil, 0), ("Juice, 6 x 1 l", "Juice, 6 x 1 l", 5),
            ("3 x 4011-J", "4011-J", 3), ("1.5*\(code)", nil, 0), ("-2*\(code)", nil, 0),
            ("\(code) 2 pcs", nil, 0),
        ] as [(String, String?, Int64)] {
            let head = try await hub.store.read { try $0.head() }
            let form = ["id": TestHub.id().text, "code": typed, "quantity": "5"]
            let seen = try await hub.form(path, form).header("Location")
            let facts = try await hub.store.read {
                try $0.entry(try $0.head())?.content()?.facts
            }
            if let read {
                #expect(seen.hasPrefix("\(path)?said="), "\(typed)")
                #expect(facts?.code == read, "\(typed)")
                #expect(facts?.quantity == quantity, "\(typed)")
            } else {
                #expect(seen.hasPrefix("\(path)?"), "\(typed)")
                #expect(seen.contains("unclear="), "\(typed)")
                #expect(
                    try await hub.page(seen).text.contains("can be read in more than one way"))
            }
            let noted = try await hub.store.read { try $0.head() }
            #expect(noted == head + (read == nil ? 0 : 1), "\(typed)")
            // Sent again, as by a second press of the button.
            #expect(try await hub.form(path, form).header("Location") == seen, "\(typed)")
            #expect(try await hub.store.read { try $0.head() } == noted, "\(typed)")
        }
        #expect(try await hub.call(.get, "/api/v1/unresolved").json == [])
    }

    @Test func `a code that is known later is read again as it was`() async throws {
        let hub = try TestHub()
        let form = ["id": TestHub.id().text, "code": "2xABC-1", "quantity": "1"]
        try await hub.item("Tea", code: "ABC-1")
        let seen = try await hub.form("/take-in", form).header("Location")
        try await hub.item("Shirt", code: "2xABC-1")
        #expect(try await hub.form("/take-in", form).header("Location") == seen)
    }

    @Test func `how many is kept for what comes behind a place, and for who chooses an item`()
        async throws
    {
        let hub = try TestHub()
        try await hub.item("Brown rice", code: "4011-B")
        let place = try await hub.place()
        let form = ["id": TestHub.id().text, "code": "\(place.label) 3", "quantity": "1"]
        let there = try await hub.form("/take-in", form).header("Location")
        #expect(there.removingPercentEncoding?.contains("place=\(place.id)") == true)
        #expect(
            try await hub.page(there).text.contains(
                #"inputmode="numeric" pattern="[0-9]{1,6}" value="3""#))
        let named = ["id": TestHub.id().text, "code": "4 x brown", "quantity": "1"]
        let near = try await hub.form("/take-in", named).header("Location")
        #expect(near == "/take-in?near=brown&quantity=4")
    }

    private func address(of page: String, _ hub: TestHub) async throws -> String {
        switch page {
        case "take in": "/take-in"
        case "hand out": "/hand-out"
        default: "/count/\(try await hub.count(at: try await hub.place().id))"
        }
    }
}
