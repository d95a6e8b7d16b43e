import SeededRandom
import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Server

/// Item files of any content.
struct ItemFileTests {
    private typealias Columns = [[String]]

    private static let plain: Columns = [
        ["", "@1", "@2", "@3", "a", "b", ""],
        ["Beans", "beans,", "Rice", "RICE", "Tea", "Oats", ""],
        ["", "x", "y", "-"], [""], ["", "1", "2", "-"],
        ["", "Beans", "Rice", "1001", "1002", "041331024686", "41331024686", "4.1E+10"],
        ["", "1", "12", "-"],
    ]

    /// What spreadsheets write, keys with and without their zeros, measures, and labels (`L1`, `l1`, `P1` of a place).
    private static let odd: Columns = [
        [
            "", "", "@1", "@2", "a", "b", "1", "01", "7", "007", "7.0", "NULL", "#N/A",
            "41331024686", "041331024686", "=\"b\"", "=A1", "L1",
        ],
        [
            "Beans", "beans,", "Rice", "RICE", "=\"Rice\"", "Tea", "Oats", "", "", "#REF!", "n/a",
            "4.13E+10", "Jam", "DAQT64235789",
        ],
        ["", "x", "y", "-", "NULL", "#N/A"], ["", "", "each", "gram", "=\"gram\""],
        ["", "1", "2", "-", "NULL", "=\"5\""],
        [
            "", "", "Beans", "Rice", "1001", "1002", "041331024686", "41331024686", "4.1E+10",
            "89672617E0", "L1", "L2", "l2", "P1", "=\"1001\"", "007", "7",
        ],
        ["", "1", "12", "-"],
    ]

    /// The same with little in it but keys, names and codes, so that rows agree now and then.
    private static let bare: Columns = odd.enumerated().map { index, column in
        switch index {
        case 2, 6: [""]
        case 3: ["", "", "", "gram"]
        case 4: ["", "", "425"]
        default: column
        }
    }

    @Test(arguments: seeds)
    func `any file read a second time changes nothing`(_ seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let hub = try TestHub()
        var words: [String: String] = [:]
        for (index, name) in ["Beans", "Rice", "beans"].enumerated() {
            words["@\(index + 1)"] = try await hub.item(name, code: name)
        }
        let labels = try await hub.roll(2).codes
        (words["L1"], words["L2"], words["l2"]) = (labels[0], labels[1], labels[1].lowercased())
        words["P1"] = try await hub.place().label
        try await hub.scan("intake", "Beans", 5)
        try await hub.scan("intake", labels[0], 3)
        for _ in 0..<25 {
            let columns = [Self.plain, Self.odd, Self.bare].randomElement(using: &random) ?? []
            var rows = ["item,name,category,measure,unit_weight_g,code,pack"]
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                let cells = columns.map { $0.randomElement(using: &random) ?? "" }
                    .map { "\"\((words[$0] ?? $0).replacing("\"", with: "\"\""))\"" }
                rows.append(cells.joined(separator: ","))
            }
            let file = rows.joined(separator: "\n")
            _ = try await read(file, hub)
            let seq = try await hub.call(.get, "/health")["seq"]
            let again = try await read(file, hub)
            #expect(try await hub.call(.get, "/health")["seq"] == seq, "\(file)")
            #expect(again["new"] == 0 && again["changed"] == 0, "\(file)")
        }
        #expect(try await hub.store.verify().isEmpty)
    }

    private func read(_ text: String, _ hub: TestHub) async throws -> Answer {
        try await hub.call(.post, "/api/v1/item-imports", .csv(text))
    }

    @Test func `the column names of a second file in one are passed over`() async throws {
        let hub = try TestHub()
        let rows = "name,code\nHeader,\nName, code\n\nMore,1001\n"
        let report = try await hub.call(.post, "/api/v1/item-imports", .csv(rows))
        #expect(report["rows"] == 2 && report["new"] == 2 && report["refused"] == [])
        let names = try await hub.call(.get, "/api/v1/items").json.rows.map { $0["name"].text }
        #expect(names == ["Header", "More"])
        let scans = """
            at,code
            2026-11-21T09:00:00-05:00,1001
            at,code
            2026-11-21T09:01:00-05:00,1001
            """
        let read = try await hub.call(.post, "/api/v1/reconciliations", .csv(scans))
        #expect(read["lines"] == 2 && read["recorded"] == 2 && read["refused"] == 0)
    }
}
