/// Makes one script of a page's own and all that it imports.
///
/// Each module becomes a function that is called once and answers what it exports, so that each keeps its names to itself. Of the language it
/// knows only what the scripts use: imports of names and of JSON, each on one line, and exports of what is declared right there. Anything else is
/// a fault, and so is a wait at the top of a module that another imports, which browsers find. Lines of comment alone are left out, and so is what lines are set in by,
/// most blanks between signs, and most line ends behind them; what a class keeps to itself has a short name.
struct ScriptBundle {
    enum Fault: Error, Equatable {
        case lineUnreadable(String, in: String)
        case fileMissing(String, in: String)
        case importsInCircle(String)
        case nameUnknown(String, in: String)
    }

    /// Texts of scripts and of JSON by their names.
    let files: [String: String]
    private let known = ModuleCache()

    /// What was read already: pages share most of their modules.
    private final class ModuleCache {
        var modules: [String: Module] = [:]
        private var numbers: [String: Int] = [:]

        /// What stands for a module or its data in the whole script; no script has a name with this sign.
        func variable(_ name: String) -> String {
            let number = numbers[name] ?? numbers.count
            numbers[name] = number
            return "$\(number)"
        }
    }

    /// Scripts that no other imports: each is some page's own.
    func entries() throws(Fault) -> [String] {
        var entries = Set(files.keys.filter { $0.hasSuffix(".js") })
        for name in files.keys.sorted() where name.hasSuffix(".js") {
            entries.subtract(try module(name, in: name).imports)
        }
        return entries.sorted()
    }

    /// The whole of a page's script.
    func script(_ entry: String) throws(Fault) -> String {
        var parts: [String] = []
        var done: Set<String> = []
        let page = try module(entry, in: entry)
        for name in page.imports { try add(name, in: [entry], &done, &parts) }
        return (parts + page.lines).joined(separator: "\n") + "\n"
    }

    /// Adds a module behind those that it imports.
    private func add(
        _ name: String, in path: [String], _ done: inout Set<String>, _ parts: inout [String]
    ) throws(Fault) {
        guard !path.contains(name) else { throw .importsInCircle(name) }
        guard done.insert(name).inserted else { return }
        guard name.hasSuffix(".js") else {
            let data = try text(name, in: path[path.count - 1])
            let lines = data.split(separator: "\n").map { Module.squeezed(String($0)) }
            return parts.append("const \(known.variable(name))=\(lines.joined());")
        }
        let module = try module(name, in: path[path.count - 1])
        for inner in module.imports { try add(inner, in: path + [name], &done, &parts) }
        let exports = module.exports.joined(separator: ",")
        parts.append("const \(known.variable(name))=(()=>{")
        parts += module.lines
        parts.append("return{\(exports)}})();")
    }

    private func module(_ name: String, in importer: String) throws(Fault) -> Module {
        if let module = known.modules[name] { return module }
        let module = try Module(name, try text(name, in: importer), among: known)
        known.modules[name] = module
        for (wanted, file) in module.wanted
        where try !self.module(file, in: name).exports.contains(wanted) {
            throw .nameUnknown(wanted, in: name)
        }
        return module
    }

    private func text(_ name: String, in importer: String) throws(Fault) -> String {
        guard let text = files[name] else { throw .fileMissing(name, in: importer) }
        return text
    }

    /// One script, read line by line.
    private struct Module {
        var imports: [String] = []
        /// The names that it imports, each with the script that has it.
        var wanted: [(name: String, file: String)] = []
        var exports: [String] = []
        var lines: [String] = []
        private let known: ModuleCache

        init(_ name: String, _ text: String, among known: ModuleCache) throws(Fault) {
            self.known = known
            var (isComment, isText) = (false, false)
            for line in text.split(separator: "\n") {
                let words = line.drop { $0 == " " }
                if words.hasPrefix("/*") { isComment = true }
                if isComment {
                    isComment = !words.hasSuffix("*/")
                } else if !words.hasPrefix("//") {
                    guard let read = read(line) else {
                        throw .lineUnreadable(String(line), in: name)
                    }
                    // What begins a line within a text is the text's.
                    let isBroken = line.count(where: { $0 == "`" }) % 2 == 1
                    lines.append(
                        isText ? read : isBroken ? Self.outdented(read) : Self.squeezed(read))
                    if isBroken { isText.toggle() }
                }
            }
            shorten()
            join()
        }

        /// Gives what classes keep to themselves short names.
        private mutating func shorten() {
            var short: [Substring: String] = [:]
            for line in lines where line.utf8.contains(UInt8(ascii: "#")) {
                guard let name = line.firstMatch(of: Self.keptName)?.2, short[name] == nil else {
                    continue
                }
                let (letter, round) = (UInt8(short.count % 26), short.count / 26)
                short[name] =
                    String(UnicodeScalar(UInt8(ascii: "a") + letter))
                    + (round == 0 ? "" : String(round))
            }
            guard !short.isEmpty else { return }
            lines = lines.map { line in
                guard line.utf8.contains(UInt8(ascii: "#")) else { return line }
                return line.replacing(Self.keptName) { "\($0.1)#\(short[$0.2] ?? String($0.2))" }
                    .replacing(#/\.#(\w+)/#) { ".#\(short[$0.1] ?? String($0.1))" }
            }
        }

        /// A name that a class keeps to itself, where a line begins by declaring it.
        private static var keptName: Regex<(Substring, Substring, Substring)> {
            #/^((?:static |async |get |set )*)#(\w+)/#
        }

        /// Puts a line behind one that ends with a sign after which lines may go on, unless that is of a text.
        private mutating func join() {
            var isText = false
            lines = lines.reduce(into: []) { joined, line in
                if !isText, let before = joined.last, Self.goesOn(before) {
                    // The last statement of a block needs no sign behind it; no script has an empty one.
                    if before.hasSuffix(";"), line.hasPrefix("}") {
                        joined[joined.count - 1].removeLast()
                    }
                    joined[joined.count - 1] += line
                } else {
                    joined.append(line)
                }
                if line.count(where: { $0 == "`" }) % 2 == 1 { isText.toggle() }
            }
        }

        private static func goesOn(_ line: String) -> Bool {
            let signs = Set("{([,;".utf8)
            // What looks like a comment may be one, up to the line's end.
            return line.utf8.last.map(signs.contains) == true && !line.contains("//")
        }

        private static func outdented(_ line: String) -> String {
            String(line.drop { $0 == " " })
        }

        /// A line without the blanks around signs that are no part of a text.
        ///
        /// Patterns are left alone as texts are. A line with a comment behind it, with texts in texts, or with a slash behind a
        /// bracket, which may begin a pattern or divide, stays as it is.
        fileprivate static func squeezed(_ line: String) -> String {
            let line = outdented(line)
            // Two signs of a sum behind each other would be one of another meaning.
            let isSum = line.contains(#/[+-] ?[+-]/#)
            let signs = Set("{}(),;:?=<>&|[]!*\(isSum ? "" : "+")".utf8)
            let (blank, escape, slash) = (
                UInt8(ascii: " "), UInt8(ascii: "\\"), UInt8(ascii: "/")
            )
            guard line.utf8.count(where: { $0 == UInt8(ascii: "`") }) <= 2 else { return line }
            var (kept, quote, isEscaped): ([UInt8], UInt8?, Bool) = ([], nil, false)
            // Within a set of a pattern a slash ends nothing.
            var isSet = false
            for byte in line.utf8 {
                if let end = quote {
                    if end == slash, byte == slash, kept.last == slash, !isEscaped { return line }
                    if end == slash, !isEscaped, "[]".utf8.contains(byte) {
                        isSet = byte == UInt8(ascii: "[")
                    }
                    if byte == end, !isEscaped, !isSet { quote = nil }
                    isEscaped = byte == escape && !isEscaped
                } else {
                    if byte == blank, kept.last.map(signs.contains) == true { continue }
                    if signs.contains(byte), kept.last == blank { kept.removeLast() }
                    if byte == slash, kept.last(where: { $0 != blank }) == UInt8(ascii: ")") {
                        return line
                    }
                    if "\"'`".utf8.contains(byte) || byte == slash && mayBeginPattern(kept) {
                        quote = byte
                    }
                }
                kept.append(byte)
            }
            return quote == nil ? String(decoding: kept, as: UTF8.self) : line
        }

        /// Whether a slash behind this begins a pattern, where a value is still to come, and divides nothing.
        private static func mayBeginPattern(_ before: [UInt8]) -> Bool {
            let before = before.drop { $0 == UInt8(ascii: " ") }
                .reversed().drop { $0 == UInt8(ascii: " ") }
            guard let last = before.first else { return true }
            return "{}(,;:?=<>&|[!".utf8.contains(last)
                || before.starts(with: "return".utf8.reversed())
        }

        /// A line as it stands in the whole script; nil for one that this does not understand.
        private mutating func read(_ line: Substring) -> String? {
            if line.hasPrefix("import ") {
                return names(line) ?? data(line)
            }
            if line.hasPrefix("export ") {
                let declared = #/export ((?:(?:async )?function|class|const) ([\w$]+).*)/#
                guard let export = line.wholeMatch(of: declared) else { return nil }
                exports.append(String(export.2))
                return String(export.1)
            }
            return line.contains(#/\bimport[(.]/#) ? nil : String(line)
        }

        private mutating func names(_ line: Substring) -> String? {
            let form = #/import \{ ([\w$, ]+) \} from "\.\/([\w-]+\.js)";/#
            guard let found = line.wholeMatch(of: form) else { return nil }
            imports.append(String(found.2))
            wanted += found.1.split(separator: ",").compactMap { $0.split(separator: " ").first }
                .map { (String($0), String(found.2)) }
            let names = found.1.replacing(" as ", with: ": ")
            return "const { \(names) } = \(known.variable(String(found.2)));"
        }

        private mutating func data(_ line: Substring) -> String? {
            let form = #/import ([\w$]+) from "\.\/([\w-]+\.json)" with \{ type: "json" \};/#
            guard let found = line.wholeMatch(of: form) else { return nil }
            imports.append(String(found.2))
            return "const \(found.1) = \(known.variable(String(found.2)));"
        }
    }
}
