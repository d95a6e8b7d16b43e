/// Names that say nothing, and files that hold what found no home.
func emptyNames(_ file: SourceFile) -> [String] {
    guard file.isSwift, !file.isTidyTest else { return [] }
    let empty = #/(Utils?|Utilit(y|ies)|Helpers?|Manager|Common)$/#
    var found: [String] = []
    if file.name.contains("+") || file.name.dropLast(".swift".count).contains(empty) {
        found.append("\(file.path): the file's name says nothing")
    }
    return found
        + file.offences(
            "the type's name says nothing", linesWith: ["Util", "Helper", "Manager", "Common"]
        ) { line in
            line.matches(of: #/\b(?:struct|class|enum|actor|protocol|typealias)\s+(\w+)/#)
                .contains { $0.1.contains(empty) }
        }
}

func singletons(_ file: SourceFile) -> [String] {
    guard file.isSwift, !file.isTidyTest else { return [] }
    return file.offences("a singleton", linesWith: ["static "]) {
        $0.contains(#/\bstatic\s+(?:let|var)\s+(?:shared|instance|sharedInstance)\b/#)
    }
}

func forcedTries(_ file: SourceFile) -> [String] {
    guard file.isSwift, !file.isTidyTest else { return [] }
    return file.offences("try or cast by force", linesWith: ["try!", "as!"]) {
        $0.contains(#/\b(?:try|as)!/#)
    }
}

/// Files and folders of the hub that are made without saying who may read them.
func filesWithoutModes(_ file: SourceFile) -> [String] {
    let folders = ["Sources/Storage/", "Sources/Spool/", "Sources/Hub/"]
    guard file.isSwift, folders.contains(where: file.path.hasPrefix) else { return [] }
    let reach = 5
    return file.lines.indices.filter { index in
        file.lines[index].contains(#/create(?:File|Directory)\(/#)
            && !file.lines[index..<min(index + reach, file.lines.count)].contains {
                $0.contains(".posixPermissions")
            }
    }.map { "\(file.path):\($0 + 1): made without .posixPermissions" }
}

/// Swift files of more than 350 lines; the house's are near a hundred.
func longFiles(_ file: SourceFile) -> [String] {
    let limit = 350
    guard file.isSwift, file.lines.count > limit + 1 else { return [] }
    return ["\(file.path): \(file.lines.count - 1) lines, more than \(limit)"]
}

/// Memory that the compiler does not watch over, outside the folders where C is called.
func misplacedUnsafety(_ file: SourceFile) -> [String] {
    let folders = [
        "Drivers/Transports/", "Labels/Rendering/", "Sources/Compression/", "Sources/Storage/",
    ]
    guard file.isSwift, !file.isTest, !folders.contains(where: file.path.hasPrefix) else {
        return []
    }
    return unsafeLines(file)
}

/// The same within these folders, in a file that nowhere says why it is safe, and `@unchecked`
/// without the reason just above it.
func unexplainedUnsafety(_ file: SourceFile) -> [String] {
    guard file.isSwift, !file.isTest else { return [] }
    if !file.text.contains("// Safety: ") { return unsafeLines(file) }
    let reach = 6
    return file.lines.indices.filter { index in
        file.lines[index].contains("@unchecked")
            && !file.lines[max(0, index - reach)..<index].contains { $0.contains("// Safety: ") }
    }.map { "\(file.path):\($0 + 1): @unchecked without a `Safety:` line above it" }
}

private func unsafeLines(_ file: SourceFile) -> [String] {
    file.offences("unsafe, and no word of why it is safe", linesWith: ["unsafe", "@unchecked"]) {
        $0.contains(#/\bunsafe\b|@unchecked/#)
    }
}

/// What reaches past the hub to the store's writer or to the printers' workers, from a route or a page.
///
/// An import of Spool is none: values that it tells, such as a printer's state, are shown by routes.
func bypassesOfTheHub(_ file: SourceFile) -> [String] {
    guard file.path.hasPrefix("Sources/Server/") || file.path.hasPrefix("Sources/Web/"),
        file.isSwift
    else { return [] }
    return file.offences(
        "routes and pages call the hub; its store and spool are not theirs",
        linesWith: ["Ledger", "Store", "Spool"]
    ) { line in
        !line.contains(#/^\s*(?:package\s+)?import\s+Spool\s*$/#)
            && line.contains(#/\b(?:Ledger|Store|Spool)\b/#.wordBoundaryKind(.simple))
    }
}

/// Requests of the API in the hub, where texts are not read into types: what people do is typed.
func wireShapesOfTheHub(_ files: [SourceFile]) -> [String] {
    let requests = Set(
        files.filter { $0.path.hasPrefix("Sources/API/") }.flatMap(typeDeclarations)
            .map(\.name).filter { $0.hasSuffix("Request") })
    return files.filter { file in
        file.path.hasPrefix("Sources/Hub/") && !file.path.hasPrefix("Sources/Hub/Imports/")
            && !file.name.hasSuffix("Input.swift")
    }.flatMap { file in
        file.offences(
            "what the hub does takes types; a request of the API is read in an …Input.swift",
            linesWith: ["Request"]
        ) { line in
            line.matches(of: #/\w+Request\b/#).contains { requests.contains(String($0.0)) }
        }
    }
}

/// Lists of kinds of entries: whoever has an entry asks it (docs/decisions/0027-a-kind-of-entry-in-four-modules.md).
func listsOfKinds(_ files: [SourceFile]) -> [String] {
    let kinds = Set(
        files.filter { $0.path.hasPrefix("Sources/Journal/") }.flatMap { file in
            file.text.matches(of: #/\n(?:\w+ )?(?:struct|extension) (\w+): [^{]*\bEntryKind\b/#)
                .map { String($0.1) }
        })
    // What a request that is sent again had become, and what an entry cannot say itself.
    let homes = ["ScanRecords", "Corrections", "Explanations", "Lessons", "EntryStory"]
    return files.filter { file in
        file.path.hasPrefix("Sources/") && file.isSwift
            && !homes.contains { file.name == "\($0).swift" }
    }.flatMap { file in
        file.offences("an entry is asked, and its kind is not looked up", linesWith: ["case "]) {
            $0.matches(of: #/\bcase (?:let \w+ as|is) (\w+)|, is (\w+)/#).contains { found in
                kinds.contains(String(found.1 ?? found.2 ?? ""))
            }
        }
    }
}

/// Problems put into words elsewhere than in their homes, so that one fact is said in two ways.
func problemsInWords(_ file: SourceFile) -> [String] {
    guard file.path.hasPrefix("Sources/"), !file.path.hasPrefix("Sources/API/"),
        !file.name.hasSuffix("Problems.swift")
    else { return [] }
    return file.text.matches(of: #/\bProblem\(\s*(?:ProblemCode)?\.\w+\s*,/#).map { found in
        let line = file.text[..<found.range.lowerBound].count { $0 == "\n" } + 1
        return "\(file.path):\(line): the words of a problem stand in a …Problems.swift"
    }
}

/// Readers and writers of JSON beside the one of each in Journal, and Foundation's.
func furtherReadersOfJSON(_ file: SourceFile) -> [String] {
    guard file.isSwift, !file.isTest, !file.path.hasPrefix("Sources/Journal/") else { return [] }
    return file.offences(
        "JSON is read and written by Journal, or by Foundation",
        linesWith: ["JSON", "Encod", "Decod"]
    ) { line in
        line.contains(
            #/\b(?:struct|class|enum|actor)\s+\w*JSON\w*(?:Read|Pars|Scan|Writ|Encod|Decod)\w*\b/#)
            || line.contains(
                #/\b(?:struct|class|enum|actor)\s.*[:,]\s*(?:En|De)cod(?:er|ingContainer\w*)\b/#)
    }
}

/// Shapes that write or read themselves member by member, and stand in no record: each is named in two places.
func unrecordedPlainShapes(_ files: [SourceFile], record: String) -> [String] {
    files.filter { $0.path.hasPrefix("Sources/") && $0.isSwift }.flatMap { file in
        file.text.matches(
            of: #/\nextension ([\w.]+): (?:\w+, )*(?:PlainJSON|PlainReadable|TextReadable)\b/#
        ).map { String($0.1) }.filter { !record.contains("`\($0)`") }
            .map { "\(file.path): \($0) is not in docs/decisions/0044-one-reader-of-json.md" }
    }
}

/// Tests that are there and do not run.
func skippedTests(_ file: SourceFile) -> [String] {
    guard file.isTest, !file.isTidyTest else { return [] }
    let words = [
        ".disabled(", ".enabled(if", "XCTSkip", "withKnownIssue", "unittest.skip", "skipTest(",
        "pytest.skip",
    ]
    return file.offences("a skipped test", linesWith: words)
}

/// What Foundation takes from the data that a release leaves out: right in a test, and otherwise in a
/// release (docs/decisions/0022-a-release-holds-what-it-uses.md).
func leftOutData(_ file: SourceFile) -> [String] {
    guard file.isSwift, !file.isTest else { return [] }
    let words = [
        ".currency(", "localizedString(", "localizedName(", ".units(", ".byteCount(", ".spellOut",
        ".ordinal", ".timeZone(.", "localizedCompare", "localizedCaseInsensitiveCompare",
        "localizedStandardCompare", "applyingTransform", ".shiftJIS", ".japaneseEUC", ".iso2022JP",
        ".localizedStandard", ".localized,", "ByteCountFormat", "MeasurementFormat",
        ".isoLatin2", ".macOSRoman", ".windowsCP1250", ".windowsCP1251", ".windowsCP1253",
    ]
    return file.offences("a release has no data for this", linesWith: words)
}
