import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Server

/// Files with names of their own for items that the hub knows by another road.
struct ItemKeyTests {
    private let file = "item,name,category,code,pack\nR1,RICE,grain,001122,6\nB1,Black béans,,,\n"

    private func read(
        _ text: String, _ hub: TestHub, isPreview: Bool = false
    ) async throws -> Answer {
        try await hub.call(
            .post, "/api/v1/item-imports\(isPreview ? "?dryRun=true" : "")", .csv(text))
    }

    private func names(_ hub: TestHub) async throws -> [String] {
        try await hub.call(.get, "/api/v1/items").json.rows.map { $0["name"].text }
    }

    private func expectNothing(_ text: String, _ hub: TestHub) async throws {
        let seq = try await hub.call(.get, "/health")["seq"]
        let again = try await read(text, hub)
        #expect([again["new"], again["changed"], again["refused"]] == [0, 0, []], "\(again.text)")
        #expect(try await hub.call(.get, "/health")["seq"] == seq)
    }

    @Test func `a key of the file's own means the item that has the name, and its code`()
        async throws
    {
        let hub = try TestHub()
        let rice = try await hub.item("Rice", code: "001122", pack: 6)
        try await hub.item("Black Beans", code: "beans")
        let plan = try await read(file, hub, isPreview: true)
        #expect(plan["refused"] == [] && plan["new"] == 0, "\(plan.text)")
        let report = try await read(file, hub)
        #expect(
            [report["new"], report["refused"], report["items"]] == [0, [], 2], "\(report.text)")
        #expect(try await names(hub) == ["Black Beans", "Rice"])
        #expect(try await hub.call(.get, "/api/v1/items/\(rice)")["category"] == "grain")
        try await expectNothing(file, hub)
        // The key is the item's from then on, whatever either is called.
        let named = "item,name\nR1,Long grain rice\n"
        #expect(try await read(named, hub)["changed"] == 1)
        #expect(try await names(hub) == ["Black Beans", "Long grain rice"])
        try await expectNothing(named, hub)
        #expect(try await hub.store.verify().isEmpty)
    }

    @Test func `an item explained on a page, or of a file without keys, is known to one with them`()
        async throws
    {
        let hub = try TestHub()
        let scan = try await hub.scan("intake", "001122", 2)
        let said: JSON = [
            "id": TestHub.id(), "item": ["id": TestHub.id(), "name": "Rice"],
        ]
        try await hub.call(
            .post, "/api/v1/unresolved/\(scan["id"].text)/resolution", .json(said)
        ).expect(201)
        _ = try await read("name,code\nBlack beans,\n", hub)
        let report = try await read(file, hub)
        #expect(report["refused"] == [], "\(report.text)")
        #expect(try await names(hub) == ["Black beans", "Rice"])
        try await expectNothing(file, hub)
    }

    @Test
    func `a code of an item of another name, and a name of several items, are refused in words`()
        async throws
    {
        let hub = try TestHub()
        try await hub.item("Tea", code: "001122")
        for (name, code) in [("Jam", "a"), ("JAM", "b")] { try await hub.item(name, code: code) }
        let report = try await read("item,name,code\n1,Rice,001122\n2,jam,\n3,Jam,a\n", hub)
        #expect(
            report["refused"].rows.map { [$0["line"], $0["code"]] } == [
                [2, "code_belongs_to_another_item"], [3, "row_unreadable"],
            ], "\(report.text)")
        #expect(report["refused"].rows.first?["text"].text.contains("“Tea”") == true)
        #expect(try await names(hub).count == 3)
    }

    @Test func `two keys of one name stay two items, also where one of them was known`()
        async throws
    {
        let hub = try TestHub()
        try await hub.item("Rice", code: "001122")
        let two = "item,name\n1,Rice\n2,Rice\n"
        #expect(try await read(two, hub)["new"] == 1)
        #expect(try await names(hub).count == 2)
        try await expectNothing(two, hub)
        try await expectNothing("item,name\n2,Rice\n1,Rice\n", hub)
    }

    @Test
    func `of items with like names, a row without a key means the one it names to the letter`()
        async throws
    {
        let hub = try TestHub()
        for name in ["Corn-Flakes", "Corn Flakes"] { try await hub.item(name, code: name) }
        for header in ["name,category\n", "item,name,category\nk1,"] {
            let report = try await read(header + "corn flakes,cereal\n", hub)
            #expect(report["refused"].rows.map { $0["line"] } == [2], "\(report.text)")
            #expect(report.text.contains("more than one item is called"))
        }
        #expect(try await read("name,category\nCorn-Flakes,cereal\n", hub)["changed"] == 1)
        #expect(try await names(hub).count == 2)
    }

    @Test
    func `cells in which nothing stands change nothing, and what a spreadsheet made is named`()
        async throws
    {
        let hub = try TestHub()
        let header = "item,name,category,measure,unit_weight_g,code,programme\n"
        _ = try await read(header + "1,Rice,grain,each,425,001122,tefap\n", hub)
        for nothing in [#""=""""""#, "NULL", "n/a", "--", "—", "–"] {
            let row = "1,\(nothing),\(nothing),\(nothing),\(nothing),001122,\(nothing)\n"
            try await expectNothing(header + row, hub)
        }
        for wrong in ["#N/A", "#REF!", "4.13E+10", "41331024686E+0"] {
            let report = try await read("name,code\n\(wrong),77\nRice,001122\n", hub)
            #expect(
                report["refused"].rows.map { [$0["line"], $0["code"]] } == [[2, "row_unreadable"]],
                "\(report.text)")
            let category = try await read("name,category\nRice,\(wrong)\n", hub)
            #expect(category["refused"].rows.map { $0["line"] } == [2], "\(category.text)")
        }
        // Many numbers are one once they are shortened.
        for wrong in ["#N/A", "4.13E+10"] {
            let report = try await read("item,name\n\(wrong),Tea\n\(wrong),Jam\n", hub)
            #expect(report["refused"].rows.map { $0["line"] } == [2, 3], "\(report.text)")
        }
        #expect(try await read("item,name\nn/a,Tea\nn/a,Jam\n", hub)["new"] == 2)
        #expect(
            try await read("name,category\n\"=\"\"Salt\"\"\",\"=\"\"dry\"\"\"\n", hub)["new"] == 1)
        #expect(try await names(hub) == ["Jam", "Rice", "Salt", "Tea"])
    }

    @Test(arguments: [
        "TBD", "unknown", "none", "TRUE", "nan", "pending", "sin código", "N.D.", "s/n", "0", "x",
    ])
    func `two foods whose item says nothing are two`(_ word: String) async throws {
        let hub = try TestHub()
        let file = "item,name,code\n\(word),Rice,1001\n\(word),Beans,1002\n\(word),,1001\n"
        let report = try await read(file, hub)
        #expect([report["new"], report["refused"]] == [2, []], "\(report.text)")
        #expect(try await names(hub) == ["Beans", "Rice"])
        try await expectNothing(file, hub)
    }

    @Test(arguments: [
        "#N/D", "#NV", "#¡REF!", "#SPILL!", "#ERROR!", "Err:508", "Jan-26", "1/2/2026",
        "12:00:00 AM",
    ])
    func `an item or a name that a spreadsheet wrote refuses its row`(_ cell: String) async throws {
        let hub = try TestHub()
        let file = "item,name,code\n\(cell),Rice,1001\n\(cell),Beans,1002\nt,Tea,1003\n"
        let report = try await read(file, hub)
        #expect(
            report["refused"].rows.map { [$0["line"], $0["code"]] } == [
                [2, "row_unreadable"], [3, "row_unreadable"],
            ], "\(report.text)")
        #expect(try await names(hub) == ["Tea"])
        let coded = try await read("name,code\nRice,\(cell)\n", hub)
        #expect(coded["refused"].rows.map { $0["code"] } == ["code_damaged"], "\(coded.text)")
        guard cell.contains("#") || cell.contains("Err") else { return }
        let named = try await read("item,name\n1,\(cell)\n", hub)
        #expect(named["refused"].rows.map { $0["code"] } == ["row_unreadable"], "\(named.text)")
    }

    @Test func `lines of a person's papers are no name`() async throws {
        let hub = try TestHub()
        let file = "name,code\nDAQT64235789,1\nP<UTOERIKSSON<<ANNA,2\nDAIRY MILK,3\n"
        let report = try await read(file, hub)
        #expect(
            report["refused"].rows.map { $0["code"] } == ["paper_of_a_person", "paper_of_a_person"])
        #expect(!report.text.contains("ERIKSSON"))
    }

    @Test func `a row that says what a piece weighs converts what there is`() async throws {
        let hub = try TestHub()
        let beans = try await hub.item(code: "beans", ["unitWeightGrams": .null])
        try await hub.scan("intake", "beans", 12)
        let silent = try await read("name,measure,code\nBlack beans,gram,beans\n", hub)
        #expect(silent["refused"].rows.first?["code"] == "measure_in_use")
        let file = "name,measure,unit_weight_g,code\nBlack beans,gram,425,beans\n"
        #expect(try await read(file, hub)["refused"] == [])
        #expect(try await hub.balance(beans) == 5_100)
        try await expectNothing(file, hub)
        let back = try await read(
            "name,measure,unit_weight_g\nBlack beans,each,1000\n", hub)
        #expect(back["notes"].rows.map { $0["code"] } == ["weight_rounded"], "\(back.text)")
        #expect(try await hub.balance(beans) == 5)
        #expect(try await hub.store.verify().isEmpty)
    }

    @Test func `a blank label in a file is put on its item, and its scans count`() async throws {
        let hub = try TestHub()
        let labels = try await hub.roll(2).codes
        try await hub.scan("intake", labels[0], 3)
        let file = "item,name,code\n1,Rice,\(labels[0])\n1,,\(labels[1].lowercased())\n"
        let report = try await read(file, hub)
        #expect([report["refused"], report["items"]] == [[], 1], "\(report.text)")
        let rice = try await hub.call(.get, "/api/v1/items?query=rice").json.rows[0]["id"].text
        #expect(try await hub.balance(rice) == 3)
        try await hub.scan("intake", labels[1])
        #expect(try await hub.balance(rice) == 4)
        try await expectNothing(file, hub)
        let other = try await read("name,code\nTea,\(labels[1])\n", hub)
        #expect(other["refused"].rows.first?["code"] == "code_belongs_to_another_item")
    }

    @Test func `what a row means it means for all rows of its key, also where it is refused`()
        async throws
    {
        let hub = try TestHub()
        try await hub.item("Rice", code: "r1")
        try await hub.item("Tea", code: "t1")
        try await hub.scan("intake", "t1", 5)
        // The code is another item's: nobody can tell which of the two is meant.
        let unclear = "item,name,code\na,Oats,r1\na,Rice,\n"
        for _ in 1...2 {
            let report = try await read(unclear, hub)
            #expect(
                report["refused"].rows.map { $0["code"] } == [
                    "code_belongs_to_another_item", "code_belongs_to_another_item",
                ], "\(report.text)")
        }
        // There is tea, whose measure stays; the key is the tea's all the same.
        let measured = "item,name,measure,category\nb,Tea,gram,x\nb,Rice,,y\n"
        for _ in 1...2 {
            let report = try await read(measured, hub)
            #expect(report["refused"].rows.map { $0["line"] } == [2], "\(report.text)")
        }
        let categories = try await hub.call(.get, "/api/v1/items").json.rows.map { $0["category"] }
        #expect(categories == ["tests", "y"])
        #expect(try await names(hub) == ["Rice", "Tea"])
    }

    @Test func `a measure that a line was refused for is not changed by a line behind it`()
        async throws
    {
        let hub = try TestHub()
        let beans = try await hub.item(code: "beans", ["unitWeightGrams": .null])
        try await hub.scan("intake", "beans", 12)
        let file = """
            item,name,category,measure,unit_weight_g
            \(beans),Black beans,x,gram,
            \(beans),Black beans,y,gram,425
            """
        for _ in 1...2 {
            let report = try await read(file, hub)
            #expect(
                report["refused"].rows.map { [$0["line"], $0["code"]] } == [
                    [2, "measure_in_use"], [3, "row_unreadable"],
                ], "\(report.text)")
            #expect(report["refused"][1]["text"].text.contains("line 2"))
        }
        #expect(try await hub.balance(beans) == 12)
    }
}
