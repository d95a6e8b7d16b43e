import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// Items that are one, measures that change, lots and places that were misnamed.
struct ItemCorrectionTests {
    private func verify(_ hub: TestHub) async throws {
        let answer = try await hub.call(.post, "/api/v1/verifications")
        #expect(answer.status == 200)
        #expect(answer["faults"].rows.isEmpty && answer["ok"] != false, "\(answer.text)")
    }

    private func undo(_ id: JSON, _ hub: TestHub) async throws -> Answer {
        try await hub.call(
            .post, "/api/v1/movements/\(id.text)/reversal", ["id": TestHub.id()])
    }

    private let dated: [String: JSON] = [
        "dateLabel": ["kind": "bestBy", "date": "2027-03"], "lotNumber": "L1",
        "programme": "tefap",
    ]

    @Test
    func `two items that are the same are one, with codes, lots and labels, and are parted again`()
        async throws
    {
        let hub = try TestHub()
        let beans = try await hub.item("Black beans, can", code: "beans")
        let twin = try await hub.item("black beans Can", code: "twin", pack: 12)
        let bin = try await hub.place()
        let here: [String: JSON] = ["place": .text(bin.id)]
        try await hub.scan("intake", "beans", 3)
        let lot = try await hub.scan("intake", "twin", 1, here.merging(dated) { $1 })["lots"][0][
            "lot"]
        let label = try await hub.call(.post, "/api/v1/labels", ["lot": lot])["code"].text
        let out = try await hub.scan("distribute", "twin", 1, ["quantity": 1])
        #expect(try await hub.balance(twin) == 0)
        try await hub.scan("intake", "twin", 2, here.merging(dated) { $1 })
        let join: JSON = ["id": TestHub.id(), "item": .text(twin), "into": .text(beans)]
        for status in [201, 200] {
            let joined = try await hub.call(.post, "/api/v1/item-joins", .json(join))
            #expect(joined.status == status)
            #expect(joined["id"].text == beans)
            #expect(joined["codes"].rows.count == 2)
        }
        #expect(try await hub.balance(beans) == 27)
        #expect(try await hub.balance(twin) == 0)
        let stock = try await hub.call(.get, "/api/v1/stock?item=\(beans)&place=\(bin.id)").json[0]
        #expect(stock["quantity"] == 24)
        #expect(stock["lotNumber"] == "L1" && stock["programme"] == "tefap")
        #expect(stock["dateLabel"]["date"] == "2027-03")
        #expect(try await hub.scan("lookup", label)["item"]["id"].text == beans)
        let list = try await hub.call(.get, "/api/v1/items?query=black").json.rows
        #expect(list.map { $0["id"].text } == [beans])
        #expect(try await hub.call(.get, "/api/v1/items/\(twin)")["joinedInto"].text == beans)
        let change = try await hub.call(.patch, "/api/v1/items/\(twin)", ["name": "Other"])
        let codes = try await hub.call(
            .patch, "/api/v1/items/\(twin)", ["name": "Other", "codes": [["code": "1"]]])
        #expect(codes.problem == "field_unreadable" && codes.text.contains("/api/v1/codes/"))
        #expect(change.problem == "item_is_joined")
        // What was taken back of the one comes back to the other.
        _ = try await undo(out["id"], hub)
        #expect(try await hub.balance(beans) == 39)
        try await hub.scan("distribute", "twin", 1, here)
        try await verify(hub)
        #expect(try await undo(join["id"], hub)["outcome"] == "parted")
        #expect(try await undo(join["id"], hub).problem == "already_reversed")
        #expect(try await hub.scan("lookup", "twin")["item"]["id"].text == twin)
        #expect(try await hub.scan("lookup", label)["item"]["id"].text == twin)
        #expect(try await hub.balance(twin) == 24)
        #expect(try await hub.balance(beans) == 3)
        try await verify(hub)
    }

    @Test func `items of two measures are not one while there is stock of the first`() async throws
    {
        let hub = try TestHub()
        let beans = try await hub.item()
        let loose = try await hub.item("Loose beans", code: "loose", pack: 1, ["measure": "gram"])
        try await hub.scan("intake", "beans", 3)
        let join: JSON = ["id": TestHub.id(), "item": .text(beans), "into": .text(loose)]
        #expect(
            try await hub.call(.post, "/api/v1/item-joins", .json(join)).problem
                == "measures_differ")
        try await hub.scan("distribute", "beans", 3)
        #expect(try await hub.call(.post, "/api/v1/item-joins", .json(join)).status == 201)
        #expect(try await undo(join["id"], hub)["outcome"] == "parted")
        #expect(
            try await hub.call(.post, "/api/v1/item-joins", .json(join.with(["id": TestHub.id()])))
                .status == 201)
        let itself: JSON = ["id": TestHub.id(), "item": .text(loose), "into": .text(beans)]
        #expect(
            try await hub.call(.post, "/api/v1/item-joins", .json(itself)).problem
                == "items_are_the_same")
    }

    @Test func `items whose measure was changed since are parted no more`() async throws {
        let hub = try TestHub()
        let beans = try await hub.item()
        let twin = try await hub.item("Twin", code: "twin")
        try await hub.scan("intake", "twin", 3)
        let join: JSON = ["id": TestHub.id(), "item": .text(twin), "into": .text(beans)]
        _ = try await hub.call(.post, "/api/v1/item-joins", .json(join))
        let convert: JSON = ["measure": "gram", "conversion": ["gramsPerPiece": 400]]
        _ = try await hub.call(.patch, "/api/v1/items/\(beans)", .json(convert))
        #expect(try await undo(join["id"], hub).problem == "measures_differ")
        #expect(try await hub.balance(beans) == 1_200)
    }

    @Test func `a file that still speaks of the joined item gives its codes to the other`()
        async throws
    {
        let hub = try TestHub()
        let beans = try await hub.item()
        let file = "item,name,code\nt,Other beans,2001\n"
        _ = try await hub.call(.post, "/api/v1/item-imports", .csv(file))
        let twin = try await hub.call(.get, "/api/v1/items?query=other").json[0]["id"]
        let join: JSON = ["id": TestHub.id(), "item": twin, "into": .text(beans)]
        _ = try await hub.call(.post, "/api/v1/item-joins", .json(join))
        let again = try await hub.call(
            .post, "/api/v1/item-imports", .csv(file + "t,Other beans,2002\n"))
        #expect(again["refused"].rows.isEmpty)
        #expect(again["unchanged"] == 1)
        let known = try await hub.call(.get, "/api/v1/items/\(beans)")
        #expect(known["codes"].rows.count == 3)
        #expect(known["name"] == "Black beans")
    }

    @Test func `a measure is not changed by itself while there is stock, by any road`() async throws
    {
        let hub = try TestHub()
        let beans = try await hub.item()
        try await hub.scan("intake", "beans", 12)
        let facts: JSON = ["id": .text(beans), "name": "Black beans", "measure": "gram"]
        #expect(
            try await hub.call(.put, "/api/v1/items/\(beans)", .json(facts)).problem
                == "measure_in_use")
        #expect(
            try await hub.call(.patch, "/api/v1/items/\(beans)", ["measure": "gram"]).problem
                == "measure_in_use")
        let file = try await hub.call(
            .post, "/api/v1/item-imports", .csv("item,name,measure\n\(beans),Black beans,gram\n"))
        #expect(file["refused"][0]["code"] == "measure_in_use")
        try await hub.scan("distribute", "beans", 12)
        let changed = try await hub.call(.patch, "/api/v1/items/\(beans)", ["measure": "gram"])
        #expect(changed["measure"] == "gram")
        #expect(changed["unitWeightGrams"] == 425)
        try await verify(hub)
    }

    @Test func `stock, packs and what is taken back are converted by the weight of a piece`()
        async throws
    {
        let hub = try TestHub()
        let beans = try await hub.item()
        let bin = try await hub.place()
        let taken = try await hub.scan("intake", "beans", 12, ["place": .text(bin.id)])
        try await hub.scan("intake", "beans", 3)
        let convert: JSON = ["measure": "gram", "conversion": ["gramsPerPiece": 430]]
        for _ in 0..<2 {
            let now = try await hub.call(.patch, "/api/v1/items/\(beans)", .json(convert))
            #expect(now["measure"] == "gram")
            #expect(now["unitWeightGrams"] == 430)
            #expect(now["codes"][0]["pack"] == 430)
            #expect(try await hub.balance(beans) == 15 * 430)
        }
        try await hub.scan("distribute", "beans", 1, ["place": .text(bin.id)])
        #expect(try await hub.balance(beans, at: bin.id) == 11 * 430)
        _ = try await undo(taken["id"], hub)
        #expect(try await hub.balance(beans, at: bin.id) == -430)
        try await verify(hub)
        let back: JSON = ["measure": "each", "conversion": ["gramsPerPiece": 430]]
        _ = try await hub.call(.patch, "/api/v1/items/\(beans)", .json(back))
        #expect(try await hub.balance(beans, at: bin.id) == -1)
        #expect(
            try await hub.call(
                .patch, "/api/v1/items/\(beans)",
                ["measure": "gram", "conversion": ["gramsPerPiece": 0]]
            ).problem == "unit_weight_out_of_range")
        try await verify(hub)
    }

    @Test func `what a change leaves out stays, and null clears`() async throws {
        let hub = try TestHub()
        let beans = try await hub.item(
            "Black beans", code: "beans", pack: 1, ["shelfLifeDays": 900])
        var now = try await hub.call(.patch, "/api/v1/items/\(beans)", ["category": "pulses"])
        #expect(now["name"] == "Black beans" && now["category"] == "pulses")
        #expect(now["unitWeightGrams"] == 425 && now["shelfLifeDays"] == 900)
        now = try await hub.call(
            .patch, "/api/v1/items/\(beans)", ["shelfLifeDays": nil, "name": "Beans"])
        #expect(now["shelfLifeDays"].isNull && now["name"] == "Beans")
        #expect(now["codes"].rows.count == 1)
        let head = try await hub.call(.get, "/health")["seq"]
        _ = try await hub.call(.patch, "/api/v1/items/\(beans)", ["name": "Beans"])
        #expect(try await hub.call(.get, "/health")["seq"] == head)
    }

    @Test func `a misread date is put right wherever the lot is`() async throws {
        let hub = try TestHub()
        let beans = try await hub.item()
        let bin = try await hub.place()
        let taken = try await hub.scan("intake", "beans", 5, dated)
        let lot = taken["lots"][0]["lot"]
        try await hub.scan("intake", "beans", 7, dated.merging(["place": .text(bin.id)]) { $1 })
        let label = try await hub.call(.post, "/api/v1/labels", ["lot": lot])["code"].text
        let right: JSON = ["dateLabel": ["kind": "bestBy", "date": "2028-03"]]
        let now = try await hub.call(.patch, "/api/v1/lots/\(lot.text)", .json(right))
        #expect(now["lotNumber"] == "L1" && now["programme"] == "tefap")
        #expect(now["id"] != lot)
        let again = try await hub.call(.patch, "/api/v1/lots/\(lot.text)", .json(right))
        #expect(again["id"] == now["id"])
        let stock = try await hub.call(.get, "/api/v1/stock?item=\(beans)").json.rows
        #expect(stock.map { $0["lot"] } == [now["id"], now["id"]])
        #expect(try await hub.balance(beans, at: bin.id) == 7)
        let out = try await hub.scan("distribute", label, 1)
        #expect(out["lots"][0]["lot"] == now["id"])
        let late = try await hub.call(.post, "/api/v1/labels", ["lot": lot])
        #expect(late["code"].text == label)
        _ = try await undo(taken["id"], hub)
        let left = try await hub.call(.get, "/api/v1/stock?item=\(beans)").json.rows
        #expect(left.allSatisfy { $0["lot"] == now["id"] })
        let none = try await hub.call(
            .patch, "/api/v1/lots/\(now["id"].text)", ["lotNumber": nil])
        #expect(none["lotNumber"].isNull)
        try await verify(hub)
    }

    @Test func `a place gets another name or stands elsewhere, and keeps its label`() async throws {
        let hub = try TestHub()
        let shelf = try await hub.place("Shelf", "shelf")
        let bin = try await hub.place("Bin", in: shelf.id)
        var now = try await hub.call(.patch, "/api/v1/places/\(bin.label)", ["name": "Bin 2"])
        #expect(now["name"] == "Bin 2" && now["parent"].text == shelf.id)
        #expect(now["labelCode"].text == bin.label && now["kind"] == "bin")
        now = try await hub.call(.patch, "/api/v1/places/\(bin.id)", ["parent": nil])
        #expect(now["parent"].isNull && now["name"] == "Bin 2")
        let loop = try await hub.call(
            .patch, "/api/v1/places/\(shelf.id)", ["parent": .text(shelf.id)])
        #expect(loop.problem == "place_inside_itself")
        try await verify(hub)
    }

    @Test func `an item made beside one of the same name says so`() async throws {
        let hub = try TestHub()
        let beans = try await hub.item("Black beans, can")
        let twin: JSON = ["id": TestHub.id(), "name": "BLACK  BEANS (can)"]
        let made = try await hub.call(.post, "/api/v1/items", .json(twin))
        #expect(made.status == 201)
        #expect(made["similar"].rows.map(\.text) == [beans])
    }
}
