import Foundation

/// One text file of the project.
struct SourceFile: Sendable {
    /// From the project's root: `Sources/Stock/Lot.swift`.
    let path: String
    let text: String
    let lines: [Substring]

    init(path: String, text: String) {
        self.path = path
        self.text = text
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    var name: String { path.split(separator: "/").last.map(String.init) ?? path }
    var isSwift: Bool { path.hasSuffix(".swift") }
    var isMarkdown: Bool { path.hasSuffix(".md") }
    var isTest: Bool { path.hasPrefix("Tests/") }
    /// These tests name what they forbid.
    var isTidyTest: Bool { path.hasPrefix("Tests/TidyTests/") }

    /// `path:line: what is wrong` for each line that `offends`.
    ///
    /// Only lines with one of `words` outside a comment are looked at, which keeps the tests fast.
    func offences(
        _ what: String, linesWith words: [String],
        where offends: (Substring) -> Bool = { _ in true }
    ) -> [String] {
        guard words.contains(where: { text.contains($0) }) else { return [] }
        return lines.enumerated().filter { _, line in
            words.contains(where: line.contains)
                && words.contains(where: line.withoutComment.contains)
                && offends(line.withoutComment)
        }.map { "\(path):\($0.offset + 1): \(what)" }
    }
}

extension Substring {
    /// The line up to `//`; a URL in a string ends there too, which no rule minds.
    var withoutComment: Substring { range(of: "//").map { self[..<$0.lowerBound] } ?? self }
}

extension SourceFile {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Every text file of the project, read once; not what is hidden (but for `.ci`) or built.
    static let all: [SourceFile] = {
        var found: [SourceFile] = []
        let names = FileManager.default.enumerator(atPath: root.path)
        while let path = names?.nextObject() as? String {
            let name = path.split(separator: "/").last ?? ""
            if (name.hasPrefix(".") && name != ".ci") || ["tmp", "__pycache__"].contains(name) {
                names?.skipDescendants()
            } else if let text = try? String(
                contentsOf: root.appending(path: path), encoding: .utf8)
            {
                found.append(SourceFile(path: path, text: text))
            }
        }
        return found
    }()

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }
}
