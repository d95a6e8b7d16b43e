import Foundation
import Testing

@testable import Barcodes

/// What pages read by scripts of their own is read alike here: both are held to the examples in `Tests/Examples`.
struct ExampleTests {
    private struct Labels: Decodable {
        let labels: [String: String]
        let others: [String]
    }

    private struct Papers: Decodable {
        let lines: [String]
        let codes: [String]
    }

    @Test func `labels are read in every form that is printed, typed or linked`() throws {
        let examples = try Self.read(Labels.self, "label-codes.json")
        for (text, code) in examples.labels {
            #expect(try ScanReader.read(text).readings.contains { $0.label == code }, "\(text)")
        }
        for text in examples.others {
            let readings = (try? ScanReader.read(text))?.readings ?? []
            #expect(readings.allSatisfy { $0.label == nil }, "\(text)")
        }
    }

    @Test func `a line of a licence or a passport is no code, alone too, and codes are none`()
        throws
    {
        let examples = try Self.read(Papers.self, "personal-papers.json")
        for line in examples.lines {
            for raw in [line, line + "\r\n", "\u{2}" + line] {
                #expect(throws: ReadFault.paperOfAPerson, "\(raw)") { try ScanReader.read(raw) }
            }
        }
        for code in examples.codes { #expect(!PersonalPaper.isLine(code), "\(code)") }
        #expect(PersonalPaper.isLine("nothing\n\u{1E}\rDBB06061986\rnothing"))
    }

    private struct TypedReading: Codable, Equatable {
        var quantity: Int64?
        var code: String
        var rival: String?
        var likely: Bool?
    }

    @Test func `a typed line is read as pages read it`() throws {
        let examples = try Self.read([String: [TypedReading]].self, "typed-scans.json")
        for (text, readings) in examples {
            let read: [TypedReading] =
                switch TypedScan(text) {
                case .blank, .unclear: []
                case .scan(let amount): [TypedReading(quantity: amount.quantity, code: amount.code)]
                case .unlessKnown(let amount, let rival):
                    [
                        TypedReading(
                            quantity: amount.quantity, code: amount.code, rival: rival)
                    ]
                case .either(let amounts, let likely):
                    amounts.map {
                        TypedReading(
                            quantity: $0.quantity, code: $0.code, likely: $0 == likely ? true : nil)
                    }
                }
            #expect(read == readings, "\(text)")
        }
        #expect(TypedScan(" \t") == .blank)
    }

    @Test func `what stands with a command card is unclear`() {
        for text in ["UUNDO 2", "umove,2", "UCOUNT x", "2*UUNDO", "UUNDO * 2", "2 x UPAUSE"] {
            #expect(TypedScan(text) == .unclear, "\(text)")
        }
        for text in ["UUNDO", "UNDO 2", "UHT milk 2"] {
            #expect(TypedScan(text) == .scan(.init(code: text)), "\(text)")
        }
    }

    private static func read<Value: Decodable>(_: Value.Type, _ name: String) throws -> Value {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../Examples/\(name)")
        return try JSONDecoder().decode(Value.self, from: Data(contentsOf: file))
    }
}

extension Reading {
    fileprivate var label: String? {
        guard case .label(let code) = self else { return nil }
        return code.description
    }
}
