import Testing

struct CodeTests {
    @Test func `names mean something`() {
        #expect(SourceFile.all.flatMap(emptyNames) == [])
        #expect(offences(emptyNames, "Sources/Stock/Utils.swift", "") == 1)
        #expect(offences(emptyNames, "Sources/Stock/String+Trim.swift", "") == 1)
        #expect(offences(emptyNames, "Sources/Stock/A.swift", "final class PlaceManager {}") == 1)
        #expect(
            offences(emptyNames, "Sources/Stock/A.swift", "let manager = FileManager.default") == 0)
    }

    @Test func `nothing is a singleton`() {
        #expect(SourceFile.all.flatMap(singletons) == [])
        #expect(
            offences(singletons, "Sources/Server/A.swift", "    static let shared = Hub()") == 1)
    }

    @Test func `nothing is tried by force`() {
        #expect(SourceFile.all.flatMap(forcedTries) == [])
        #expect(offences(forcedTries, "Sources/Server/A.swift", "let a = try! b()") == 1)
        #expect(offences(forcedTries, "Sources/Server/A.swift", "let a = b as! C") == 1)
        #expect(offences(forcedTries, "Sources/Server/A.swift", #"let a = "peas!""#) == 0)
    }

    @Test func `the hub's files are made with their modes`() {
        #expect(SourceFile.all.flatMap(filesWithoutModes) == [])
        let call = "files.createFile(\n    atPath: path, contents: nil)"
        #expect(offences(filesWithoutModes, "Sources/Storage/A.swift", call) == 1)
        #expect(offences(filesWithoutModes, "Sources/larder/A.swift", call) == 0)
        let whole = "files.createFile(\n    atPath: path, attributes: [.posixPermissions: 0o600])"
        #expect(offences(filesWithoutModes, "Sources/Storage/A.swift", whole) == 0)
    }

    @Test func `files are short`() {
        #expect(SourceFile.all.flatMap(longFiles) == [])
        #expect(
            offences(longFiles, "Sources/Stock/A.swift", String(repeating: "\n", count: 350)) == 0)
        #expect(
            offences(longFiles, "Sources/Stock/A.swift", String(repeating: "\n", count: 351)) == 1)
    }

    @Test func `unsafe code is where C is called`() {
        #expect(SourceFile.all.flatMap(misplacedUnsafety) == [])
        let call = "// Safety: no\nlet n = unsafe read(file, &bytes, 1)"
        #expect(offences(misplacedUnsafety, "Sources/Server/A.swift", call) == 1)
        #expect(offences(misplacedUnsafety, "Drivers/Transports/A.swift", call) == 0)
        #expect(offences(misplacedUnsafety, "Sources/Server/A.swift", "// unsafe words") == 0)
    }

    @Test func `unsafe code says why it is safe`() {
        #expect(SourceFile.all.flatMap(unexplainedUnsafety) == [])
        let path = "Drivers/Transports/A.swift"
        let call = "let n = unsafe read(file, &bytes, 1)"
        #expect(offences(unexplainedUnsafety, path, call) == 1)
        #expect(offences(unexplainedUnsafety, path, "// Safety: the kernel copies.\n\(call)") == 0)
        let boast = "final class A: @unchecked Sendable {}"
        #expect(offences(unexplainedUnsafety, path, "\(boast)\n// Safety: too late.") == 1)
        #expect(offences(unexplainedUnsafety, path, "/// Safety: all is locked.\n\(boast)") == 0)
    }

    @Test func `routes and pages reach the store and the spool through the hub alone`() {
        #expect(SourceFile.all.flatMap(bypassesOfTheHub) == [])
        let call = "try await hub.store.write { (ledger: Ledger) in }"
        #expect(offences(bypassesOfTheHub, "Sources/Web/Pages/A.swift", call) == 1)
        #expect(offences(bypassesOfTheHub, "Sources/Server/A.swift", "let spool: Spool.Type") == 1)
        #expect(
            offences(bypassesOfTheHub, "Sources/Server/A.swift", "import class Spool.Spool") == 1)
        #expect(offences(bypassesOfTheHub, "Sources/Hub/A.swift", call) == 0)
        #expect(offences(bypassesOfTheHub, "Sources/Server/A.swift", "throw StorageFault.x") == 0)
        #expect(offences(bypassesOfTheHub, "Sources/Web/A.swift", "package import Spool") == 0)
    }

    @Test func `what has one home stands nowhere else`() {
        #expect(SourceFile.all.flatMap(secondHomes) == [])
        for home in soleHomes {
            for mark in home.marks {
                #expect(offences(secondHomes, "\(home.folders[0])A.swift", "let a\(mark)") == 1)
            }
        }
        #expect(
            offences(secondHomes, "Sources/Journal/PlainJSON.swift", "extension A: PlainJSON {")
                == 0)
    }

    @Test func `what the hub does takes types and no requests of the API`() {
        #expect(wireShapesOfTheHub(SourceFile.all) == [])
        let shape = SourceFile(
            path: "Sources/API/A.swift", text: "package struct ScanRequest: Codable {}")
        func found(_ path: String, _ text: String) -> Int {
            wireShapesOfTheHub([shape, SourceFile(path: path, text: text)]).count
        }
        let method = "package func record(_ scan: ScanRequest) async throws {}"
        #expect(found("Sources/Hub/Scans.swift", method) == 1)
        #expect(found("Sources/Hub/ScanInput.swift", "extension ScanRequest {}") == 0)
        #expect(found("Sources/Hub/Imports/ScanFile.swift", method) == 0)
        #expect(found("Sources/Hub/Scans.swift", "let label: PrintRequest") == 0)
    }

    @Test func `an entry is asked, and its kind is looked up nowhere`() {
        #expect(listsOfKinds(SourceFile.all) == [])
        let kind = SourceFile(
            path: "Sources/Journal/A.swift", text: "\npublic struct CountDropped: EntryKind {}")
        func found(_ path: String, _ text: String) -> Int {
            listsOfKinds([kind, SourceFile(path: path, text: text)]).count
        }
        #expect(found("Sources/Web/A.swift", "case let dropped as CountDropped: true") == 1)
        #expect(found("Sources/Storage/A.swift", "case is CountDropped: true") == 1)
        #expect(found("Sources/Storage/A.swift", "known.body as? CountDropped") == 0)
        #expect(found("Sources/Storage/Ledger/Corrections.swift", "case is CountDropped:") == 0)
    }

    @Test func `problems are put into words in their homes`() {
        #expect(SourceFile.all.flatMap(problemsInWords) == [])
        let words = "throw Problem(\n    .codeEmpty, \"Nothing.\")"
        #expect(offences(problemsInWords, "Sources/Hub/A.swift", words) == 1)
        #expect(offences(problemsInWords, "Sources/API/ScanProblems.swift", words) == 0)
        #expect(offences(problemsInWords, "Sources/Hub/SpoolProblems.swift", words) == 0)
        #expect(offences(problemsInWords, "Sources/Hub/A.swift", "Problem(.codeEmpty)") == 0)
        #expect(offences(problemsInWords, "Sources/Hub/A.swift", "throw Problem.codeEmpty") == 0)
    }

    @Test func `JSON has one reader and one writer of our own`() {
        #expect(SourceFile.all.flatMap(furtherReadersOfJSON) == [])
        func found(_ text: String, _ path: String = "Sources/Server/A.swift") -> Int {
            offences(furtherReadersOfJSON, path, text)
        }
        #expect(found("private struct PlainJSONParser {") == 1)
        #expect(found("final class ScanWalk: Sendable, Encoder {") == 1)
        #expect(found("struct Answer: Encodable, Sendable {") == 0)
        #expect(found("let text = JSONDecoder()") == 0)
        #expect(found("package struct JSONReader {", "Sources/Journal/JSONReader.swift") == 0)
    }

    @Test func `shapes that write and read themselves are those that are recorded`() throws {
        let path = "docs/decisions/0044-one-reader-of-json.md"
        let record = try #require(SourceFile.all.first { $0.path == path }).text
        #expect(unrecordedPlainShapes(SourceFile.all, record: record) == [])
        let shape = SourceFile(
            path: "Sources/API/A.swift", text: "\nextension LotResponse: Sendable, PlainJSON {}")
        #expect(unrecordedPlainShapes([shape], record: record).count == 1)
    }

    @Test(arguments: [
        "@Test(.disabled(\"later\"))", "throw XCTSkip()", "withKnownIssue {",
        "@unittest.skip(\"x\")",
    ])
    func `a skipped test is found`(line: String) {
        #expect(offences(skippedTests, "Tests/StockTests/A.swift", line) == 1)
    }

    @Test func `no test is skipped`() {
        #expect(SourceFile.all.flatMap(skippedTests) == [])
    }

    @Test(arguments: [
        "price.formatted(.currency(code: \"USD\"))", "names.sorted { $0.localizedCompare($1) }",
        "locale.localizedString(forLanguageCode: tag)",
    ])
    func `a use of data that a release leaves out is found`(line: String) {
        #expect(offences(leftOutData, "Sources/Web/A.swift", line) == 1)
    }

    @Test func `nothing uses data that a release leaves out`() {
        #expect(SourceFile.all.flatMap(leftOutData) == [])
    }
}

/// How often a rule objects to a file of the given text.
func offences(_ rule: (SourceFile) -> [String], _ path: String, _ text: String) -> Int {
    rule(SourceFile(path: path, text: text)).count
}
