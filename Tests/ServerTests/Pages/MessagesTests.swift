import Foundation
import Printing
import Spool
import Stock
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// Every language says everything.
struct MessagesTests {
    static let tags = Messages.all.keys.sorted()

    @Test func `English and Spanish are there`() {
        #expect(Set(Self.tags).isSuperset(of: ["en", "es"]))
    }

    @Test(arguments: tags) func `a language has the keys of English, and fills in the same names`(
        tag: String
    ) throws {
        let catalogue = try #require(Messages.all[tag])
        let (own, english) = (catalogue.root.texts, Messages.english.root.texts)
        #expect(Set(own.keys) == Set(english.keys))
        for (key, text) in own {
            #expect(names(in: text) == names(in: english[key] ?? ""), "\(tag): \(key)")
        }
    }

    @Test(arguments: tags) func `a text that depends on a number has a form for every number`(
        tag: String
    ) throws {
        let catalogue = try #require(Messages.all[tag])
        for (key, node) in catalogue.root.sections where PluralRule.forms.isSuperset(of: node.keys)
        {
            #expect(node["other"] != nil, "\(tag): \(key)")
        }
    }

    @Test(arguments: tags) func `every fact that can be wrong has its words`(tag: String) throws {
        let catalogue = try #require(Messages.all[tag])
        for code in ProblemCode.allCases {
            #expect(catalogue.has("problems.\(code.rawValue)"), "\(code)")
        }
        for warning in Warning.allCases {
            #expect(catalogue.has("warnings.\(warning.rawValue)"), "\(warning)")
        }
        let reasons =
            JobEnd.Reason.allCases.map(\.rawValue) + HubReason.allCases.map(\.rawValue)
            + Obstacle.allCases.map(\.rawValue)
        for reason in reasons {
            #expect(catalogue.has("reasons.\(reason).is"), "\(reason)")
            #expect(catalogue.has("reasons.\(reason).do"), "\(reason)")
        }
    }

    @Test(arguments: tags) func `no text has the sign that stands for a quotation mark`(tag: String)
        throws
    {
        for (key, text) in try #require(Messages.all[tag]).root.texts {
            #expect(!text.contains(ScanModel.quote), "\(key)")
        }
    }

    @Test func `what a scanning page leaves out of its words no script says`() throws {
        let said = ScanModel.saidByTemplates.flatMap { section, keys in
            keys.map { "\(section).\($0)" }
        }
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Sources/Web/Assets")
        for name in try FileManager.default.contentsOfDirectory(
            atPath: folder.path(percentEncoded: false))
        {
            guard name.hasSuffix(".js") || name.hasSuffix(".json") else { continue }
            let script = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            for key in said { #expect(!script.contains("\"\(key)\""), "\(name): \(key)") }
        }
        for key in said { #expect(Messages.english.has(key), "\(key)") }
        for key in ScanModel.saidElsewhere.values.joined() {
            let sections = ["scan", "kept", "cards"].filter { Messages.english.has("\($0).\(key)") }
            #expect(sections.count == 1, "\(key)")
        }
    }

    @Test func `a scanning page has the words for all that can be wrong with what it sends`() {
        let sent = [
            "scans", "movements/{id}/reversal", "unresolved/{id}/resolution",
            "label-codes/{code}/binding", "items",
        ]
        let codes = Description.hub.routes.filter {
            sent.map { "POST /api/v1/\($0)" }.contains($0.route)
        }
        .map { $0.operation["x-problems"].rows.map(\.text) + Description.hub.codesOfAnyRoute }
        let known = Set(ScanModel.problems.map(\.rawValue))
        let final = Set(ProblemCode.allCases.filter(\.isFinal).map(\.rawValue))
        #expect(codes.count == sent.count)
        for code in codes.joined() where final.contains(code) {
            #expect(known.contains(code), "\(code)")
        }
    }

    @Test(arguments: tags) func `every word of the ledger has its words`(tag: String) throws {
        let catalogue = try #require(Messages.all[tag])
        let keys =
            Role.allCases.map { "roles.\($0.rawValue)" }
            + JobState.allCases.map { "jobs.\($0.rawValue)" }
            + Recognition.Basis.allCases.map { "printers.decided_\($0.rawValue)" }
            + PrinterOptions.Cut.allCases.map { "printers.cut_\($0.rawValue)" }
            + PrinterOptions.Roll.allCases.map { "printers.roll_\($0.rawValue)" }
            + Place.Kind.allCases.map { "words.\($0.rawValue)" }
            + DateLabel.Kind.allCases.map { "words.\($0.rawValue)" }
            + ScanMode.allCases.filter { $0 != .lookup }.map { "scan.taken_\($0.rawValue)" }
        for key in keys { #expect(catalogue.has(key), "\(tag): \(key)") }
    }

    @Test(arguments: ["Templates", "Pages", "Assets"])
    func `every key that a page asks for has its words`(folder: String) throws {
        let keys = try SourceText.keys(in: folder)
        #expect(!keys.isEmpty)
        for key in keys { #expect(Messages.english.has(key), "\(folder): \(key)") }
    }

    @Test func `what is filled in is not filled in again`() {
        let text = Messages.english.text(
            "join.joined", ["role": "{role} {n}"])
        #expect(text == "Welcome. This device is for: {role} {n}.")
    }

    @Test func `a key without a text shows itself`() {
        #expect(Messages.english.text("nothing.here", [:]) == "nothing.here")
    }

    private func names(in text: String) -> Set<String> {
        Set(text.matches(of: /\{(\w+)\}/).map { String($0.1) })
    }
}

extension Messages.Node {
    /// Every text by its dotted key; the forms of one text together, for languages differ in them.
    fileprivate var texts: [String: String] {
        guard case .section(let nodes) = self else { return [:] }
        var texts: [String: String] = [:]
        for (name, node) in nodes {
            switch node {
            case .text(let text): texts[name] = text
            case .section(let forms) where PluralRule.forms.isSuperset(of: forms.keys):
                if case .text(let text)? = forms["other"] { texts[name] = text }
            case .section:
                for (key, text) in node.texts { texts["\(name).\(key)"] = text }
            }
        }
        return texts
    }

    /// Every section by its dotted key.
    fileprivate var sections: [(key: String, node: [String: Messages.Node])] {
        guard case .section(let nodes) = self else { return [] }
        return nodes.flatMap { name, node -> [(String, [String: Messages.Node])] in
            guard case .section(let inner) = node else { return [] }
            return [(name, inner)] + node.sections.map { ("\(name).\($0.key)", $0.node) }
        }
    }
}

/// The keys that templates, pages and scripts name in full.
private enum SourceText {
    static func keys(in folder: String) throws -> Set<String> {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Sources/Web/\(folder)")
        let files = try #require(FileManager.default.enumerator(atPath: root.path))
        var keys: Set<String> = []
        for case let file as String in files {
            guard ["mustache", "swift", "js"].contains(file.split(separator: ".").last ?? "") else {
                continue
            }
            let text = try String(contentsOf: root.appending(path: file), encoding: .utf8)
            keys.formUnion(text.matches(of: /\{\{t\.([\w.]+)\}\}/).map { String($0.1) })
            keys.formUnion(text.matches(of: /(?:say|text)\("(\w+\.[\w.]+)"/).map { String($0.1) })
        }
        return folder == "Assets" ? keys.subtracting(["onDevice"]) : keys
    }
}
