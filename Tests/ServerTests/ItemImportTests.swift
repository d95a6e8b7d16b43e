import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

struct ItemImportTests {
    private func read(_ text: String, _ hub: TestHub) async throws -> Answer {
        try await hub.call(.post, "/api/v1/item-imports", .csv(text))
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
                "text_out_of_range", "number_unreadable", "measure_unknown", "pack_out_of_range",
                "unit_weight_out_of_range", "shelf_life_out_of_range",
                "code_belongs_to_another_item",
                "row_unreadable",
            ])
        #expect(report["refused"].rows.map { $0["line"] } == [3, 4, 5, 6, 7, 8, 9, 10])
    }

    @Test(arguments: [("", "file_empty"), ("code,pack\n1,2\n", "columns_missing")])
    func `a file that is none is refused whole`(text: String, code: String) async throws {
        #expect(try await read(text, try TestHub()).problem == code)
    }

    @Test func `two rows of one item that disagree say the last word, the second time too`()
        async throws
    {
        let hub = try TestHub()
        let rows = "item,name,code\n1,Beans,1001\n1,Black beans,1002\n"
        _ = try await read(rows, hub)
        let again = try await read(rows, hub)
        #expect(again["refused"] == [])
        #expect(
            try await hub.call(.get, "/api/v1/items?code=1001").json[0]["name"] == "Black beans")
    }
}
