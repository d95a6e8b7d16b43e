import Foundation
import Testing

@testable import Hub
@testable import Rendering

/// Files of labels, also such as a spreadsheet has saved.
struct LabelFileTests {
    private func read(_ text: String) throws -> LabelFile.Content {
        try LabelFile.read(
            Data(text.utf8), layout: "bin", drawn: ["name", "lotNumber"],
            fields: ["name": "Rice"])
    }

    private func refusal(_ text: String) -> String {
        do {
            return "\(try read(text).labels)"
        } catch { return "\(error)" }
    }

    @Test(arguments: [
        ("\"=\"\"00000012\"\"\"", "00000012"), ("12", "00000012"), ("'00000012", "00000012"),
        ("12.0", "00000012"), ("41331024686", "041331024686"),
    ])
    func `a code that a spreadsheet changed is drawn as it was, and named by its line`(
        cell: String, code: String
    ) throws {
        let content = try read("code,name\nx1,\n\(cell),Beans\n")
        #expect(content.labels.map(\.code) == ["x1", code])
        #expect(content.labels.map(\.fields) == [["name": "Rice"], ["name": "Beans"]])
        #expect(content.notes.count == 1)
        #expect(content.notes.first?.contains("line 3") == true, "\(content.notes)")
    }

    @Test(arguments: ["00000012", "7K2M9XRD", "7k2m-9xrd", "x1", "041331024686", "4011"])
    func `a code that is whole is drawn without a word`(_ code: String) throws {
        let content = try read("CODE;Name ;LOTNUMBER\n\(code);;7\n")
        #expect(content.labels.map(\.code) == [code])
        #expect(content.labels.first?.fields == ["name": "Rice", "lotNumber": "7"])
        #expect(content.notes == [])
    }

    @Test(arguments: ["4.13E+10", "#REF!", "Err:502", "1/2/2026", "041331024685", "TRUE"])
    func `a code that is lost is refused by its line`(_ cell: String) {
        let words = refusal("code,name\nx1,A\n\(cell),B\n")
        #expect(words.hasPrefix("line 3: "), "\(words)")
    }

    @Test func `what cannot be read is refused by its line, and what nobody draws is named`() throws
    {
        #expect(refusal("code,name\nx1,A,B\n").contains("line 2"))
        #expect(refusal("code,name\nx1,#NV\n").contains("line 2"))
        #expect(refusal("7K2M9XRD,Beans\n").contains("names no column"))
        #expect(refusal("") != "[]")
        let content = try read("code,nmae\nn/a,Beans\n")
        #expect(content.labels.map(\.code) == [nil])
        #expect(content.notes.first?.contains("nmae") == true)
    }
}
