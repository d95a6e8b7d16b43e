import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

struct ItemImportTests {
    private func read(
        _ text: String, _ hub: TestHub, isPreview: Bool = false
    ) async throws -> Answer {
        try await hub.call(
            .post, "/api/v1/item-imports\(isPreview ? "?dryRun=true" : "")", .csv(text))
    }

    private func head(_ hub: TestHub) async throws -> JSON {
        try await hub.call(.get, "/health")["seq"]
    }

    /// The items of a hub, each as its JSON.
    private func items(_ hub: TestHub) async throws -> [JSON] {
        try await hub.call(.get, "/api/v1/items").json.rows
    }

    private let file = #"""
        code,item,name,category,measure,unit_weight_g,pack,shelf_life_days,programme,colour
        041331024686,1,"Black beans, can",beans,each,425,1,1095,,black
        10041331024683,1,"Black beans, can",beans,each,425,12,1095,,black
        4133,,"Apples, ""loose""",produce,gram,,1,,tefap,red
        """#

    @Test func `rows of one item are its codes`() async throws {
        let hub = try TestHub()
        let report = try await read(file, hub)
        #expect(report["rows"] == 3)
        #expect(report["new"] == 3)
        #expect(report["items"] == 2)
        #expect(report["refused"] == [])
        #expect(report["ignoredColumns"] == ["colour"])
        let beans = try await hub.call(.get, "/api/v1/items?code=041331024686").json[0]
        #expect(beans["name"] == "Black beans, can")
        #expect(beans["codes"].rows.map { $0["pack"] } == [1, 12])
        let apples = try await hub.call(.get, "/api/v1/items?code=4133").json[0]
        #expect(apples["name"] == "Apples, \"loose\"")
        #expect(apples["measure"] == "gram")
        #expect(apples["programme"] == "tefap")
    }

    @Test(arguments: [true, false])
    func `a line that the ledger refuses after a part of it was written is refused alone`(
        _ isPreview: Bool
    ) async throws {
        let hub = try TestHub()
        // Scans of a count that wait are seen as soon as their code is known; these are too many together.
        let count = try await hub.count(at: try await hub.place().id)
        for _ in 1...2 {
            var facts = ScanFacts(mode: .count, code: "4711")
            (facts.quantity, facts.count) = (.max, CountID(count))
            let scan = Scan(id: fresh(), facts: facts, keys: ["4711"], keyToLearn: "4711")
            _ = try await hub.store.write { try $0.record(scan) }
        }
        let before = try await head(hub)
        let file = "item,name,code\na,Apples,1001\nb,Beans,4711\nc,Corn,1003\n"
        let report = try await read(file, hub, isPreview: isPreview)
        #expect((report["rows"], report["new"], report["items"]) == (3, 2, 2))
        #expect(
            report["refused"].rows.map { [$0["line"], $0["code"]] }
                == [[3, "quantity_out_of_range"]])
        let known = try await items(hub).map { $0["name"] }
        #expect(known == (isPreview ? [] : ["Apples", "Corn"]))
        if isPreview { #expect(try await head(hub) == before) }
        #expect(try await hub.store.read { try $0.openUnresolvedCount() } == 2)
        #expect(try await hub.store.verify().isEmpty)
    }

    @Test func `reading a file twice changes nothing`() async throws {
        let hub = try TestHub()
        _ = try await read(file, hub)
        let head = try await hub.call(.get, "/health")["seq"]
        let again = try await read(file, hub)
        #expect(again["unchanged"] == 3)
        #expect(try await hub.call(.get, "/health")["seq"] == head)
        let renamed = try await read(file.replacing("Black beans, can", with: "Beans"), hub)
        #expect(renamed["changed"] == 1)
        #expect(renamed["unchanged"] == 2)
    }

    @Test func `a file of ids and codes needs no names`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        let file = "item,code,pack\n\(item),1001,12\nnew,1002,1\n"
        let report = try await read(file, hub)
        #expect(report["new"] == 1)
        #expect(report["refused"].rows.map { $0["line"] } == [3])
        #expect(
            try await hub.call(.get, "/api/v1/items?code=1001").json.rows.map { $0["id"].text }
                == [item])
        #expect(try await read(file, hub)["unchanged"] == 1)
    }

    @Test func `a row without an id of its own whose name is known is of that item`() async throws {
        let hub = try TestHub()
        let beans = try await hub.item("Black beans", ["programme": "tefap"])
        let file = "name,code,pack,category\nblack BEANS,4133,6,pulses\n"
        let report = try await read(file, hub)
        #expect(report["changed"] == 1 && report["items"] == 1)
        let items = try await hub.call(.get, "/api/v1/items").json.rows
        #expect(items.map { $0["id"].text } == [beans])
        #expect(items[0]["name"] == "Black beans" && items[0]["category"] == "pulses")
        #expect(items[0]["programme"] == "tefap" && items[0]["unitWeightGrams"] == 425)
        #expect(try await hub.scan("intake", "4133")["quantity"] == 6)
        #expect(try await read(file, hub)["unchanged"] == 1)
    }

    @Test func `an item of a file has the same id in every hub`() async throws {
        // printf 'larder-item-v1\n1' | sha256sum, the first 16 bytes marked as version 8.
        for _ in 0..<2 {
            let hub = try TestHub()
            _ = try await read(file, hub)
            let beans = try await hub.call(.get, "/api/v1/items?code=041331024686").json[0]
            #expect(beans["id"] == "2a96df23-b1a8-8b67-8fb3-a90cb43c7bd0")
        }
    }

    @Test func `a bad row is refused by its line, and the others are read`() async throws {
        let hub = try TestHub()
        let rows = #"""
            name,code,pack,measure,unit_weight_g,shelf_life_days,item
            Rice,1001,,,,,
            ,1002,,,,,
            Oats,1003,a dozen,,,,
            Salt,1004,1,bushel,,,
            Flour,1005,0,,,,
            Sugar,1006,1,,-3,,
            Milk,1007,1,,,0,
            Tea,1001,1,,,,tea
            "Broken,1008,1,,,,
            """#
        let report = try await read(rows, hub)
        #expect(report["new"] == 1)
        #expect(
            report["refused"].rows.map { $0["code"].text } == [
                "code_belongs_to_another_item", "text_out_of_range", "number_unreadable",
                "measure_unknown", "pack_out_of_range", "unit_weight_out_of_range",
                "shelf_life_out_of_range", "row_unreadable",
            ], "a row that names its item is read before those that do not")
        #expect(report["refused"].rows.map { $0["line"] } == [2, 3, 4, 5, 6, 7, 8, 10])
    }

    @Test(arguments: [("", "file_empty"), ("code,pack\n1,2\n", "columns_missing")])
    func `a file that is none is refused whole`(text: String, code: String) async throws {
        #expect(try await read(text, try TestHub()).problem == code)
    }

    @Test func `of two rows that contradict each other the first counts, and the other is named`()
        async throws
    {
        let hub = try TestHub()
        let rows = """
            item,name,code,pack,category,unit_weight_g
            1,Beans,1001,1,pulses,
            1,Black beans,1002,1,pulses,425
            1,BEANS,1001,12,cans,425
            """
        let report = try await read(rows, hub)
        #expect(report["refused"] == [])
        #expect(
            report["notes"].rows.map { [$0["line"], $0["code"]] }
                == [[3, "row_contradicts"], [4, "row_contradicts"], [4, "row_contradicts"]])
        #expect(
            report["notes"][0]["text"]
                == "name is “Black beans” here and “Beans” on line 2, which counts.")
        let known = try await items(hub)
        #expect(known.count == 1)
        #expect(known[0]["name"] == "Beans" && known[0]["category"] == "pulses")
        #expect(known[0]["unitWeightGrams"] == 425)
        #expect(known[0]["codes"].rows.map { $0["pack"] } == [1, 1])
        let seq = try await head(hub)
        let again = try await read(rows, hub)
        #expect(again["unchanged"] == 3 && again["notes"] == report["notes"])
        #expect(try await head(hub) == seq)
    }

    @Test func `a column that is not there and a cell that is empty change nothing`() async throws {
        let hub = try TestHub()
        let full = """
            item,name,category,measure,unit_weight_g,code,pack,shelf_life_days,programme
            f,Flour,baking,gram,,1001,5000,365,tefap
            b,Beans,pulses,each,425,1002,12,1095,purchased
            """
        _ = try await read(full, hub)
        let (before, seq) = (try await items(hub), try await head(hub))
        let files = [
            "item,name,code\nf,Flour,1001\nb,Beans,1002\n",
            "item,name,category,measure,unit_weight_g,code,pack,shelf_life_days,programme\nf,,,,,1001,,,\nb,,,,,,,,\n",
            "name,code\nflour,1001\n\"\",1002\n",
        ]
        for file in files {
            let report = try await read(file, hub)
            #expect(report["unchanged"] == 2 && report["refused"] == [], "\(file)")
        }
        #expect(try await items(hub) == before)
        #expect(try await head(hub) == seq)
    }

    @Test func `a hyphen clears`() async throws {
        let hub = try TestHub()
        let beans = try await hub.item(
            "Beans", ["programme": "tefap", "shelfLifeDays": 30])
        let file =
            "item,name,category,unit_weight_g,shelf_life_days,programme,code\n\(beans),Beans,-,-,-,-,-\n"
        #expect(try await read(file, hub)["changed"] == 1)
        let known = try await items(hub)[0]
        #expect(known["category"] == "" && known["programme"] == "donated")
        #expect(known["unitWeightGrams"].isNull && known["shelfLifeDays"].isNull)
        #expect(known["codes"].rows.count == 1)
        #expect(try await read(file, hub)["unchanged"] == 1)
        for (cell, code) in [("name", "text_out_of_range"), ("measure", "measure_unknown")] {
            let file =
                cell == "name" ? "item,name\n\(beans),-\n" : "item,name,measure\n\(beans),Beans,-\n"
            #expect(try await read(file, hub)["refused"][0]["code"].text == code)
        }
        let literal = "item,name,category\n\(beans),Beans,'-\n"
        #expect(try await read(literal, hub)["changed"] == 1)
        #expect(try await items(hub)[0]["category"] == "-")
    }

    @Test func `a row that makes an item counts before one that finds it by its name, each time`()
        async throws
    {
        let hub = try TestHub()
        let rows = "name,category,code\nTea,,1001\nTea,x,1002\nTea,y,1001\n"
        let report = try await read(rows, hub)
        #expect(report["notes"].rows.map { $0["line"] } == [3])
        let seq = try await head(hub)
        let again = try await read(rows, hub)
        #expect(try await head(hub) == seq)
        #expect(again["unchanged"] == 3 && again["notes"] == report["notes"])
        #expect(try await items(hub).map { $0["category"] } == ["y"])
    }

    @Test func `names that differ in case, accents and marks mean one item, or are named`()
        async throws
    {
        let hub = try TestHub()
        let file = """
            name,code
            "Jalapeños, black Can",1001
            "JALAPENOS  black can",1002
            """
        #expect(try await read(file, hub)["items"] == 1)
        #expect(try await items(hub).count == 1)
        // Keys of one file tell items of one name apart.
        let two = "item,name,code\nj,jalapenos black can,1003\nk,Jalapenos black can,1004\n"
        let other = try await read(two, hub)
        #expect(other["new"] == 2)
        #expect(
            other["notes"].rows.map { [$0["line"], $0["code"]] } == [[3, "name_like_another"]])
        #expect(try await items(hub).count == 2)
        let seq = try await head(hub)
        #expect(try await read(two, hub)["notes"] == [])
        #expect(try await head(hub) == seq)
    }

    @Test func `codes that become known settle the scans that wait for them`() async throws {
        let hub = try TestHub()
        for code in ["1001", "1001", "1002", "1003"] { try await hub.scan("intake", code, 2) }
        _ = try await read("item,name,code,pack\nr,Rice,1001,6\n", hub)
        let rice = try await items(hub)[0]["id"].text
        #expect(try await hub.balance(rice) == 24)
        let tea = try await hub.item("Tea", code: "1002")
        #expect(try await hub.balance(tea) == 2)
        let more: JSON = ["name": "Tea", "codes": [["code": "1003", "pack": 3]]]
        _ = try await hub.call(
            .put, "/api/v1/items/\(tea)", .json(more.with(["id": .text(tea), "category": "tests"])))
        #expect(try await hub.balance(tea) == 8)
        #expect(try await hub.call(.get, "/api/v1/unresolved").json == [])
    }

    @Test func `a preview says what each row would do, and records nothing`() async throws {
        let hub = try TestHub()
        let beans = try await hub.item("Beans")
        try await hub.scan("intake", "1001", 2)
        let rows = """
            item,name,category,code,pack
            \(beans),Beans,pulses,beans,12
            t,Tea,,1001,
            t,Tea,,1002,6
            \(beans),Beans,,,
            ,,,1003,
            """
        let seq = try await head(hub)
        let plan = try await read(rows, hub, isPreview: true)
        #expect(try await head(hub) == seq)
        #expect(
            plan["plan"].rows.map { [$0["line"], $0["outcome"], $0["text"]] } == [
                [
                    2, "changed",
                    "“Beans”: category becomes “pulses” (was “tests”), the pack of code beans becomes 12 (was 1).",
                ],
                [
                    3, "new",
                    "New item “Tea”, new code 1001, a pack of 1. 1 scan that waited for “Tea” counts.",
                ],
                [4, "new", "“Tea”, new code 1002, a pack of 6."],
                [5, "unchanged", "“Beans” stays as it is."],
                [6, "refused", "name has 1 to 200 characters."],
            ])
        try await hub.scan("intake", "beans", 1)
        #expect(try await hub.balance(beans) == 1, "the pack is as it was")
        let real = try await read(rows, hub)
        for name in ["rows", "new", "changed", "unchanged", "refused", "items"] {
            #expect(real[name] == plan[name], "\(name)")
        }
        // What was scanned since is of the pack of before.
        #expect(plan["notes"].rows.map { $0["code"] } == ["scans_settled"])
        #expect(
            real["notes"].rows.map { $0["code"] } == ["scans_of_other_pack", "scans_settled"])
        #expect(real["plan"].isNull)
        #expect(
            try await hub.call(.post, "/api/v1/item-imports?dryRun=maybe", .csv(rows)).problem
                == "query_unreadable")
        #expect(try await hub.call(.post, "/api/v1/verifications")["findings"] == [])
    }

    @Test func `a preview holds the writer for no more lines than it may`() async throws {
        let file = "name\n" + String(repeating: "Rice\n", count: TextFile.previewLimit + 1)
        #expect(try await read(file, try TestHub(), isPreview: true).problem == "body_too_large")
    }
}
