import Foundation
import Stock
import TestSupport
import Testing

@testable import Server
@testable import Web

/// What the page of the stock says of all there is, whatever of it one page shows.
struct StockPageTests {
    @Test func `sums are of all that is found, on each page of it`() async throws {
        let hub = try TestHub()
        for number in 100..<170 {
            try await hub.item("Food \(number)", code: "\(number)")
            try await hub.scan("intake", "\(number)", 2)
        }
        try await hub.item("Bread", code: "bread")
        try await hub.scan("intake", "bread", 5)
        let found = try await hub.page("/stock?query=food").text
        #expect(found.contains("<h2>70 items <span class=\"sum\">140 pieces"))
        let more = try #require(found.firstMatch(of: #/href="(/stock\?after=[^"]+)"/#))
        let second = try await hub.page(
            String(more.1).replacingOccurrences(of: "&amp;", with: "&")
        ).text
        #expect(second.contains("<h2>70 items <span class=\"sum\">140 pieces"))
        #expect(try await hub.page("/stock").text.contains("<span class=\"sum\">145 pieces"))
    }

    @Test(arguments: [("en", "are of that category"), ("es", "son de esa categoría")])
    func `a category is found where no name holds it`(tag: String, told: String) async throws {
        let hub = try TestHub()
        for number in 100..<150 {
            try await hub.item("Food \(number)", code: "\(number)")
            try await hub.scan("intake", "\(number)", 2)
        }
        let page = try await hub.page(
            "/stock?query=TEST", as: TestHub.Asker(headers: ["Accept-Language": tag])
        ).text
        #expect(page.contains(told) && page.contains("Food 149"))
        #expect(page.contains("<span class=\"sum\">100 "))
        #expect(try await !hub.page("/stock?query=food").text.contains("are of that category"))
    }

    @Test func `places are listed as people look for them`() async throws {
        let hub = try TestHub()
        for name in ["A10", "A2", "A1", "A11"] { _ = try await hub.place(name, "bin") }
        for path in ["/take-in", "/count", "/stock?by=place", "/labels/list"] {
            let page = try await hub.page(path).text
            let names = page.matches(of: #/>(A\d+)<\/(?:option|a)>/#).map { String($0.1) }
            #expect(Array(names.suffix(4)) == ["A1", "A2", "A10", "A11"], "\(path)")
        }
    }

    @Test func `a place's row tells of all that is in it`() async throws {
        let hub = try TestHub()
        try await hub.item()
        let room = try await hub.place("Cold room", "room").id
        let shelf = try await hub.place("Shelf A", in: room).id
        for name in ["A1", "A2"] {
            let bin = try await hub.place(name, "bin", in: shelf).id
            try await hub.scan("intake", "beans", 5, ["place": .text(bin)])
        }
        let outline = try await hub.page("/stock?by=place").text
        for name in ["Cold room", "Shelf A"] {
            let row = outline.components(separatedBy: "<li").first { $0.contains(">\(name)</a>") }
            #expect(row?.contains("1 item") == true, "\(name)")
            #expect(row?.contains("10 pieces") == true, "\(name)")
        }
        #expect(try await hub.page("/stock?query=shelf").text.contains("10 pieces"))
    }

    @Test func `a programme's items are told with their dates and places, its own alone`()
        async throws
    {
        let hub = try TestHub()
        try await hub.item()
        let bin = try await hub.place("A1", "bin").id
        let date: JSON = ["kind": "bestBy", "date": "2027-03"]
        try await hub.scan(
            "intake", "beans", 4,
            ["place": .text(bin), "dateLabel": date, "programme": "tefap"])
        try await hub.scan("intake", "beans", 7)
        let page = try await hub.page("/stock?by=programme&programme=tefap").text
        let list = try #require(page.components(separatedBy: "class=\"list goods\"").last)
        #expect(page.contains("<span class=\"sum\">4 pieces"))
        #expect(list.contains(">A1</a>") && list.contains("March 2027"))
        #expect(!list.contains("7 pieces"))
    }

    @Test func `what is weighed is asked in the hub's unit, and recorded in grams`() async throws {
        let hub = try TestHub()
        _ = try await hub.form("/settings/hub", ["name": "Hub", "weightUnit": "lb"])
        let apples = try await hub.item("Apples", code: "4133", ["measure": "gram"])
        let place = try await hub.place("A1", "bin").id
        let came = try await hub.scan(
            "intake", "4133", 4_990, ["place": .text(place)])
        let lot = came["lots"][0]["lot"].text
        let asked = try await hub.page("/use-first/discard?lot=\(lot)&place=\(place)").text
        #expect(asked.contains("How heavy, in lb") && asked.contains("value=\"11\""))
        let gone = [
            "id": TestHub.id().text, "lot": lot, "place": place, "weight": "2.5",
            "reason": "damaged",
        ]
        #expect(try await hub.form("/use-first/discard", gone).status == 303)
        #expect(try await hub.balance(apples, at: place) == 4_990 - 1_134)
        let count = try await hub.form("/count", ["id": TestHub.id().text, "place": place])
        let path = count.header("Location")
        let list = try await hub.page("\(path)/list").text
        #expect(list.contains("in lb") && list.contains("name=\"weight-\(apples)\""))
        let seen = ["id": TestHub.id().text, "weight-\(apples)": "8,5"]
        #expect(try await hub.form("\(path)/list", seen).status == 303)
        let sheet = try await hub.page(path).text
        #expect(sheet.contains("value=\"8.5\""))
        let right = ["id": TestHub.id().text, "item": apples, "weight": "9"]
        #expect(try await hub.form(path, right).status == 303)
        #expect(try await hub.page(path).text.contains("value=\"9\""))
    }

    @Test func `paper that does not hold all of it says so`() async throws {
        let hub = try TestHub()
        for number in 100..<141 {
            try await hub.item("Food \(number)", code: "\(number)")
            try await hub.scan("intake", "\(number)", 2)
        }
        let note = "Not everything is on these sheets"
        #expect(try await hub.page("/stock").text.contains(note))
        #expect(try await !hub.page("/stock?all=yes").text.contains(note))
    }
}
