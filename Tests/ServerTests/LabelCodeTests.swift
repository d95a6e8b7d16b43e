import Barcodes
import Stock
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

struct LabelCodeTests {
    @Test func `a roll has as many codes as were asked for, each with its check character`()
        async throws
    {
        let hub = try TestHub()
        let roll: JSON = ["id": TestHub.id(), "count": 300]
        let made = try await hub.call(.post, "/api/v1/label-codes", .json(roll))
        let codes = made["codes"].rows.map(\.text)
        #expect(made.status == 201 && codes.count == 300 && Set(codes).count == 300)
        #expect(codes.allSatisfy { (try? LabelCode($0))?.description == $0 })
        let again = try await hub.call(.post, "/api/v1/label-codes", .json(roll))
        #expect(again.status == 200 && again.json == made.json)
        let other = roll.with(["count": 299])
        #expect(try await hub.call(.post, "/api/v1/label-codes", .json(other)).status == 409)
        let page = "/api/v1/label-codes?roll=\(made["id"].text)&limit=200"
        let first = try await hub.call(.get, page)
        #expect(first.json.rows.map { $0["code"].text } == Array(codes.prefix(200)))
        let next = try #require(first.header("Link").firstMatch(of: #/<([^>]+)>/#)).1
        let linked = try await hub.call(.get, String(next))
        let second = try await hub.call(.get, "\(page)&after=200&state=blank")
        #expect(linked.json == second.json)
        #expect(second.json.rows.map { $0["number"].whole } == (201...300).map { $0 })
    }

    @Test func `scans of a blank label wait for what it is on, and then count`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        let code = try await hub.roll(1).codes[0]
        for typed in [code, code.lowercased(), "\(code.prefix(4))-\(code.suffix(4))"] {
            let scan = try await hub.scan("intake", typed, 2)
            #expect(scan.status == 202 && scan["labelCode"].text == code)
        }
        let look = try await hub.scan("lookup", code)
        #expect(look["target"] == "label" && look["labelCode"].text == code)
        let binding: JSON = [
            "id": TestHub.id(), "item": .text(item),
            "dateLabel": ["kind": "bestBy", "date": "2027-03"],
        ]
        let bound = try await hub.bind(code, binding)
        #expect(bound.status == 201 && bound["state"] == "bound")
        #expect(bound["settled"].rows.map { $0["answer"]["balance"] } == [2, 4, 6])
        #expect(bound["dateLabel"]["date"] == "2027-03" && bound["item"]["id"].text == item)
        #expect(try await hub.bind(code, binding).status == 200)
        #expect(try await hub.balance(item) == 6)
        let lot = try await hub.scan("distribute", code, 1)
        #expect(lot["lots"][0]["lot"] == bound["lot"])
    }

    @Test func `a label with a date on a known item makes a lot of the item's programme`()
        async throws
    {
        let hub = try TestHub()
        let item = try await hub.item("Peaches", code: "peaches", ["programme": "tefap"])
        let date: JSON = ["kind": "bestBy", "date": "2027-03"]
        try await hub.scan("intake", "peaches", 4, ["dateLabel": date])
        let binding: JSON = ["id": TestHub.id(), "item": .text(item), "dateLabel": date]
        let bound = try await hub.bind(try await hub.roll(1).codes[0], binding)
        #expect(bound.status == 201)
        let lots = try await hub.call(.get, "/api/v1/stock?item=\(item)").json.rows
        #expect(lots.map { $0["lot"] } == [bound["lot"]] && lots[0]["programme"] == "tefap")
    }

    @Test func `the codes of a new item that a label is put on are known`() async throws {
        let hub = try TestHub()
        let item: JSON = [
            "id": TestHub.id(), "name": "Lentils",
            "codes": [["code": "lentil-case", "pack": 12]],
        ]
        let binding: JSON = ["id": TestHub.id(), "item": item]
        let code = try await hub.roll(1).codes[0]
        for status in [201, 200] {
            #expect(try await hub.bind(code, binding).status == status)
        }
        let scan = try await hub.scan("intake", "lentil-case")
        #expect(scan["quantity"] == 12 && scan["item"]["id"] == item["id"])
        let other = item.with(["codes": [["code": "lentil-case", "pack": 13]]])
        #expect(try await hub.bind(code, binding.with(["item": other])).status == 409)
    }

    @Test func `a new item whose name is known means that item`() async throws {
        let hub = try TestHub()
        let item = try await hub.item("Peaches")
        let new: JSON = ["id": TestHub.id(), "name": "PEACHES"]
        let binding: JSON = ["id": TestHub.id(), "item": new]
        let code = try await hub.roll(1).codes[0]
        let bound = try await hub.bind(code, binding)
        #expect(bound.status == 201 && bound["item"]["id"].text == item)
        #expect(try await hub.bind(code, binding).status == 200)
        #expect(try await hub.call(.get, "/api/v1/items").json.rows.count == 1)
    }

    @Test func `a label on a known item's date is on a lot of the item's own programme`()
        async throws
    {
        let hub = try TestHub()
        let item = try await hub.item("Black beans", code: "beans", ["programme": "TEFAP"])
        let codes = try await hub.roll(2).codes
        let stocked = try await hub.scan(
            "intake", "beans", 5, ["dateLabel": ["kind": "bestBy", "date": "2027-03"]])
        let bound = try await hub.bind(
            codes[0],
            [
                "id": TestHub.id(), "item": .text(item),
                "dateLabel": ["kind": "bestBy", "date": "2027-03"],
            ])
        #expect(bound["lot"] == stocked["lots"][0]["lot"])
        let form = [
            "make": "item", "food": "black beans", "year": "2027", "month": "03",
            "id": TestHub.id().text, "item": TestHub.id().text, "code": codes[1],
        ]
        #expect(try await hub.form("/labels/blank", form).status == 303)
        let other = try await hub.call(.get, "/api/v1/label-codes/\(codes[1])")
        #expect(other["lot"] == bound["lot"] && other["item"]["id"].text == item)
    }

    @Test func `a name that a known item has means that item, however many are like it`()
        async throws
    {
        let hub = try TestHub()
        for number in 0..<120 {
            try await hub.item("Beans \(number)", code: "like-\(number)")
        }
        let beans = try await hub.item("beans", code: "the-one")
        for number in 0..<120 {
            try await hub.item("A tin of beans \(number)", code: "tin-\(number)")
        }
        let code = try await hub.roll(1).codes[0]
        let form = [
            "make": "item", "food": "BEANS", "id": TestHub.id().text,
            "item": TestHub.id().text, "code": code,
        ]
        #expect(try await hub.form("/labels/blank", form).status == 303)
        let label = try await hub.call(.get, "/api/v1/label-codes/\(code)")
        #expect(label["item"]["id"].text == beans)
    }

    @Test func `a label that is in use makes no item known that it is said to be on`()
        async throws
    {
        let hub = try TestHub()
        try await hub.item()
        let shelf = try await hub.place("A1", "bin")
        let code = try await hub.roll(1).codes[0]
        _ = try await hub.bind(code, ["id": TestHub.id(), "place": .text(shelf.id)])
        let new: JSON = ["id": TestHub.id(), "name": "Peaches"]
        let refused = try await hub.bind(code, ["id": TestHub.id(), "item": new])
        #expect(refused.problem == "label_code_bound")
        #expect(try await hub.call(.get, "/api/v1/items").json.rows.count == 1)
    }

    @Test func `making a place with a blank label is one request of the writer`() async throws {
        let hub = try TestHub()
        let code = try await hub.roll(1).codes[0]
        let id: EntryID = try InputParsing.id(TestHub.id().text)
        let binding = LabelBinding(
            id: id, to: .newPlace(try PlaceFacts(name: "Box", kind: "box", parent: nil)))
        let before = hub.store.asked
        let bound = try await hub.hub.bind(label: code, to: binding)
        #expect(!bound.bound.isReplay && hub.store.asked == (before.reads, before.writes + 1))
        #expect(try await hub.hub.bind(label: code, to: binding).bound.isReplay)
    }

    @Test func `a box is made with a blank label in one request`() async throws {
        let hub = try TestHub()
        let code = try await hub.roll(1).codes[0]
        let box: JSON = ["id": TestHub.id(), "place": ["name": "Box 7", "kind": "box"]]
        let bound = try await hub.bind(code, box)
        #expect(bound.status == 201 && bound["place"]["labelCode"].text == code)
        #expect(bound["place"]["id"] == box["id"] && bound["binding"] == box["id"])
        #expect(try await hub.bind(code, box).status == 200)
        #expect(try await hub.scan("lookup", code)["target"] == "place")
        let place: JSON = [
            "id": TestHub.id(), "name": "Box 8", "kind": "box",
            "labelCode": .text(try await hub.roll(1).codes[0]),
        ]
        #expect(
            try await hub.call(.post, "/api/v1/places", .json(place))["labelCode"]
                == place["labelCode"])
    }

    @Test func `a label of a new place that was put right since is answered as before`()
        async throws
    {
        let hub = try TestHub()
        let code = try await hub.roll(1).codes[0]
        let box: JSON = ["id": TestHub.id(), "place": ["name": "Box 7", "kind": "box"]]
        let bound = try await hub.bind(code, box)
        let bin = try await hub.place()
        let right: JSON = [
            "id": TestHub.id(), "place": .text(bin.id), "corrects": bound["binding"],
        ]
        #expect(try await hub.bind(code, right).status == 201)
        let again = try await hub.bind(code, box)
        #expect(again.status == 200 && again["place"]["id"].text == bin.id)
        let other = box.with(["place": ["name": "Box 8", "kind": "box"]])
        #expect(
            try await hub.bind(code, other).problem == "id_exists_with_different_content")
    }

    @Test func `a label is put on one thing, and what a binding does not have is refused`()
        async throws
    {
        let hub = try TestHub()
        let (item, bin) = (try await hub.item(), try await hub.place())
        let codes = try await hub.roll(2).codes
        let both: JSON = ["id": TestHub.id(), "item": .text(item), "place": .text(bin.id)]
        #expect(try await hub.bind(codes[0], both).problem == "field_unreadable")
        let bound = try await hub.bind(codes[0], ["id": TestHub.id(), "item": .text(item)])
        let misspelt: JSON = [
            "id": TestHub.id(), "corrects": bound["binding"], "iten": .text(item),
        ]
        let answer = try await hub.bind(codes[0], misspelt)
        #expect(answer.problem == "field_unreadable" && answer["detail"].text.contains("iten"))
        for (member, name) in [
            (["place": ["name": "Box 7", "kind": "box", "parnet": .text(bin.id)]], "place.parnet"),
            (
                ["item": .text(item), "dateLabel": ["kind": "bestBy", "date": "2027", "day": 3]],
                "dateLabel.day"
            ),
        ] as [(JSON, String)] {
            let refused = try await hub.bind(codes[1], member.with(["id": TestHub.id()]))
            #expect(refused.problem == "field_unreadable")
            #expect(refused["detail"].text.contains(name), "\(refused.text)")
        }
        let lost = try await hub.call(
            .post, "/api/v1/label-codes/\(codes[0])/replacement",
            ["id": TestHub.id(), "whit": .text(codes[1])])
        #expect(lost.problem == "field_unreadable")
        let label = try await hub.call(.get, "/api/v1/label-codes/\(codes[0])")
        #expect(label["state"] == "bound" && label["item"]["id"].text == item)
    }

    @Test func `a label is issued for one thing, and told by the id it goes by`() async throws {
        let hub = try TestHub()
        try await hub.item()
        let lot = try await hub.scan("intake", "beans", 4)["lots"][0]["lot"]
        let bin = try await hub.place()
        let several: JSON = ["lot": lot, "place": .text(bin.id)]
        let refused = try await hub.call(.post, "/api/v1/labels", .json(several))
        #expect((refused.status, refused.problem) == (422, "field_unreadable"))
        let large: JSON = ["lot": .text(lot.text.uppercased())]
        let issued = try await hub.call(.post, "/api/v1/labels", .json(large))
        #expect(issued.status == 201 && issued["lot"] == lot && issued["place"].isNull)
        let again = try await hub.call(.post, "/api/v1/labels", .json(large))
        #expect(again.status == 200 && again.json == issued.json)
        let known = try await hub.call(.post, "/api/v1/labels", ["place": .text(bin.id)])
        #expect(known.status == 200 && known["code"].text == bin.label)
    }

    @Test func `a known lot, a known place, and an item that is new can bear a label`()
        async throws
    {
        let hub = try TestHub()
        try await hub.item()
        let codes = try await hub.roll(3).codes
        let lot = try await hub.scan("intake", "beans", 4)["lots"][0]["lot"]
        let onLot = try await hub.bind(codes[0], ["id": TestHub.id(), "lot": lot])
        #expect(onLot["lot"] == lot)
        let bin = try await hub.place()
        let onBin = try await hub.bind(codes[1], ["id": TestHub.id(), "place": .text(bin.label)])
        #expect(onBin["place"]["id"].text == bin.id)
        #expect(onBin["place"]["labelCode"].text == bin.label)
        let soup: JSON = ["id": TestHub.id(), "name": "Barley soup"]
        let onSoup = try await hub.bind(codes[2], ["id": TestHub.id(), "item": soup])
        #expect(onSoup["item"]["name"] == "Barley soup" && onSoup["lot"].isNull)
    }

    @Test func `a wrong binding is corrected by its id, or the label is made blank again`()
        async throws
    {
        let hub = try TestHub()
        let item = try await hub.item()
        let code = try await hub.roll(1).codes[0]
        let bin = try await hub.place()
        let first = try await hub.bind(code, ["id": TestHub.id(), "place": .text(bin.id)])
        let toItem: JSON = ["id": TestHub.id(), "item": .text(item)]
        #expect(try await hub.bind(code, toItem).problem == "label_code_bound")
        let second = try await hub.bind(code, toItem.with(["corrects": first["binding"]]))
        #expect(second.status == 201 && second["item"]["id"].text == item)
        let blank = try await hub.bind(
            code, ["id": TestHub.id(), "corrects": second["binding"]])
        #expect(blank["state"] == "blank" && blank["binding"].isNull)
        let nothing = try await hub.bind(code, ["id": TestHub.id()])
        #expect(nothing.problem == "field_unreadable")
    }

    @Test func `a lost label is replaced, and the place goes by the new one`() async throws {
        let hub = try TestHub()
        let bin = try await hub.place()
        let blank = try await hub.roll(1).codes[0]
        let path = "/api/v1/label-codes/\(bin.label)/replacement"
        let wanted: JSON = ["id": TestHub.id(), "with": .text(blank)]
        let new = try await hub.call(.post, path, .json(wanted))
        #expect(new.status == 201 && new["code"].text == blank)
        #expect(try await hub.call(.post, path, .json(wanted)).status == 200)
        let old = try await hub.call(.get, "/api/v1/label-codes/\(bin.label)")
        #expect(old["state"] == "replaced" && old["replacedBy"].text == blank)
        for code in [bin.label, blank] {
            #expect(try await hub.call(.get, "/api/v1/places/\(code)")["id"].text == bin.id)
        }
        let again = try await hub.call(.post, "/api/v1/labels", ["place": .text(bin.id)])
        #expect(again["code"].text == blank)
    }

    @Test func `an item cannot learn the code of a blank label`() async throws {
        let hub = try TestHub()
        let code = try await hub.roll(1).codes[0]
        let item: JSON = [
            "id": TestHub.id(), "name": "Rice", "codes": [["code": .text(code)]],
        ]
        let answer = try await hub.call(.post, "/api/v1/items", .json(item))
        #expect(answer.problem == "label_code_taken")
    }

    @Test(arguments: ["7K2M9XRD", "ABCDEFGH", "beans"])
    func `a code that the hub did not issue is unknown`(_ code: String) async throws {
        let hub = try TestHub()
        let answer = try await hub.call(.get, "/api/v1/label-codes/\(code)")
        #expect(answer.status == 404 && answer.problem == "label_code_unknown")
    }
}
