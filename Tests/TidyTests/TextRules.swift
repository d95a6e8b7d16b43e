import Foundation

/// Notes to self without an issue that keeps them.
func loosePromises(_ file: SourceFile) -> [String] {
    let isCode = ["swift", "c", "h", "py", "js", "css", "sh", "mustache", "yaml"]
        .contains { file.path.hasSuffix(".\($0)") }
    guard isCode, !file.isTidyTest else { return [] }
    let words = ["TODO", "FIXME", "XXX", "HACK"].filter { file.text.contains($0) }
    guard !words.isEmpty else { return [] }
    return file.lines.enumerated().filter { _, line in
        words.contains(where: line.contains) && !line.contains(#/#\d+/#)
    }.map { "\(file.path):\($0.offset + 1): a promise without an issue number" }
}

/// Places that exist on one machine only.
func machinePaths(_ file: SourceFile) -> [String] {
    guard !file.isTidyTest else { return [] }
    let places = ["/work/", "../shared", "/root/", "/opt/swift", "/tmp/larder", "/tmp/mini"]
    let named = places.filter { file.text.contains($0) }
    guard !named.isEmpty else { return [] }
    return file.lines.enumerated().flatMap { offset, line in
        named.filter { line.contains($0) }
            .map { "\(file.path):\(offset + 1): \($0) is a place on one machine" }
    }
}

/// Relative links in Markdown whose end is missing; `exists` is asked with paths from the root.
func brokenLinks(_ file: SourceFile, exists: (String) -> Bool) -> [String] {
    guard file.isMarkdown else { return [] }
    let folder = file.path.split(separator: "/").dropLast()
    var isCode = false
    return file.lines.enumerated().flatMap { offset, line -> [String] in
        if line.hasPrefix("```") { isCode.toggle() }
        guard !isCode, line.contains("](") else { return [] }
        return line.matches(of: #/\]\(([^)\s#]+)(?:#[^)\s]*)?(?:\s+"[^"]*")?\)/#).map {
            String($0.1)
        }
        .filter { !$0.contains(":") && !exists(resolved($0, in: folder)) }
        .map { "\(file.path):\(offset + 1): nothing at \($0)" }
    }
}

private func resolved(_ link: String, in folder: ArraySlice<Substring>) -> String {
    var parts = folder.map(String.init)
    for part in link.split(separator: "/") where part != "." {
        if part == "..", !parts.isEmpty { parts.removeLast() } else { parts.append(String(part)) }
    }
    return parts.joined(separator: "/").removingPercentEncoding ?? link
}

/// A README is read in one go: 80 lines at most.
func longReadme(_ file: SourceFile) -> [String] {
    let limit = 80
    guard file.path == "README.md", file.lines.count > limit + 1 else { return [] }
    return ["README.md: \(file.lines.count - 1) lines, more than \(limit)"]
}

/// The packages and system libraries that a manifest names.
func dependencies(of manifest: SourceFile) -> [String] {
    manifest.text.matches(of: #/\.package\(url: "[^"]*\/([^"\/]+)"/#).map { String($0.1) }
        + manifest.text.matches(of: #/\.apt\(\["([^"]+)"\]\)/#).map { String($0.1) }
}

/// Dependencies that no decision record gives a reason for, in words of their own name.
func unrecordedDependencies(_ manifest: SourceFile, records: [SourceFile]) -> [String] {
    dependencies(of: manifest).filter { name in !records.contains { $0.text.contains("`\(name)`") }
    }
    .map { "Package.swift: \($0) has no record in docs/decisions" }
}
