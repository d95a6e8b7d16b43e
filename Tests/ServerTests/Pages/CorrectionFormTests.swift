import Journal
import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// What the pages of a lot and of a place put right without scripts.
struct CorrectionFormTests {
    @Test func `a misread date is put right on the lot's page, wherever the lot is`() async throws {
        let hub = try TestHub()
        let beans = try await hub.item()
        let bin = try await hub.place().id
        let misread: JSON = ["kind": "bestBy", "date": "2027-08"]
        let facts: [String: JSON] = ["place": .text(bin), "dateLabel": misread]
        let taken = try await hub.scan("intake", "beans", 6, facts)
        let lot = taken["lots"][0]["lot"].text
        #expect(try await hub.page("/items/\(beans)").text.contains("href=\"/lots/\(lot)\""))
        let page = try await hub.page("/lots/\(lot)").text
        #expect(page.contains("best by August 2027") && page.contains("value=\"2027-08\""))
        #expect(page.contains("All there is of it, 6,"))
        let preview = try await hub.page(
            "/lots/\(lot)/preview?kind=useBy&date=0328&number=L+7"
        ).text
        #expect(
            preview.contains("The package says: use by March 2028 (before: best by August 2027)."))
        #expect(preview.contains("The lot number is L 7 (before: none)."))
        let right = ["kind": "useBy", "date": "0328", "number": " L 7 "]
        let sent = try await hub.form("/lots/\(lot)", right)
        #expect(sent.status == 303)
        let now = try #require(try await hub.call(.get, "/api/v1/stock").json.rows.first)
        #expect(now["dateLabel"] == ["kind": "useBy", "date": "2028-03"])
        #expect(now["lotNumber"] == "L 7" && now["quantity"] == 6)
        #expect(sent.header("location").hasPrefix("/lots/\(now["lot"].text)"))
        #expect(try await hub.page("/lots/\(now["lot"].text)").text.contains("use by March 2028"))
        // Its story tells the dates, not a loss and a find.
        for path in ["/lots/\(now["lot"].text)", "/items/\(beans)", "/places/\(bin)", "/history"] {
            let story = try await hub.page(path).text
            #expect(story.contains("best by August 2027 → use by March 2028"), "\(path)")
            #expect(!story.contains("Adjusted at"), "\(path)")
        }
        // What the form leaves empty is not on the package.
        _ = try await hub.form("/lots/\(now["lot"].text)", ["kind": "useBy"])
        let bare = try await hub.call(.get, "/api/v1/stock").json.rows
        #expect(bare.map { [$0["dateLabel"], $0["lotNumber"]] } == [[nil, nil]])
        #expect(
            try await hub.form("/lots/\(lot)", ["kind": "useBy", "date": "soon"]).status == 422)
        #expect(try await hub.call(.get, "/lots/\(TestHub.id().text)").status == 404)
        #expect(try await hub.store.verify().isEmpty)
    }

    @Test func `a place gets another name and stands somewhere else, and loses nothing by it`()
        async throws
    {
        let hub = try TestHub()
        try await hub.item()
        let (box, shelf) = (try await hub.place("B7", "box"), try await hub.place("East", "shelf"))
        let inner = try await hub.place("In it", "bin", in: box.id)
        try await hub.scan("intake", "beans", 6, ["place": .text(box.id)])
        let page = try await hub.page("/places/\(box.id)").text
        #expect(page.contains("value=\"B7\"") && page.contains("value=\"\(shelf.id)\""))
        // It cannot stand in what stands in it, nor in itself.
        #expect(!page.contains("<option value=\"\(inner.id)\""))
        #expect(!page.contains("<option value=\"\(box.id)\""))
        let shown = try await hub.page(
            "/places/\(box.id)/preview?name=B8&parent=\(shelf.id)&stood=-"
        ).text
        #expect(shown.contains("It is called “B8”"))
        #expect(shown.contains("It stands in: East (before: Stands by itself)"))
        #expect(try await hub.call(.get, "/api/v1/places/\(box.id)")["name"] == "B7")
        let form = ["name": "B8", "parent": shelf.id]
        #expect(try await hub.form("/places/\(box.id)", form).status == 303)
        let now = try await hub.call(.get, "/api/v1/places/\(box.id)")
        #expect(now["name"] == "B8" && now["parent"].text == shelf.id)
        #expect(try await hub.call(.get, "/api/v1/stock?place=\(box.id)").json[0]["quantity"] == 6)
        // Whoever only renames it says nothing of where it stands.
        let head = hub.store.head.seq
        let left = ["name": "B9", "parent": shelf.id, "stood": shelf.id]
        #expect(page.contains("name=\"stood\" value=\"-\""))
        #expect(try await hub.form("/places/\(box.id)", left).status == 303)
        #expect(hub.store.head.seq == head + 1)
        #expect(try await hub.form("/places/\(box.id)", ["name": "B8"]).status == 303)
        #expect(try await hub.call(.get, "/api/v1/places/\(box.id)")["parent"] == nil)
        #expect(try await hub.form("/places/\(box.id)", ["parent": shelf.id]).status == 422)
        #expect(try await hub.store.verify().isEmpty)
    }

    @Test func `a place is emptied into another, with the boxes that stand in it`() async throws {
        let hub = try TestHub()
        let beans = try await hub.item()
        let rice = try await hub.item("Rice", code: "rice", ["measure": "gram"])
        let (old, new) = (try await hub.place("Old", "shelf"), try await hub.place("New", "shelf"))
        let box = try await hub.place("B1", "box", in: old.id)
        for (place, quantity) in [(old.id, Int64(4)), (box.id, 6), (new.id, 1)] {
            try await hub.scan("intake", "beans", quantity, ["place": .text(place)])
        }
        let dated: JSON = ["kind": "bestBy", "date": "2027"]
        try await hub.scan(
            "intake", "beans", 2, ["place": .text(old.id), "dateLabel": dated])
        let sack: JSON = [
            "id": TestHub.id(), "mode": "intake", "code": "rice", "weightGrams": 2_500,
            "place": .text(old.id),
        ]
        try await hub.call(.post, "/api/v1/scans", .json(sack)).expect(201)
        let shown = try await hub.page("/places/\(old.id)/preview?into=\(new.id)&retire=yes").text
        #expect(shown.contains("goes to New") && shown.contains("6 · Black beans · no date"))
        #expect(shown.contains("Lists leave it out then."))
        let form = ["id": TestHub.id().text, "into": new.id]
        for _ in 1...2 {
            #expect(try await hub.form("/places/\(old.id)/emptying", form).status == 303)
        }
        func here(_ place: String) async throws -> [Int64] {
            try await hub.call(.get, "/api/v1/stock?place=\(place)").json.rows
                .compactMap { $0["quantity"].whole }.sorted()
        }
        #expect(try await here(old.id) == [])
        #expect(try await here(new.id) == [1 + 4, 2, 6, 2_500].sorted())
        #expect(try await hub.call(.get, "/api/v1/places/\(box.id)")["parent"].text == new.id)
        #expect(try await hub.balance(beans) == 13)
        #expect(try await hub.balance(rice) == 2_500)
        // Nothing goes into what it holds, nor over the edge of the world.
        for into in [new.id, box.id] {
            let loop = ["id": TestHub.id().text, "into": into]
            #expect(try await hub.form("/places/\(new.id)/emptying", loop).status == 422)
        }
        #expect(try await hub.store.verify().isEmpty)
    }
}
