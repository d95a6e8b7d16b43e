import Journal
import Stock
import Testing

@testable import API
@testable import Hub
@testable import Server

/// Files that a spreadsheet has saved: it takes names and codes of digits for numbers.
struct SavedFileTests {
    private let header = "at,code,quantity,place,station\n"

    private func read(
        _ csv: String, _ hub: TestHub, _ query: String = ""
    ) async throws -> [Int64] {
        let report = try await hub.call(.post, "/api/v1/reconciliations\(query)", .csv(csv))
        return ["recorded", "alreadyRecorded", "unresolved", "refused"].map {
            report[$0].whole ?? -1
        }
    }

    private func seq(_ hub: TestHub) async throws -> JSON {
        try await hub.call(.get, "/health")["seq"]
    }

    @Test func `stations and codes of digits are known again without their zeros, and with them`()
        async throws
    {
        // Codes of every length, known and unknown; none is a product's.
        let codes = ["0123", "007", "012345678", "0012345678", "00000000012345", "4011"]
        let named = codes.map { "2026-11-21T09:00:00Z,\($0),2,,01\n" }.joined()
        let saved = codes.map { "2026-11-21T09:00:00Z,\($0.drop { $0 == "0" }),2.0,,1\n" }.joined()
        let floated = saved.replacing(",1\n", with: ",1.0\n")
        for (first, others) in [(named, [saved, floated]), (saved, [named, floated])] {
            let hub = try TestHub()
            try await hub.item(code: "007")
            let begun = try await read(header + first, hub)
            #expect(begun[0] + begun[2] == 6)
            let before = try await seq(hub)
            for file in others + [first] {
                #expect(try await read(header + file, hub) == [0, 6, 0, 0], "\(file)")
            }
            #expect(try await seq(hub) == before)
        }
    }

    @Test func `what differs in more than zeros stays apart`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        let line = { (station: String, code: String) in
            "2026-11-21T09:00:00Z,\(code),1,,\(station)\n"
        }
        let stations = ["1", "10", "01a", "", "0", "1.5"]
        for station in stations {
            #expect(try await read(header + line(station, "beans"), hub) == [1, 0, 0, 0])
        }
        #expect(try await hub.balance(item) == -Int64(stations.count))
        // Two scans of one file, though another file names both alike.
        let two = line("t", "123") + line("t", "0123") + line("t", "0123")
        #expect(try await read(header + two, hub) == [0, 0, 3, 0])
        let saved = line("t", "123") + line("t", "123") + line("t", "123")
        #expect(try await read(header + saved, hub) == [0, 3, 0, 0])
    }

    @Test func `a station's zeros that an earlier Larder kept are known again`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        let at = "2026-11-21T09:00:00Z"
        for (n, station) in [(1, "01"), (2, "01")] {
            let id = EntryID(hashOf: "larder-batch-v2\n\(station)\n\(at)\n\nbeans\n1\n\(n)")
            try await hub.scan(
                "distribute", "beans", 1,
                ["id": .text(id.description), "at": .text(at), "station": .text(station)])
        }
        let lines = String(repeating: "\(at),beans,1,,01\n", count: 3)
        #expect(try await read(header + lines, hub) == [1, 2, 0, 0])
        #expect(try await read(header + lines, hub) == [0, 3, 0, 0])
        #expect(try await hub.balance(item) == -3)
    }

    @Test func `times that differ behind the microsecond are two`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        for decimals in ["1234567", "1234568", "12345671", "123456"] {
            let line = "2026-11-21T09:00:00.\(decimals)Z,beans,1,,t\n"
            #expect(try await read(header + line, hub) == [1, 0, 0, 0], "\(decimals)")
            let same = "2026-11-21T04:00:00.\(decimals)00-05:00,beans,1,,t\n"
            #expect(try await read(header + same, hub) == [0, 1, 0, 0], "\(decimals)")
        }
        #expect(try await hub.balance(item) == -4)
        let ids = try await hub.call(.get, "/api/v1/journal?after=2").lines.map { $0["id"].text }
        let text = "larder-batch-v2\nt\n2026-11-21T09:00:00.1234567Z\n\nbeans\n1\n1"
        #expect(ids.first == EntryID(hashOf: text).description)
    }

    @Test func `a file without a column of times is read under a name`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        let file = "code,quantity\nbeans,2\nbeans,2\n"
        let refused = try await hub.call(.post, "/api/v1/reconciliations", .csv(file))
        #expect(refused.problem == "columns_missing")
        #expect(try await read(file, hub, "?batch=monday") == [2, 0, 0, 0])
        #expect(try await read(file, hub, "?batch=monday") == [0, 2, 0, 0])
        #expect(
            try await read("at,code,quantity\n,beans,2\n", hub, "?batch=monday") == [0, 1, 0, 0])
        #expect(try await hub.balance(item) == -4)
    }

    @Test func `an item file of digits is of the same items after a spreadsheet has saved it`()
        async throws
    {
        let named = """
            item,name,code,pack
            0123,Rice,000777,1
            0123,,0009912345,12
            0009,Beans,,
            0009,Tea,,
            007,Salt,,
            """
        let saved = """
            item,name,code,pack
            123,Rice,777,1.0
            123,,9912345,12
            9,Beans,,
            7.0,Salt,,
            """
        for (first, second) in [(named, saved), (saved, named)] {
            let hub = try TestHub()
            _ = try await hub.call(.post, "/api/v1/item-imports", .csv(first))
            let known = try await hub.call(.get, "/api/v1/items").json
            let report = try await hub.call(.post, "/api/v1/item-imports", .csv(second))
            #expect([report["new"], report["changed"]] == [0, 0], "\(report.text)")
            #expect(try await hub.call(.get, "/api/v1/items").json == known)
        }
        // Two items whose own names differ in zeros alone stay two.
        let hub = try TestHub()
        let two = "item,name\n0123,Rice\n123,Rice\n0045,Jam\n45,Honey\n"
        for new in [4, 0] as [Int64] {
            let report = try await hub.call(.post, "/api/v1/item-imports", .csv(two))
            #expect(report["new"].whole == new && report["changed"] == 0)
        }
    }

    @Test func `a code that a spreadsheet wrote in a scan file is its own again, or is refused`()
        async throws
    {
        let hub = try TestHub()
        let item = try await hub.item(code: "041331029162")
        let restored = ["41,331,029,162.00", "41.331.029.162,00", "41 331 029 162,00"]
        for (second, cell) in restored.enumerated() {
            let line = "2026-11-21T09:00:0\(second)Z,\"\(cell)\",1,,t\n"
            #expect(try await read(header + line, hub) == [1, 0, 0, 0], "\(cell)")
        }
        #expect(try await hub.balance(item) == -3)
        for cell in [
            "2.54E-05", "1E-10", "6E-3", "12:30", "4:11:00 PM", "#NV", "#¡NUM!", "Err:502",
        ] {
            let line = "2026-11-21T09:00:00Z,\(cell),1,,t\n"
            #expect(try await read(header + line, hub) == [0, 0, 0, 1], "\(cell)")
        }
        #expect(try await hub.call(.get, "/api/v1/unresolved").json.rows.isEmpty)
    }
}
