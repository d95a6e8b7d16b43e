import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// Scans as people and scanners really send them.
struct ScanCaseTests {
    @Test func `a device whose clock is off is told so of whatever it scans`() async throws {
        let shelf = try await CountShelf()
        let box = try await shelf.hub.place("Box", "box", in: shelf.bin)
        let rack = try await shelf.hub.place("Rack", "shelf").id
        let count = try await shelf.open(at: 1)
        shelf.hub.clock.set(CountShelf.moment(12))
        let sender = TestHub.Asker(
            headers: ["Larder-Sent-At": CountShelf.moment(72).description])
        let at: JSON = .text(CountShelf.moment(71).description)
        for scan in [
            TestHub.scan("intake", "4711", nil, ["at": at]),
            TestHub.scan("count", "beans", nil, ["at": at, "count": .text(count)]),
            TestHub.scan("move", box.label, nil, ["at": at, "to": .text(rack)]),
        ] {
            let answer = try await shelf.hub.call(.post, "/api/v1/scans", .json(scan), as: sender)
            #expect(answer["warnings"] == ["clock_off"], "\(answer.text)")
            let again = try await shelf.hub.call(.post, "/api/v1/scans", .json(scan), as: sender)
            #expect(again.status == 200 && again.text == answer.text)
        }
        for (code, status) in [("beans", 201), ("4712", 202)] {
            let line: JSON = [
                "id": TestHub.id(), "code": .text(code), "quantity": 2, "at": at,
            ]
            let path = "/api/v1/counts/\(count)/lines"
            let answer = try await shelf.hub.call(.post, path, .json(line), as: sender)
            #expect(answer.status == status && answer["warnings"] == ["clock_off"])
            let again = try await shelf.hub.call(.post, path, .json(line), as: sender)
            #expect(again["warnings"] == ["clock_off"], "\(again.text)")
        }
        let right = try await shelf.hub.call(
            .post, "/api/v1/counts/\(count)/lines",
            ["id": TestHub.id(), "code": "beans", "quantity": 2])
        #expect(right["warnings"] == [])
    }

    @Test
    func `a file's moments are set right by its sender's clock, and its lines keep their ids`()
        async throws
    {
        let shelf = try await CountShelf()
        shelf.hub.clock.set(CountShelf.moment(0))
        let count = try await shelf.open(at: 1)
        try await shelf.see(7, in: count, at: 5)
        try await shelf.complete(count, at: 6)
        shelf.hub.clock.set(CountShelf.moment(12))
        // The sender's clock is an hour ahead: what it calls 63 was before the count, at 3.
        let sender = TestHub.Asker(
            headers: ["Larder-Sent-At": CountShelf.moment(72).description])
        let file = "at,code,quantity,place\n\(CountShelf.moment(63)),beans,2,\(shelf.bin)\n"
        for (query, recorded, known) in [("?dryRun=true", 1, 0), ("", 1, 0), ("", 0, 1)]
            as [(String, JSON, JSON)]
        {
            let report = try await shelf.hub.call(
                .post, "/api/v1/reconciliations\(query)", .csv(file), as: sender)
            #expect((report["recorded"], report["alreadyRecorded"]) == (recorded, known))
        }
        #expect(try await shelf.balance(shelf.beans) == 7)
        let again = try await shelf.hub.call(.post, "/api/v1/reconciliations", .csv(file))
        #expect(again["alreadyRecorded"] == 1)
    }

    @Test func `a scan that is too long is refused by its id`() async throws {
        let hub = try TestHub()
        let id = TestHub.id()
        let long = String(repeating: "x", count: 300_000)
        for text in [
            "{\"id\":\"\(id.text)\",\"mode\":\"intake\",\"code\":\"\(long)\"}",
            "{ \"mode\":\"intake\", \"id\" : \"\(id.text.uppercased())\", \"code\":\"\(long)\"}",
        ] {
            let refused = try await hub.call(.post, "/api/v1/scans", .text(text))
            #expect((refused.status, refused.problem) == (413, "body_too_large"))
            #expect(refused["id"].text == id.text.lowercased())
        }
        let late = "{\"code\":\"\(long)\",\"id\":\"\(id.text)\"}"
        #expect(try await hub.call(.post, "/api/v1/scans", .text(late))["id"] == .null)
    }

    @Test func `a scan that waits stands at its moment, whatever its device's clock showed`()
        async throws
    {
        let hub = try TestHub()
        hub.clock.set(CountShelf.moment(12))
        let sender = TestHub.Asker(
            headers: ["Larder-Sent-At": CountShelf.moment(72).description])
        let scan = TestHub.scan(
            "intake", "4711", nil, ["at": .text(CountShelf.moment(71).description)])
        _ = try await hub.call(.post, "/api/v1/scans", .json(scan), as: sender)
        try await hub.scan("intake", "4712")
        let waiting = try await hub.call(.get, "/api/v1/unresolved").json.rows
        let moments = waiting.compactMap { Moment($0["at"].text)?.description.prefix(16) }
        #expect(moments == [11, 12].map { CountShelf.moment($0).description.prefix(16) })
    }

    @Test func `what is to move to where it is stays there, and that is said`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        let bin = JSON.text(try await hub.place().id)
        try await hub.scan("intake", "beans", 9, ["place": bin])
        let there = TestHub.scan("move", "beans", 4, ["place": bin, "to": bin])
        for status in [201, 200] {
            let answer = try await hub.send(there)
            #expect((answer.status, answer["quantity"], answer["balance"]) == (status, 0, 9))
            #expect(answer["warnings"] == ["already_there"] && answer["item"]["id"].text == item)
        }
        let undo = "/api/v1/movements/\(there["id"].text)/reversal"
        #expect(try await hub.call(.post, undo, ["id": TestHub.id()]).status == 201)
        let line = there.with(["id": TestHub.id(), "at": "2026-11-21T09:00:00Z"])
        let file = try await hub.call(.post, "/api/v1/reconciliations", .lines([line]))
        #expect(file["recorded"] == 1)
        #expect(try await hub.balance(item, at: bin.text) == 9)
        #expect(try await hub.store.verify().isEmpty)
    }

    @Test func `a box goes once, and an empty one is said to be`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        let box = try await hub.place("Box", "box")
        try await hub.scan("intake", "beans", 9, ["place": .text(box.id)])
        let twice = TestHub.scan("distribute", box.label, 2)
        for _ in 0..<2 {
            let answer = try await hub.send(twice)
            #expect((answer["quantity"], answer["warnings"]) == (9, ["shortfall"]))
        }
        for mode in ["distribute", "discard"] {
            let empty = try await hub.scan(mode, box.label)
            #expect(empty["quantity"] == 0 && empty["warnings"].rows.contains("shortfall"))
        }
        #expect(try await hub.balance(item) == 0)
        let said = try await hub.form(
            "/hand-out", ["id": TestHub.id().text, "code": box.label, "quantity": "1"])
        #expect(try await hub.page(said.header("Location")).text.contains("The box was empty"))
        let file = "at,code\n2026-11-21T09:00:00Z,\(box.label)\n"
        let report = try await hub.call(.post, "/api/v1/reconciliations", .csv(file))
        #expect(report["recorded"] == 1)
        #expect(report["exceptions"].rows.map { $0["text"] } == ["Box was empty."])
    }

    @Test func `a scan in a count says where it is counted if it names another place`()
        async throws
    {
        let shelf = try await CountShelf()
        let (box, other) = (
            try await shelf.hub.place("Box", "box", in: shelf.bin), try await shelf.hub.place("A2")
        )
        let count = try await shelf.open(at: 1)
        for (place, isElsewhere) in [(shelf.bin, false), (box.label, false), (other.id, true)] {
            for code in ["beans", "4711"] {
                let scan = TestHub.scan(
                    "count", code, nil, ["count": .text(count), "place": .text(place)])
                for _ in 0..<2 {
                    let answer = try await shelf.hub.send(scan)
                    #expect(
                        answer["warnings"].rows == (isElsewhere ? ["place_not_counted"] : []))
                    if code == "beans" { #expect(answer["place"]["id"].text == shelf.bin) }
                }
            }
        }
    }

    @Test func `an earlier move of a box that is taken back stays so, wherever the box stands`()
        async throws
    {
        let shelf = try await CountShelf()
        let box = try await shelf.hub.place("Box", "box", in: shelf.bin)
        let racks = [
            try await shelf.hub.place("Rack 1", "shelf").id,
            try await shelf.hub.place("Rack 2", "shelf").id,
        ]
        var moves: [JSON] = []
        for rack in racks {
            moves.append(
                try await shelf.hub.scan("move", box.label, nil, ["to": .text(rack)])["id"])
        }
        #expect(try await shelf.undo(moves[0], at: 1).status == 201)
        #expect(try await shelf.undo(moves[1], at: 2).status == 201)
        #expect(try await shelf.undo(moves[1], at: 3).problem == "already_reversed")
        // It stands where the first move had put it, and that move was taken back all the same.
        try await shelf.hub.scan("move", box.label, nil, ["to": .text(racks[0])])
        #expect(try await shelf.undo(moves[0], at: 5).problem == "already_reversed")
    }

    @Test func `a place is named by its label in every form that is printed, typed or linked`()
        async throws
    {
        let hub = try TestHub()
        let item = try await hub.item()
        let (bin, other) = (try await hub.place("A1"), try await hub.place("A2"))
        let label = bin.label
        let forms = [
            label, label.lowercased(), "]Q1\(label)", "]d1\(label.lowercased())",
            "\(label.prefix(4)) \(label.suffix(4))", "\(label.prefix(4))-\(label.suffix(4))",
            "https://pantry.example/\(label)", "HTTPS://PANTRY.EXAMPLE/\(label)",
            "\u{2}\(label)\r\n", " \(bin.id) ", bin.id.uppercased(),
        ]
        for form in forms {
            let answer = try await hub.scan("intake", "beans", 1, ["place": .text(form)])
            #expect(answer["place"]["id"].text == bin.id, "\(form)")
            let back: [String: JSON] = ["place": .text(other.id), "to": .text(form)]
            #expect(try await hub.scan("move", "beans", 1, back).status == 201, "\(form)")
        }
        #expect(try await hub.balance(item, at: bin.id) == Int64(2 * forms.count))
        let file = "at,code,place\n2026-11-21T09:00:00Z,beans,]Q1\(label.lowercased())\n"
        #expect(try await hub.call(.post, "/api/v1/reconciliations", .csv(file))["recorded"] == 1)
        let nowhere = try await hub.scan("intake", "beans", 1, ["place": "]Q1nowhere"])
        #expect(nowhere.problem == "place_not_found")
    }

    @Test func `what is kept by weight and scanned without one says so, wherever it is scanned`()
        async throws
    {
        let hub = try TestHub()
        let apples = try await hub.item("Apples", code: "4133", ["measure": "gram"])
        let bin = try await hub.place()
        #expect(try await hub.scan("intake", "4133", 3)["warnings"] == ["weight_missing"])
        let enough = try await hub.scan("intake", "4133", 500)["warnings"]
        #expect(!enough.rows.contains("weight_missing"))
        let count: JSON = ["id": TestHub.id(), "place": .text(bin.id)]
        _ = try await hub.call(.post, "/api/v1/counts", .json(count))
        let seen = TestHub.scan("count", "4133", 3, ["count": count["id"]])
        for _ in 0..<2 { #expect(try await hub.send(seen)["warnings"] == ["weight_missing"]) }
        let weighed = try await hub.scan(
            "count", "4133", nil, ["count": count["id"], "weightGrams": 20])
        #expect(weighed["warnings"] == [])
        let file = "at,code,quantity\n2026-11-21T09:00:00Z,4133,2\n"
        let report = try await hub.call(.post, "/api/v1/reconciliations", .csv(file))
        #expect(report["recorded"] == 1)
        #expect(report["exceptions"].rows.map { $0["code"] } == ["weight_missing"])
        #expect(try await hub.balance(apples) == 501)
    }

    @Test func `a quantity is bounded where it is read`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        for much in [1_000_000_001, 9_223_372_036_854_775_000] as [Int64] {
            #expect(try await hub.scan("intake", "beans", much).problem == "quantity_out_of_range")
            let heavy = try await hub.scan("intake", "beans", nil, ["weightGrams": .whole(much)])
            #expect(heavy.problem == "quantity_out_of_range")
        }
        #expect(try await hub.scan("intake", "beans", 1_000_000_000).status == 201)
        #expect(try await hub.scan("intake", "beans", 1_000_000_000).status == 201)
        let form = ["id": TestHub.id().text, "code": "beans", "quantity": "12345678901"]
        #expect(try await hub.form("/take-in", form).status != 303)
        #expect(try await hub.balance(item) == 2_000_000_000)
    }

    @Test func `a weight that nothing has is refused wherever it is said`() async throws {
        let hub = try TestHub()
        let beans = try await hub.item()
        try await hub.item("Apples", code: "4133", ["measure": "gram"])
        let much: JSON = 50_000_000
        let scans = [
            try await hub.scan("intake", "beans", nil, ["weightGrams": much]),
            try await hub.scan("intake", "4711", nil, ["weightGrams": much]),
            try await hub.scan("intake", "4133", 50_000_000),
        ]
        for answer in scans {
            #expect(answer.problem == "quantity_out_of_range")
            #expect(answer["detail"].text.contains("at most 25,000 kg"))
        }
        #expect(try await hub.scan("intake", "4133", 25_000_000).status == 201)
        let path = "/api/v1/items/\(beans)"
        let can: JSON = [
            "id": TestHub.id(), "name": "Can", "measure": "each", "unitWeightGrams": much,
        ]
        let convert: JSON = ["measure": "gram", "conversion": ["gramsPerPiece": much]]
        let items = [
            try await hub.call(.post, "/api/v1/items", .json(can)),
            try await hub.call(.patch, path, ["unitWeightGrams": much]),
            try await hub.call(.patch, path, .json(convert)),
        ]
        for answer in items { #expect(answer.problem == "unit_weight_out_of_range") }
        let file = "name,unit_weight_g\nCan,50000000\nCrate,1000000\n"
        let report = try await hub.call(.post, "/api/v1/item-imports", .csv(file))
        #expect(report["refused"].rows.map { $0["line"] } == [2] && report["new"] == 1)
        // What was taken once stays while other things are changed.
        _ = try await hub.store.write { ledger in
            var item = try ledger.item(try #require(ItemID(beans)))
            item.unitWeightGrams = 50_000_000
            return try ledger.changeItem(item)
        }
        #expect(try await hub.call(.patch, path, ["name": "Old beans"]).status == 200)
        #expect(try await hub.call(.get, path)["unitWeightGrams"] == much)
    }

    @Test func `a line break in a name is a space`() async throws {
        let hub = try TestHub()
        let names = ["Black\nbeans", "Black \r\n beans", "Black\u{2028}beans", "Black\tbeans"]
        for (n, name) in names.enumerated() {
            let id = try await hub.item(name, code: "code \(n)")
            #expect(
                try await hub.call(.get, "/api/v1/items/\(id)")["name"] == "Black beans", "\(name)")
        }
        _ = try await hub.call(
            .post, "/api/v1/item-imports", .csv("name,code\n\"Red\nbeans\",9\n"))
        #expect(
            try await hub.call(.get, "/api/v1/items?code=9").json.rows.map { $0["name"] }
                == ["Red beans"])
    }

    /// Elements that look like codes, and are lines of a licence behind its header.
    private static let elements = [
        "DADO", "DCSO", "ZVZVA01", "ZCBCORR LENS", "DAIRYE", "DAL", "DABNG",
    ]

    @Test func `a moment after a line of a licence whatever has an element's name is one too`()
        async throws
    {
        let hub = try TestHub()
        try await hub.item("Cheese", code: "DAIRY-A")
        let header = "ANSI 636000090002DL00410278"
        for element in Self.elements {
            #expect(try await hub.scan("intake", header).problem == "paper_of_a_person")
            #expect(
                try await hub.scan("intake", element).problem == "paper_of_a_person", "\(element)")
        }
        // A code that is known is one, and ends nothing; so is what comes later, or from another station.
        #expect(try await hub.scan("intake", "DAIRY-A").status == 201)
        #expect(try await hub.scan("intake", "DACMichael").problem == "paper_of_a_person")
        #expect(try await hub.scan("intake", "DADO", nil, ["station": "2"]).status == 202)
        hub.clock.advance(seconds: 11)
        #expect(try await hub.scan("intake", "DADO").status == 202)
        // In a batch and in a file their order says it.
        let goods = Array(repeating: "DAIRY-A", count: 5)
        let lines = [header] + Self.elements + ["DAIRY-A", "DACMichael"] + goods + ["DANISH"]
        let batch = try await hub.call(
            .post, "/api/v1/scans/batch", .lines(lines.map { TestHub.scan("intake", $0) }))
        let outcomes = batch.lines.map { $0["code"] == "paper_of_a_person" }
        #expect(outcomes == lines.map { !["DAIRY-A", "DANISH"].contains($0) })
        let file =
            "at,code\n"
            + lines.enumerated().map { "2026-11-21T10:00:\(10 + $0)Z,\($1)\n" }.joined()
        let report = try await hub.call(.post, "/api/v1/reconciliations", .csv(file))
        #expect(report["refused"].whole == Int64(Self.elements.count + 2))
        let kept = try await hub.call(.get, "/api/v1/unresolved").json.rows.map { $0["code"].text }
        #expect(Set(kept) == ["DANISH", "DADO"])
    }
}
