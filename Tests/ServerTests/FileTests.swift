import Foundation
import NIOCore
import SeededRandom
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

struct CSVRecordsTests {
    private func fields(_ text: String) -> [[String]] { CSVRecords(text).map(\.fields) }

    @Test func `fields end at commas and records at line ends of every kind`() {
        for end in ["\n", "\r\n", "\r"] {
            #expect(fields("a,b\(end)c,\(end),d") == [["a", "b"], ["c", ""], ["", "d"]])
        }
        #expect(fields("a,b") == fields("a,b\n"))
        #expect(fields("") == [])
        #expect(fields("\n\r\n\n") == [])
    }

    @Test func `quotes hold commas, line ends and doubled quotes`() {
        #expect(fields(#"a,"b,""c""",d"#) == [["a", #"b,"c""#, "d"]])
        #expect(fields("\"a\r\nb\",c\r\nd") == [["a\r\nb", "c"], ["d"]])
        #expect(fields(#""a","" "#) == [["a", ""]])
        #expect(fields(#""","" "#) == [])
    }

    @Test func `a record knows the line it begins on`() {
        let text = "a\r\n\"b\r\nc\nd\",e\n\nf\rg"
        #expect(CSVRecords(text).map(\.line) == [1, 2, 6, 7])
    }

    @Test(arguments: [
        (#"a"b,c"#, "a quote inside a field that is not in quotes"),
        (#""a"b,c"#, "text after a closing quote"), (#""a,c"#, "a quote that is never closed"),
    ])
    func `a record that cannot be trusted says why`(text: String, fault: String) {
        #expect(CSVRecords(text).map { $0.fault?.description } == [fault])
    }

    @Test func `a record that cannot be trusted spoils no other on lines of their own`() {
        let faults = CSVRecords("a\"b\nc\nd\n").map { $0.fault != nil }
        #expect(faults == [true, false, false])
    }

    @Test func `columns are found by name in any order, and unknown ones are named`() throws {
        let table = try table(" Code , AT,colour\n 4711 ,now,red\n", ["at", "code"], ["place"])
        #expect(table.unknownColumns == ["colour"])
        let row = try #require(table.rowsOneByOne.first { _ in true })
        #expect(row["code"] == "4711")
        #expect(row["at"] == "now")
        #expect(row["place"].isEmpty)
    }

    private func table(
        _ text: String, _ required: [String], _ optional: [String] = []
    ) throws -> CSVTable {
        try CSVTable(TextFile(Data(text.utf8)), required: required, optional: optional)
    }

    @Test func `a row with more fields than the first line names says so, unless they are empty`()
        throws
    {
        let table = try table("at,code\n1,2,3\n4\n5,6,\n7,8,,  ,\n", ["at", "code"])
        let areReadable = table.rowsOneByOne.map { row in
            (try? row.requireReadable()) != nil
        }
        #expect(areReadable == [false, true, true, true])
    }

    @Test(arguments: [
        "name;code\nBeans, black;1\n", "name\tcode\nBeans, black\t1\n",
        "sep=;\nname;code\nBeans, black;1\n", "sep=,\r\nname,code\r\n\"Beans, black\",1\r\n",
        "\"sep=;\"\rname;code\rBeans, black;1\r", "SEP=\t\nname\tcode\nBeans, black\t1\n",
        "sep=|\nname|code\nBeans, black|1\n", "sep=:\r\nname:code\r\nBeans, black:1\r\n",
        "name,code\n\"Beans, black\",1,\n", "name,code,,\n\"Beans, black\",1,,\n",
        ",,\nname,code\n,,,\n  ,\t\n\"Beans, black\",1\n,,\n",
    ])
    func `a table is read whatever separates its fields`(text: String) throws {
        let table = try table(text, ["name"], ["code"])
        #expect(table.unknownColumns == [])
        let rows = try table.rowsOneByOne.map { row in
            try row.requireReadable()
            return [row["name"], row["code"]]
        }
        #expect(rows == [["Beans, black", "1"]])
    }

    @Test func `a quote that is never closed spoils its own line alone`() {
        let text = "a,\"b\nc,d\n\"e\",f\ng,\"h\ni\" j\nk\n"
        let records = Array(CSVRecords(text))
        #expect(records.map(\.line) == [1, 2, 3, 4, 5, 6])
        #expect(records.map { $0.fault == nil } == [false, true, true, false, false, true])
        let many = CSVRecords("\"a\n" + String(repeating: "b\n", count: 1_000))
        #expect(many.map { $0.fault != nil } == [true] + Array(repeating: false, count: 1_000))
    }

    @Test func `a byte that is no text spoils its own line alone`() {
        let bytes =
            Array("é,1\na".utf8) + [0xFF] + Array(",2\nb,".utf8) + [0] + Array("\nc,3\n".utf8)
        let records = Array(CSVRecords(bytes))
        #expect(records.map(\.line) == [1, 2, 3, 4])
        #expect(records.map { $0.fault == nil } == [true, false, false, true])
    }

    @Test func `a formula that guards a code is a field as it stands`() {
        #expect(
            fields("=\"041\",a\n=\"4,b\n\"=\"\"042\"\"\",c") == [
                ["=\"041\"", "a"], ["=\"4", "b"], ["=\"042\"", "c"],
            ])
    }

    @Test func `lines that say nothing are not counted, and too many others are refused`() throws {
        let blank = String(repeating: ",,\n\n", count: 500_000)
        #expect(
            try table("name,code\n" + blank + "Rice,1", ["name"]).rowsOneByOne.map { $0.line } == [
                1_000_002
            ])
        let many = String(repeating: "a\n", count: TextFile.lineLimit + 1)
        #expect(throws: TextFile.tooManyLines) {
            try table("name\n" + many, ["name"]).rowCount()
        }
        #expect(throws: TextFile.tooManyLines) { try TextFile(Data(many.utf8)).lines() }
    }

    @Test func `a line of a million fields spoils itself, and is not kept`() {
        let many = String(repeating: ",", count: 1_000_000) + "x\nRice,1\n"
        let records = Array(CSVRecords(many))
        #expect(records.map(\.line) == [1, 2])
        #expect(records.map { $0.fault == nil } == [false, true])
        #expect(records.map(\.fields.count) == [1_000, 2])
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `any bytes are read to their end`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let letters: [UInt8] =
            Array("a1,;\t\"\"=\r\n ".utf8) + [0, 0x80, 0xC3, 0xA9, 0xFF, 0xFE, 0xEF]
        for _ in 0..<2_000 {
            let count = Int.random(in: 0...60, using: &random)
            let bytes = (0..<count).map { _ in letters.randomElement(using: &random) ?? 0 }
            let file = TextFile(Data(bytes))
            let records = Array(CSVRecords(file.bytes))
            #expect(records.map(\.line) == records.map(\.line).sorted())
            #expect(try file.lines().count <= count)
            _ = try? CSVTable(file, required: ["a"], optional: ["1"]).rowsOneByOne.map { $0["a"] }
            _ = try? ScanFile(file, isJSON: nil, day: nil, batch: "x").lines.map(\.number)
        }
    }
}

struct TextFileTests {
    private func text(_ bytes: some Collection<UInt8>) throws -> String {
        String(decoding: try TextFile(Data(bytes)).tableBytes(), as: UTF8.self)
    }

    @Test(arguments: ["name\nBeans", "name\nLeche «entera»", "name\n牛奶 🥛"])
    func `text is read as spreadsheets save it`(words: String) throws {
        #expect(try text(words.utf8) == words)
        #expect(try text([0xEF, 0xBB, 0xBF] + words.utf8) == words)
        let little = words.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let big = words.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        #expect(try text([0xFF, 0xFE] + little) == words)
        #expect(try text([0xFE, 0xFF] + big) == words)
        #expect(try text(little) == words)
        #expect(try text(big) == words)
    }

    @Test func `text of Windows-1252 is read where it is no UTF-8`() throws {
        #expect(try text([0x6E, 0xE9, 0x61]) == "néa")
        #expect(try text([0x93, 0x80, 0x94, 0xDF, 0x9F]) == "“€”ßŸ")
        // Two letters of UTF-8 outweigh one byte that is none.
        #expect(try text(Array("éè".utf8) + [0xE9]) == "éè\u{FFFD}")
        // Each line by itself: rows of another program stand behind those of an export.
        let rows = Array("Äpfel\r\nJalapeño\r\n".utf8)
        let others = ["Caf\u{E9}", "Cr\u{E8}me", "M\u{FC}rbe\n"]
        let latin = others.joined(separator: "\n").unicodeScalars.map { UInt8($0.value) }
        #expect(try text(rows + latin) == "Äpfel\r\nJalapeño\r\nCafé\nCrème\nMürbe\n")
        // A line of both is spoiled, and is named.
        #expect(try text([0xE9, 0x0A, 0xE9, 0x0A] + Array("é".utf8) + [0xE9]) == "é\né\né\u{FFFD}")
    }

    @Test(
        arguments: [
            [0x50, 0x4B, 3, 4], [0xD0, 0xCF, 0x11, 0xE0], Array("%PDF-1.7".utf8), [0x1F, 0x8B],
        ]
            as [[UInt8]])
    func `a file that is no text is refused`(bytes: [UInt8]) {
        #expect(throws: Problem.self) { try text(bytes) }
    }

    @Test func `one zero does not make a file UTF-16`() throws {
        let lines = try TextFile(Data([0x7B, 0] + Array("\"id\"}\n{}\n".utf8))).lines()
        #expect(lines.map(\.number) == [1, 2])
    }

    @Test func `no bytes are an empty text`() throws {
        #expect(try text([]).isEmpty)
    }
}
