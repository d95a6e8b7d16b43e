import Foundation
import NIOCore
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

struct CSVRecordsTests {
    private func fields(_ text: String) -> [[String]] { CSVRecords(text).records.map(\.fields) }

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
        #expect(fields(#""","" "#) == [["", ""]])
    }

    @Test func `a record knows the line it begins on`() {
        let text = "a\r\n\"b\r\nc\nd\",e\n\nf\rg"
        #expect(CSVRecords(text).records.map(\.line) == [1, 2, 6, 7])
    }

    @Test(arguments: [
        (#"a"b,c"#, "a quote inside a field that is not in quotes"),
        (#""a"b,c"#, "text after a closing quote"), (#""a,c"#, "a quote that is never closed"),
    ])
    func `a record that cannot be trusted says why`(text: String, fault: String) {
        #expect(CSVRecords(text).records.map(\.fault) == [fault])
    }

    @Test func `a record that cannot be trusted spoils no other on lines of their own`() {
        let faults = CSVRecords("a\"b\nc\nd\n").records.map { $0.fault != nil }
        #expect(faults == [true, false, false])
    }

    @Test func `columns are found by name in any order, and unknown ones are named`() throws {
        let table = try CSVTable(
            " Code , AT,colour\n 4711 ,now,red\n", required: ["at", "code"], optional: ["place"])
        #expect(table.unknownColumns == ["colour"])
        #expect(table.rows[0]["code"] == "4711")
        #expect(table.rows[0]["at"] == "now")
        #expect(table.rows[0]["place"].isEmpty)
    }

    @Test func `a row with more fields than the first line names says so`() throws {
        let table = try CSVTable("at,code\n1,2,3\n4\n", required: ["at", "code"], optional: [])
        #expect(table.rows.map { $0.fault != nil } == [true, false])
    }
}

struct TextFileTests {
    private func text(_ bytes: some Collection<UInt8>) throws -> String {
        try TextFile(Data(bytes)).text()
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

    @Test(
        arguments: [[0x6E, 0xE9, 0x61], [0xC3], [0xED, 0xA0, 0x80], [0xFF, 0xFF, 0xFF]] as [[UInt8]]
    )
    func `bytes that are no text are refused`(bytes: [UInt8]) {
        #expect(throws: Problem.self) { try text(bytes) }
    }

    @Test func `no bytes are an empty text`() throws {
        #expect(try text([]).isEmpty)
    }
}
