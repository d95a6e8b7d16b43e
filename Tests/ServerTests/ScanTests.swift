import Storage
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

struct ScanTests {
    @Test func `a scan is recorded and says what it was, where, and how many now`() async throws {
        let hub = try TestHub()
        let item = try await hub.item(code: "00016000275287", pack: 12)
        let bin = try await hub.place()
        let answer = try await hub.scan("intake", "016000275287", 2, ["place": .text(bin.label)])
        #expect(answer.status == 201)
        #expect(answer["outcome"] == "recorded")
        #expect(answer["item"]["id"].text == item)
        #expect(answer["place"]["id"].text == bin.id)
        #expect(answer["quantity"] == 24)
        #expect(answer["weightGrams"] == 10_200)
        #expect(answer["balance"] == 24)
        #expect(answer["lots"].rows.count == 1)
        #expect(answer["lots"][0]["quantity"] == 24)
        #expect(answer["warnings"] == [])
        #expect(try await hub.balance(item) == 24)
    }

    @Test func `the same request again is answered alike and changes nothing`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        let scan = TestHub.scan("intake", "beans", 5, ["source": "Harvest Market"])
        let first = try await hub.send(scan)
        try await hub.scan("intake", "beans", 7)
        let again = try await hub.send(scan)
        #expect((first.status, again.status) == (201, 200))
        #expect(first.text == again.text)
        #expect(try await hub.balance(item) == 12)
    }

    @Test(
        arguments: [
            ["quantity": 6], ["code": "beans-case"], ["mode": "discard"], ["station": "table-2"],
            ["at": "2026-11-21T10:00:00-05:00"], ["source": "Another Market"], ["weightGrams": 425],
            ["dateLabel": ["kind": "bestBy", "date": "2027"]],
        ] as [[String: JSON]])
    func `an id seen before with other content is refused, and the first stands`(
        change: [String: JSON]
    ) async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        let scan = TestHub.scan("intake", "beans", 5, ["source": "Harvest Market"])
        _ = try await hub.send(scan)
        let answer = try await hub.send(scan.with(change))
        #expect(answer.status == 409)
        #expect(answer.problem == "id_exists_with_different_content")
        #expect(try await hub.balance(item) == 5)
    }

    @Test func `one answer settles every scan of a code, and the same answer again nothing more`()
        async throws
    {
        let hub = try TestHub()
        // More items than one page of a list has, whose names all hold the words of the one meant.
        for number in 100..<205 {
            try await hub.item("Big rice bag \(number)", code: "rice-\(number)")
        }
        let rice = try await hub.item("Rice bag, big", code: "rice")
        let scans = (1...3).map { TestHub.scan("intake", "4711", $0) }
        for scan in scans { _ = try await hub.send(scan) }
        let new: JSON = ["id": TestHub.id(), "name": "rice BAG, big"]
        let path = "/api/v1/unresolved/\(scans[0]["id"].text)/resolution"
        let resolution: JSON = ["id": TestHub.id(), "item": new, "pack": 2]
        #expect(try await hub.call(.post, path, .json(resolution)).status == 201)
        #expect(try await hub.balance(rice) == 12)
        #expect(try await hub.call(.get, "/api/v1/unresolved").json == [])
        let head = try await hub.call(.get, "/health")["seq"]
        #expect(try await hub.call(.post, path, .json(resolution)).status == 200)
        #expect(try await hub.call(.get, "/health")["seq"] == head)
    }

    @Test func `an unknown code is kept, and counts once someone says what it was`() async throws {
        let hub = try TestHub()
        let scan = TestHub.scan("intake", "4711", 3)
        let kept = try await hub.send(scan)
        #expect(kept.status == 202)
        #expect(kept["outcome"] == "unresolved")
        #expect(try await hub.send(scan).status == 200)
        let open = try await hub.call(.get, "/api/v1/unresolved")
        #expect(open.json.rows.map { $0["id"] } == [scan["id"]])
        #expect(open.json[0]["quantity"] == 3)

        let item: JSON = ["id": TestHub.id(), "name": "Lentils"]
        let path = "/api/v1/unresolved/\(scan["id"].text)/resolution"
        let resolution: JSON = ["id": TestHub.id(), "item": item, "pack": 6]
        let answer = try await hub.call(.post, path, .json(resolution))
        #expect(answer.status == 201)
        #expect(answer["quantity"] == 18)
        #expect(try await hub.call(.post, path, .json(resolution)).status == 200)
        #expect(try await hub.balance(item["id"].text) == 18)
        #expect(try await hub.call(.get, "/api/v1/unresolved").json == [])
        #expect(try await hub.scan("intake", "4711")["quantity"] == 6, "the code is learned")
    }

    @Test
    func `the codes of a new item that explains a scan are known, and a known item gets them`()
        async throws
    {
        let hub = try TestHub()
        let (first, second) = (TestHub.scan("intake", "4711", 2), TestHub.scan("intake", "4712", 1))
        for scan in [first, second] { _ = try await hub.send(scan) }
        func settle(_ scan: JSON, _ resolution: JSON) async throws -> Int {
            let path = "/api/v1/unresolved/\(scan["id"].text)/resolution"
            return try await hub.call(.post, path, .json(resolution)).status
        }
        let item: JSON = [
            "id": TestHub.id(), "name": "Lentils",
            "codes": [["code": "4711", "pack": 6], ["code": "lentil-case", "pack": 12]],
        ]
        let resolution: JSON = ["id": TestHub.id(), "item": item]
        for status in [201, 200] { #expect(try await settle(first, resolution) == status) }
        #expect(try await hub.balance(item["id"].text) == 12)
        #expect(try await hub.scan("intake", "lentil-case")["quantity"] == 12)
        #expect(try await hub.scan("intake", "4711")["quantity"] == 6)
        #expect(try await settle(first, resolution.with(["pack": 7])) == 409)
        let other = item.with(["codes": [["code": "lentil-case", "pack": 13]]])
        #expect(try await settle(first, resolution.with(["item": other])) == 409)

        // Known by its name.
        let named: JSON = [
            "id": TestHub.id(), "name": "LENTILS", "codes": [["code": "lentil-bag", "pack": 3]],
        ]
        let more: JSON = ["id": TestHub.id(), "item": named, "pack": 2]
        for status in [201, 200] { #expect(try await settle(second, more) == status) }
        #expect(try await hub.scan("intake", "lentil-bag")["item"]["id"] == item["id"])
        #expect(try await hub.scan("intake", "4712")["quantity"] == 2)
    }

    @Test func `a hand-out without a place takes what expires first`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        let (near, far) = (try await hub.place("A1"), try await hub.place("A2"))
        for (place, date) in [(far, "2028-01-31"), (near, "2027"), (far, "2027-03")] {
            let label: JSON = ["kind": "bestBy", "date": .text(date)]
            try await hub.scan(
                "intake", "beans", 10, ["place": .text(place.id), "dateLabel": label])
        }
        let answer = try await hub.scan("distribute", "beans", 12)
        #expect(answer["lots"].rows.count == 2)
        let left = try await hub.call(.get, "/api/v1/stock?item=\(item)").json.rows
        #expect(left.map { $0["dateLabel"]["date"] } == ["2027", "2028-01-31"])
        #expect(left.map { $0["quantity"] } == [8, 10])
        #expect(answer["warnings"] == [])
    }

    @Test func `more than the ledger knew goes out all the same, and shows as a shortfall`()
        async throws
    {
        let hub = try TestHub()
        let item = try await hub.item()
        try await hub.scan("intake", "beans", 2)
        let answer = try await hub.scan("distribute", "beans", 5)
        #expect(answer.status == 201)
        #expect(answer["quantity"] == 5)
        #expect(answer["balance"] == -3)
        #expect(answer["warnings"] == ["shortfall"])
        let short = try await hub.call(.get, "/api/v1/shortfalls").json
        #expect(short.rows.count == 1)
        #expect(short[0]["item"].text == item)
        #expect(short[0]["quantity"] == -3)
        #expect(short[0]["seq"] == answer["seq"])
    }

    @Test func `undoing puts everything back, once`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        try await hub.scan("intake", "beans", 10)
        let out = TestHub.scan("distribute", "beans", 4)
        _ = try await hub.send(out)
        let path = "/api/v1/movements/\(out["id"].text)/reversal"
        let undo: JSON = ["id": TestHub.id()]
        let answer = try await hub.call(.post, path, .json(undo))
        #expect(answer.status == 201)
        #expect(answer["balance"] == 10)
        #expect(try await hub.call(.post, path, .json(undo)).status == 200)
        #expect(try await hub.balance(item) == 10)
        let second = try await hub.call(.post, path, .json(["id": TestHub.id()]))
        #expect(second.problem == "already_reversed")
        #expect(try await hub.balance(item) == 10)
    }

    @Test func `undoing a scan of an unknown code puts it down as nothing`() async throws {
        let hub = try TestHub()
        let scan = TestHub.scan("intake", "4711")
        _ = try await hub.send(scan)
        let answer = try await hub.call(
            .post, "/api/v1/movements/\(scan["id"].text)/reversal", ["id": TestHub.id()])
        #expect(answer["outcome"] == "dismissed")
        #expect(try await hub.call(.get, "/api/v1/unresolved").json == [])
    }

    @Test func `an item is named in place of a code that it need not have`() async throws {
        let hub = try TestHub()
        let (rice, beans) = (TestHub.id(), try await hub.item())
        let made = try await hub.call(
            .post, "/api/v1/items", ["id": rice, "name": "Rice", "measure": "each"])
        #expect(made.status == 201)
        let scan = TestHub.scan("intake", "Rice", 3, ["item": rice])
        let answer = try await hub.send(scan)
        #expect(answer.status == 201 && answer["item"]["id"] == rice && answer["balance"] == 3)
        let again = try await hub.send(scan)
        #expect(again.status == 200 && again.json == answer.json)
        let other = try await hub.send(scan.with(["item": .text(beans)]))
        #expect(other.problem == "id_exists_with_different_content")
        let found = try await hub.send(TestHub.scan("lookup", "Rice", nil, ["item": rice]))
        #expect(found["target"] == "item" && found["balance"] == 3)
        let unknown = try await hub.send(TestHub.scan("intake", "Rice", 1, ["item": TestHub.id()]))
        #expect(unknown.problem == "item_not_found")
        #expect(try await hub.call(.get, "/api/v1/unresolved").json == [])
    }

    @Test func `a box moves with what is in it, and goes out whole`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        let (shelf, box) = (
            try await hub.place("Shelf", "shelf"), try await hub.place("Box", "box")
        )
        try await hub.scan("intake", "beans", 9, ["place": .text(box.id)])
        #expect(try await hub.balance(item, at: shelf.label) == 0)
        let moved = try await hub.scan("move", box.label, nil, ["to": .text(shelf.label)])
        #expect(moved.status == 201)
        #expect(moved["place"]["parent"].text == shelf.id)
        #expect(try await hub.balance(item, at: shelf.label) == 9)
        let out = try await hub.scan("distribute", box.label)
        #expect(out["quantity"] == 9)
        #expect(try await hub.balance(item) == 0)
    }

    @Test func `warnings tell of a past date, a missing date and the same scan again`() async throws
    {
        let hub = try TestHub()
        try await hub.item(code: "beans", ["shelfLifeDays": 30])
        #expect(try await hub.scan("intake", "beans", 1)["warnings"] == ["date_unknown"])
        let past: JSON = ["kind": "useBy", "date": "2026-11-20"]
        let at: JSON = "2026-11-21T10:00:00-05:00"
        let facts: [String: JSON] = ["dateLabel": past, "station": "table-1", "at": at]
        #expect(try await hub.scan("intake", "beans", 1, facts)["warnings"] == ["past_date"])
        let again = try await hub.scan("intake", "beans", 1, facts)["warnings"]
        #expect(again == ["past_date", "same_scan_seconds_ago"])
    }

    @Test func `a look-up changes nothing`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        try await hub.scan("intake", "beans", 4)
        let before = try await hub.call(.get, "/health")["seq"]
        let found = try await hub.scan("lookup", "beans")
        #expect(found.status == 200)
        #expect(found["outcome"] == "lookup")
        #expect(found["target"] == "item")
        #expect(found["item"]["id"].text == item)
        #expect(found["balance"] == 4)
        #expect(try await hub.scan("lookup", "4711")["target"] == "unknown")
        #expect(try await hub.call(.get, "/health")["seq"] == before)
    }

    @Test func `a source's name stays out of the journal`() async throws {
        let hub = try TestHub()
        try await hub.item()
        try await hub.scan("intake", "beans", 1, ["source": "Mrs Zaragoza"])
        #expect(try await !hub.call(.get, "/api/v1/journal").text.contains("Zaragoza"))
    }

    @Test func `whatever answers a scan names its id, problems and look-ups too`() async throws {
        let hub = try TestHub()
        try await hub.item()
        let bin = try await hub.place()
        let wrong: [[String: JSON]] = [
            ["mode": "borrow"], ["quantity": 0], ["quantity": "two"], ["code": nil], ["code": ""],
            ["code": "DCSSAMPLE"], ["at": "noon"], ["place": "nowhere"], ["code": .text(bin.label)],
            ["mode": "lookup"], ["mode": "count", "count": TestHub.id()], ["code": "4711"], [:],
        ]
        for change in wrong {
            let scan = TestHub.scan("intake", "beans").with(change)
            #expect(try await hub.send(scan)["id"] == scan["id"], "\(change)")
        }
        let upper = TestHub.scan("borrow").with(["id": .text(TestHub.id().text.uppercased())])
        #expect(try await hub.send(upper)["id"].text == upper["id"].text.lowercased())
        let noID = TestHub.scan("intake").with(["id": "one"])
        #expect(try await hub.send(noID)["id"] == "one")
        #expect(
            try await hub.call(.post, "/api/v1/scans", .text("{", "application/json"))["id"] == nil)
    }

    @Test(arguments: [nil, Role.viewer]) func `a device that may not scan is told so of its scan`(
        role: Role?
    ) async throws {
        let hub = try TestHub()
        let scan = TestHub.scan("intake")
        let answer = try await hub.call(
            .post, "/api/v1/scans", .json(scan), as: TestHub.Asker(role: role))
        #expect(answer.problem == (role == nil ? "not_signed_in" : "role_not_allowed"))
        #expect(answer["id"] == scan["id"])
    }

    @Test func `whatever answers what follows a scan names its own id`() async throws {
        let hub = try TestHub()
        let scan = TestHub.scan("intake", "4711")
        _ = try await hub.send(scan)
        let (missing, own) = (TestHub.id().text, TestHub.id())
        for path in [
            "/api/v1/movements/\(missing)/reversal", "/api/v1/unresolved/\(missing)/resolution",
            "/api/v1/label-codes/7K2M9XRD/binding", "/api/v1/movements/\(scan["id"].text)/reversal",
        ] {
            let answer = try await hub.call(.post, path, .json(["id": own]))
            #expect(answer["id"] == own, "\(path)")
        }
    }

    @Test func `a code explained late in a count is answered under the explanation's id`()
        async throws
    {
        let hub = try TestHub()
        let item = try await hub.item()
        let bin = try await hub.place()
        let count: JSON = ["id": TestHub.id(), "place": .text(bin.id)]
        _ = try await hub.call(.post, "/api/v1/counts", .json(count))
        let scan = TestHub.scan("count", "4711").with(["count": count["id"]])
        _ = try await hub.send(scan)
        let resolution: JSON = ["id": TestHub.id(), "item": .text(item)]
        let path = "/api/v1/unresolved/\(scan["id"].text)/resolution"
        for _ in 0..<2 {
            let answer = try await hub.call(.post, path, .json(resolution))
            #expect(answer["id"] == resolution["id"])
            #expect(answer["outcome"] == "recorded")
        }
    }
}
