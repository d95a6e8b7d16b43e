import Foundation
import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// Everything of one kind as CSV.
struct ExportTests {
    private func file(_ name: ExportName, _ hub: TestHub) async throws -> [CSVTable.Row] {
        let answer = try await hub.call(.get, "/api/v1/exports/\(name.rawValue)")
        #expect(answer.status == 200)
        #expect(answer.header("Content-Type").hasPrefix("text/csv; charset=utf-8"))
        #expect(!answer.text.replacing("\r\n", with: "").contains("\n"))
        return try CSVTable(
            TextFile(Data(answer.bytes)), required: name.columns.map { $0.lowercased() },
            optional: []
        ).rowsOneByOne.map { $0 }
    }

    @Test func `days and movements are in the measure that they were in, whatever it is by now`()
        async throws
    {
        let hub = try TestHub()
        let item = try await hub.item()
        try await hub.scan("intake", "beans", 10)
        try await hub.call(.post, "/api/v1/days/2026-11-21/closing").expect(201)
        hub.clock.advance(seconds: 86_400)
        try await hub.call(
            .patch, "/api/v1/items/\(item)",
            ["measure": "gram", "conversion": ["gramsPerPiece": 500], "name": "Dry beans"]
        ).expect(200)
        try await hub.scan("distribute", "beans", nil, ["weightGrams": 250])
        let columns = ["day", "measure", "opening", "in", "out", "adjusted", "closing"]
        #expect(
            try await file(.days, hub).map { row in columns.map { row[$0] } } == [
                ["2026-11-21", "each", "0", "10", "0", "0", "10"],
                ["2026-11-22", "gram", "5000", "0", "250", "0", "4750"],
            ])
        let moved = try await file(.movements, hub)
        #expect(moved.map { $0["quantity"] } == ["10", "4990", "250"])
        #expect(moved.first?["grams"] == "4250" && moved.last?["grams"] == "250")
    }

    private func read(_ items: String, _ hub: TestHub) async throws -> Answer {
        try await hub.call(.post, "/api/v1/item-imports", .csv(items))
    }

    private let items = #"""
        item,name,category,measure,unit_weight_g,code,pack,shelf_life_days,programme
        1,"Beans, ""black""",beans,each,425,041331024686,1,1095,
        1,"Beans, ""black""",beans,each,425,10041331024683,12,1095,
        2,"=HYPERLINK(""http://x"")",@sum,gram,,4133,1,,tefap
        3,'=quoted,-5,each,,,,,+own
        4,-5,-x,each,,-4011,1,,
        """#

    @Test func `an exported item file that is read again changes nothing`() async throws {
        let hub = try TestHub()
        #expect(try await read(items, hub)["refused"] == [])
        let exported = try await hub.call(.get, "/api/v1/exports/items").text
        let head = try await hub.call(.get, "/health")["seq"]
        let again = try await read(exported, hub)
        #expect(again["refused"] == [])
        #expect(again["unchanged"] == again["rows"])
        #expect(again["ignoredColumns"] == [])
        #expect(try await hub.call(.get, "/health")["seq"] == head)
    }

    @Test func `an exported item file read by another hub makes the same items`() async throws {
        let (one, other) = (try TestHub(), try TestHub())
        _ = try await read(items, one)
        let exported = try await one.call(.get, "/api/v1/exports/items").text
        _ = try await read(exported, other)
        func facts(_ hub: TestHub) async throws -> Set<[String]> {
            Set(
                try await file(.items, hub).map { row in
                    ExportName.items.columns.dropFirst().map { row[$0] }
                })
        }
        #expect(try await facts(one) == facts(other))
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-x", "'-x"), ("@a", "'@a"), ("\t=1", "'\t=1"),
        ("\n=1", "'\n=1"), ("\u{FF1D}1", "'\u{FF1D}1"),
        ("\r=1", "'\r=1"), ("'=1", "''=1"), ("-12", "-12"), ("-1.5", "-1.5"), ("-1e5", "'-1e5"),
        ("'a", "'a"), ("", ""), ("a=1", "a=1"), ("12", "12"),
    ])
    func `a field that looks like a formula has an apostrophe, which is taken off again`(
        field: String, written: String
    ) {
        #expect(CSVWriter.guarded(field) == written)
        #expect(CSVWriter.unguarded(written) == field)
    }

    @Test func `fields with what parts fields or lines somewhere, and with quotes, are in quotes`()
    {
        var lines = CSVWriter()
        let fields = ["a,b", "say \"a\"", "one\r\ntwo", "", "plain", "a;=1+1", "a\t=1"]
        lines.append(fields)
        #expect(
            lines.text
                == "\"a,b\",\"say \"\"a\"\"\",\"one\r\ntwo\",,plain,\"a;=1+1\",\"a\t=1\"\r\n")
        #expect(CSVRecords(lines.text).first { _ in true }?.fields == fields)
    }

    @Test(.timeLimit(.minutes(20)))
    func `stock, movements, entries and days add up to what the hub says`() async throws {
        let pantry = try await SamplePantry()
        var day = RandomDay(seed: 11)
        for _ in 0..<400 { _ = try await day.step(in: pantry) }
        try pantry.store.close()
        let hub = try TestHub(in: pantry.directory, clock: pantry.clock)

        let held = try await hub.store.read { try $0.stock(limit: 10_000) }
        let stock = try await file(.stock, hub)
        #expect(stock.count == held.count)
        #expect(
            Set(stock.map { [$0["lot"], $0["place"], $0["quantity"]] })
                == Set(
                    held.map { [$0.lot.id.description, $0.place.description, "\($0.quantity)"] }))

        var balances: [[String]: Int64] = [:]
        let movements = try await file(.movements, hub)
        for row in movements {
            let quantity = try #require(Int64(row["quantity"]))
            balances[[row["lot"], row["from"]], default: 0] -= quantity
            balances[[row["lot"], row["to"]], default: 0] += quantity
        }
        for row in held {
            #expect(balances[[row.lot.id.description, row.place.description]] == row.quantity)
        }

        let head = try await hub.store.read { try $0.head() }
        let entries = try await file(.entries, hub)
        #expect(entries.map { $0["seq"] } == (1...head).map { "\($0)" })

        let days = try await file(.days, hub)
        for row in days {
            let date = try #require(CivilDate(row["day"]))
            let account = try await hub.store.read { try $0.account(of: date) }
            let line = try #require(account.lines.first { $0.item.id.description == row["item"] })
            let figures = [
                line.totals.opening, line.totals.taken, line.totals.distributed,
                line.totals.discarded, line.totals.adjusted, line.closing,
            ]
            let columns = ["opening", "in", "out", "discarded", "adjusted", "closing"]
            #expect(columns.map { row[$0] } == figures.map { "\($0.value)" })
        }
        #expect(!days.isEmpty)
    }

    @Test func `a long file is read to its end, page by page`() async throws {
        let hub = try TestHub()
        let rows = (0..<2_000).map { "Item \($0),\(10_000 + $0)" }.joined(separator: "\n")
        _ = try await read("name,code\n" + rows, hub)
        let names = try await file(.items, hub).map { $0["name"] }
        #expect(Set(names).isSuperset(of: (0..<2_000).map { "Item \($0)" }))
        #expect(Set(names).count == names.count)
        let head = try await hub.store.read { try $0.head() }
        #expect(try await file(.entries, hub).count == Int(head))
    }

    @Test func `a file is as of the moment that it was begun, whatever is recorded meanwhile`()
        async throws
    {
        let hub = try TestHub()
        let item = try await hub.item("Beans", code: "beans")
        let date: JSON = ["kind": "bestBy", "date": "2027-03"]
        try await hub.scan("intake", "beans", 10, ["dateLabel": date, "source": "Harvest Market"])
        _ = try await hub.call(.patch, "/api/v1/items/\(item)", ["minimum": 90])
        for name in ExportName.allCases {
            let whole = try await hub.call(.get, "/api/v1/exports/\(name.rawValue)").text
            var pieces = hub.hub.export(name)
            var text = try #require(try await pieces.next())
            try await hub.scan("distribute", "beans", 1)
            try await hub.item("Rice", code: "\(name)")
            _ = try await hub.call(
                .patch, "/api/v1/items/\(item)",
                ["name": .text("Beans of \(name)"), "minimum": 100])
            while let piece = try await pieces.next() { text += piece }
            #expect(text == whole)
            #expect(try await hub.call(.get, "/api/v1/exports/\(name.rawValue)").text != whole)
        }
    }

    @Test func `no file holds the name of anyone who gave`() async throws {
        let hub = try TestHub()
        _ = try await read(items, hub)
        _ = try await hub.call(
            .post, "/api/v1/scans",
            .json([
                "id": "0198c1f2-0000-7000-8000-00000000000a", "mode": "intake",
                "code": "041331024686", "source": "Harvest Market",
            ]))
        for name in ExportName.allCases {
            let text = try await hub.call(.get, "/api/v1/exports/\(name.rawValue)").text
            #expect(!text.contains("Harvest"), "\(name)")
        }
    }

    @Test func `a file that there is none of is not found`() async throws {
        let answer = try await TestHub().call(.get, "/api/v1/exports/people")
        #expect(answer.status == 404)
        #expect(answer.problem == "route_not_found")
    }

    @Test func `the reference names the columns of each exported file`() throws {
        let page = try Reference.page("files.md")
        for name in ExportName.allCases where name != .items {
            let row = try #require(
                page.split(separator: "\n").first { $0.hasPrefix("| `\(name.rawValue)` |") })
            let named = row.split(separator: "|").last?.matches(of: #/`(\w+)`/#).map {
                String($0.1)
            }
            #expect(named?.filter { !["count", "reversal"].contains($0) } == name.columns)
        }
    }
}
