import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// Codes of item files that spreadsheets have changed.
struct ItemCodeTests {
    private func read(_ text: String, _ hub: TestHub) async throws -> Answer {
        try await hub.call(.post, "/api/v1/item-imports", .csv(text))
    }

    private func head(_ hub: TestHub) async throws -> JSON {
        try await hub.call(.get, "/health")["seq"]
    }

    private func items(_ hub: TestHub) async throws -> [JSON] {
        try await hub.call(.get, "/api/v1/items").json.rows
    }

    @Test func `codes that no scanner sends are named by line, and taken only where certain`()
        async throws
    {
        let hub = try TestHub()
        let rows = #"""
            name,code
            Beans,"=""041331024686"""
            Pinto beans,41331029162.0
            Rice,4.13E+10
            Oats,070787602345
            Tea,'4011
            Salt,41331024680
            """#
        let report = try await read(rows, hub)
        #expect(report["new"] == 4)
        #expect(
            report["refused"].rows.map { [$0["line"], $0["code"]] }
                == [[4, "code_damaged"], [5, "code_damaged"]])
        #expect(report["refused"][0]["text"].text.contains("Probably 0413???????? was meant."))
        #expect(report["refused"][1]["text"].text.contains("Probably 070787602346 was meant."))
        #expect(
            report["notes"].rows.map { [$0["line"], $0["code"]] } == [
                [2, "code_restored"], [3, "code_restored"], [6, "code_restored"],
                [7, "code_doubtful"],
            ])
        for code in ["041331024686", "041331029162", "4011", "41331024680"] {
            #expect(try await hub.call(.get, "/api/v1/items?code=\(code)").json.rows.count == 1)
        }
        let seq = try await head(hub)
        #expect(try await read(rows, hub)["unchanged"] == 4)
        #expect(try await head(hub) == seq)
    }

    @Test func `marks, dates, other digits and more than one code in a cell are named by line`()
        async throws
    {
        let hub = try TestHub()
        let rows = """
            name,code
            Beans,\u{2019}041331024686
            Pinto beans,-041331029162
            Rice,1/2/2026
            Oats,٠٧٠٧٨٧٦٠٢٣٤٦
            Tea,041331024686/041331029162
            Salt,٤٠١١
            Oil,UPC 008577004483
            """
        let report = try await read(rows, hub)
        #expect(
            report["refused"].rows.map { $0["line"] } == [4, 6, 7], "\(report.text)")
        #expect(report["refused"][2]["text"].text.contains("Probably 4011 was meant."))
        #expect(
            report["notes"].rows.map { [$0["line"], $0["code"]] } == [
                [2, "code_restored"], [3, "code_restored"], [5, "code_restored"],
                [8, "code_doubtful"],
            ])
        for code in ["041331024686", "041331029162", "070787602346"] {
            #expect(try await hub.call(.get, "/api/v1/items?code=\(code)").json.rows.count == 1)
        }
        let seq = try await head(hub)
        #expect(try await read(rows, hub)["unchanged"] == 4)
        #expect(try await head(hub) == seq)
    }

    @Test func `of two columns of one name a row may say one thing`() async throws {
        let hub = try TestHub()
        let rows = "name,code,Code \nBeans,4011,4012\nRice,4013,4013\nOats,,4014\nTea,4015\n"
        let report = try await read(rows, hub)
        #expect(report["new"] == 3)
        #expect(
            report["refused"].rows.map { [$0["line"], $0["code"]] } == [[2, "row_unreadable"]])
        #expect(report["refused"][0]["text"].text.contains("“4011” and “4012”"))
        #expect(try await hub.call(.get, "/api/v1/items?code=4014").json.rows.count == 1)
    }

    @Test(arguments: [
        ("pack", "1/2/2026", "took for a date"), ("pack", "2-Jan", "took for a date"),
        ("pack", "٣", "Probably 3 was meant"), ("pack", "1,000", "Probably 1000 was meant"),
        ("pack", "\u{2019}12", "Probably 12 was meant"),
        ("pack", ".5", "not “.5”."), ("pack", "case of 12", "Probably 12 was meant"),
        ("pack", "6-12", "not “6-12”."), ("pack", "\u{66B}5", "not “\u{66B}5”."),
        ("pack", "\u{66B}٥", "not “\u{66B}٥”."), ("pack", "·5", "not “·5”."),
        ("pack", "2½", "not “2½”."), ("pack", "12x400", "not “12x400”."),
        ("pack", "1\u{66C}000", "Probably 1000 was meant"),
        ("unit_weight_g", "425 g", "Probably 425 was meant"),
        ("unit_weight_g", "1\u{A0}425", "Probably 1425 was meant"),
        ("unit_weight_g", "15 oz", "not “15 oz”."), ("unit_weight_g", "1.5 kg", "not “1.5 kg”."),
        ("unit_weight_g", "$4", "not “$4”."),
    ])
    func `a number that is none says what was probably meant`(
        column: String, cell: String, says: String
    ) async throws {
        let report = try await read("name,\(column)\nBeans,\"\(cell)\"\n", try TestHub())
        #expect(report["refused"][0]["code"] == "number_unreadable")
        #expect(report["refused"][0]["text"].text.contains(says), "\(report.text)")
        #expect(report["refused"][0]["text"].text.contains("Probably") == says.contains("Probably"))
        #expect(report["new"] == 0)
    }

    @Test(arguments: [
        ("—", "not which"), ("n.a.", "not which"), ("unknown", "not which"), ("keine", "not which"),
        ("TBD", "not which"), ("PLU 4011", "Probably 4011 was meant"),
        ("2*4011", "Probably 4011 was meant"), ("4·011", "Probably 4011 was meant"),
    ])
    func `a cell that holds no code, or more than one, is refused by its line`(
        cell: String, says: String
    ) async throws {
        let hub = try TestHub()
        let report = try await read("name,code\nBeans,\(cell)\nRice,4012\n", hub)
        #expect(report["new"] == 1)
        #expect(
            report["refused"].rows.map { [$0["line"], $0["code"]] } == [[2, "code_damaged"]])
        #expect(report["refused"][0]["text"].text.contains(says), "\(report.text)")
        let scans = "at,code,place\n2026-11-21T09:00:00Z,\(cell),\n"
        let read = try await hub.call(.post, "/api/v1/reconciliations", .csv(scans)).json
        #expect(read["refused"] == 1 && read["exceptions"][0]["code"] == "code_damaged")
    }

    @Test func `a file that a spreadsheet saved anew is of the items that it was of`() async throws
    {
        let file = """
            item,name,category,unit_weight_g,code,pack
            041331024686,"Black beans, can",pulses,425,041331024686,1
            041331024686,"Black beans, can",pulses,425,10041331024683,12
            """
        let saved = """
            sep=;\r
            item;name;category;unit_weight_g;code;pack\r
            41331024686;Black beans, can;pulses;425.0;41331024686;1\r
            41331024686;Black beans, can;pulses;425;10041331024683;12\r
            """
        let hubs = (try TestHub(), try TestHub())
        _ = try await read(file, hubs.0)
        #expect(try await read(saved, hubs.0)["unchanged"] == 2)
        _ = try await read(saved, hubs.1)
        #expect(try await read(file, hubs.1)["unchanged"] == 2)
        #expect(try await items(hubs.0) == items(hubs.1))
    }

    @Test func `a code that the hub knows as it stands is that code`() async throws {
        let hub = try TestHub()
        let own = try await hub.item("Own", code: "41331024686")
        try await hub.item("Wrong", code: "070787602345")
        let report = try await read("name,code\nown,41331024686\nwrong,070787602345\n", hub)
        #expect(report["unchanged"] == 2 && report["notes"] == [] && report["refused"] == [])
        #expect(
            try await hub.call(.get, "/api/v1/items?code=41331024686").json[0]["id"].text == own)
    }

    @Test func `a file of items that were joined since changes nothing`() async throws {
        let hub = try TestHub()
        let file =
            "item,name,category,code,pack\na,Beans,pulses,1001,\nb,Bean cans,cans,1002,12\nb,,,1002,\n"
        _ = try await read(file, hub)
        func id(_ code: String) async throws -> JSON {
            try await hub.call(.get, "/api/v1/items?code=\(code)").json[0]["id"]
        }
        let join = try await hub.call(
            .post, "/api/v1/item-joins",
            .json(["id": TestHub.id(), "item": id("1002"), "into": id("1001")]))
        #expect(join.status < 300, "\(join.text)")
        let seq = try await head(hub)
        let again = try await read(file, hub)
        #expect(again["unchanged"] == 3, "\(again.text)")
        #expect(try await head(hub) == seq)
    }

    @Test func `a code without its zeros is the one with them, where the hub knows that`()
        async throws
    {
        let hub = try TestHub()
        _ = try await read("item,name,code\n008577004483,Oil,008577004483\n", hub)
        let seq = try await head(hub)
        let again = try await read("item,name,code\n8577004483,Oil,8577004483\n", hub)
        #expect(again["unchanged"] == 1 && again["notes"][0]["code"] == "code_restored")
        #expect(try await head(hub) == seq)
        let own = try await read("name,code\nOwn number,9542019839\n", hub)
        #expect(own["new"] == 1 && own["notes"][0]["code"] == "code_doubtful")
    }

    @Test func `a number is the name of no item, by whatever road it comes`() async throws {
        let hub = try TestHub()
        let known = try await hub.item()
        let unknown = try await hub.scan("intake", "4711", 1)
        for number in ["4006381333931", "4006 3813-33931", "٤٠٠٦", "4011"] {
            let item: JSON = ["id": TestHub.id(), "name": .text(number)]
            let said: JSON = ["id": TestHub.id(), "item": item]
            let scan = unknown["id"].text
            for answer in [
                try await hub.call(.post, "/api/v1/items", .json(item)),
                try await hub.call(
                    .put, "/api/v1/items/\(known)", .json(item.with(["id": .text(known)]))),
                try await hub.call(
                    .patch, "/api/v1/items/\(known)", ["name": .text(number)]),
                try await hub.call(.post, "/api/v1/unresolved/\(scan)/resolution", .json(said)),
            ] {
                #expect((answer.status, answer.problem) == (422, "name_is_a_number"))
            }
            let report = try await hub.call(
                .post, "/api/v1/item-imports", .csv("name,code\n\(number),4712\n"))
            #expect(report["refused"].rows.map { $0["code"] } == ["name_is_a_number"])
        }
        #expect(try await hub.call(.get, "/api/v1/items").json.rows.count == 1)
        for name in ["7up", "5 grain mix", "501", "100 % juice"] {
            try await hub.call(.post, "/api/v1/items", ["id": TestHub.id(), "name": .text(name)])
                .expect(201)
        }
    }
}
