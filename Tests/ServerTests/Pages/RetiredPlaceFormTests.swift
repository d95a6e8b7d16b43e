import Stock
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// A place is retired from its page, and used again.
struct RetiredPlaceFormTests {
    private func id() -> String { TestHub.id().text }

    @Test func `what is only missing from a place is not offered to be moved`() async throws {
        let hub = try TestHub()
        let bin = try await hub.place("A1")
        try await hub.item()
        _ = try await hub.item("Rice", code: "rice")
        func isOffered() async throws -> Bool {
            try await hub.page("/places/\(bin.id)").text.contains("name=\"into\"")
        }
        try await hub.scan("distribute", "beans", 2, ["place": .text(bin.id)])
        #expect(try await !isOffered())
        try await hub.scan("intake", "rice", 1, ["place": .text(bin.id)])
        #expect(try await isOffered())
    }

    @Test func `it is offered where nothing is in it, and lists leave it out`() async throws {
        let hub = try TestHub()
        let (box, bin) = (try await hub.place("Box 1", "box"), try await hub.place("A1"))
        try await hub.item()
        try await hub.scan("intake", "beans", 5, ["place": .text(box.id)])
        let path = "/places/\(box.id)"
        let full = try await hub.page(path).text
        #expect(!full.contains("name=\"retirement\"") && full.contains("name=\"retire\""))
        let refused = try await hub.form("\(path)/retirement", ["id": id()])
        #expect(refused.status == 409)

        let emptying = ["id": id(), "into": bin.id, "retire": "yes"]
        for _ in 0..<2 {
            #expect(try await hub.form("\(path)/emptying", emptying).status == 303)
        }
        let retired = try await hub.page(path).text
        #expect(retired.contains("Lists leave this place out"))
        #expect(!retired.contains("name=\"retirement\""))
        for list in ["/take-in", "/count", "/places/\(bin.id)", "/stock?by=place"] {
            #expect(try await !hub.page(list).text.contains(">Box 1<"), "\(list)")
        }
        let places = try await hub.call(.get, "/api/v1/places").json.rows
        #expect(!places.contains { $0["id"].text == box.id })

        // The form of its page takes it back.
        let form = try #require(
            retired.firstMatch(
                of: #/action="(/entries/\d+)"><input type="hidden" name="id" value="([^"]+)"/#))
        #expect(try await hub.form(String(form.1), ["id": String(form.2)]).status == 303)
        #expect(try await hub.page("/take-in").text.contains(">Box 1<"))
        #expect(try await hub.page(path).text.contains("name=\"retirement\""))
    }

    @Test(arguments: [("en", "A1 stays in use"), ("es", "A1 sigue en uso")])
    func `what a place is short of is told to stay, and does`(
        tag: String, tell: String
    ) async throws {
        let hub = try TestHub()
        let (place, other) = (try await hub.place("A1"), try await hub.place("A3"))
        try await hub.item()
        try await hub.item("Tomatoes", code: "tomatoes")
        try await hub.scan("intake", "beans", 20, ["place": .text(place.id)])
        try await hub.scan("distribute", "tomatoes", 50, ["place": .text(place.id)])
        let path = "/places/\(place.id)"
        let page = try await hub.page(
            "\(path)/preview?into=\(other.id)&retire=yes",
            as: TestHub.Asker(headers: ["Accept-Language": tag])
        ).text
        let effects = page.matches(of: #/<li><span class="grow">([^<]*)</span></li>/#).map {
            String($0.1)
        }
        #expect(effects.count == 4 && effects.last?.hasPrefix(tell) == true, "\(effects)")
        #expect(effects[1].hasPrefix("20 · Black beans"))
        #expect(effects[2].hasPrefix("−50 · Tomatoes") && effects[2].contains("A1"))
        // The form of the preview does what it says, and no more.
        #expect(!page.contains("name=\"retire\""))
        let sent = try await hub.form("\(path)/emptying", ["id": id(), "into": other.id])
        #expect(sent.status == 303)
        let rows = try await hub.call(.get, "/api/v1/stock?place=\(place.id)").json.rows
        #expect(rows.map { $0["quantity"] } == [-50])
    }

    @Test func `a name that another place has is told of before it is given`() async throws {
        let hub = try TestHub()
        let place = try await hub.place("A1")
        _ = try await hub.place("Freezer")
        let path = "/places/\(place.id)/preview?parent=-&stood=-&name="
        #expect(try await hub.page(path + "freezer").text.contains("Another place is called"))
        #expect(try await !hub.page(path + "a1").text.contains("Another place is called"))
        #expect(try await !hub.page(path + "Cooler").text.contains("Another place is called"))
    }

    @Test func `a scan of its label counts, brings it back and says so`() async throws {
        let hub = try TestHub()
        let box = try await hub.place("Box 1", "box")
        try await hub.item()
        let retired = try await hub.call(
            .post, "/api/v1/places/\(box.label)/retirement", ["id": TestHub.id()])
        #expect(retired.status == 200 && retired["id"].text == box.id)
        let scan = try await hub.scan("intake", "beans", 2, ["place": .text(box.label)])
        #expect(scan.status == 201 && scan["warnings"].rows == ["place_returned"])
        #expect(try await hub.page("/take-in").text.contains(">Box 1<"))
        #expect(try await hub.store.verify().isEmpty)
    }

    @Test func `a place of that name is made anew while the old one is not used`() async throws {
        let hub = try TestHub()
        let old = try await hub.place("A1")
        let list = ["id": id(), "names": "A1–A3", "kind": "bin", "inside": ""]
        _ = try await hub.call(
            .post, "/api/v1/places/\(old.id)/retirement", ["id": TestHub.id()])
        #expect(try await hub.form("/beginning/places", list).status == 303)
        let names = try await hub.call(.get, "/api/v1/places").json.rows.map { $0["name"].text }
        #expect(names.filter { $0 == "A1" }.count == 1 && names.contains("A3"))
    }
}
