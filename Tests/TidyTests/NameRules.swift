import Foundation

/// A type that a file declares.
struct TypeDeclaration {
    let name: String
    /// Whether it stands in another type.
    let isNested: Bool
    /// Whether it is what an entry of the journal says.
    let isEntryKind: Bool
    /// `path:line`.
    let place: String
}

/// The types of the package's own code.
func typeDeclarations(of file: SourceFile) -> [TypeDeclaration] {
    guard file.isSwift, !file.isTest, file.path != "Package.swift" else { return [] }
    let declaration =
        #/^(\s*)(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|private|fileprivate|final|indirect|nonisolated)\s+)*(?:struct|enum|class|actor|protocol|typealias)\s+(\w+)/#
    return file.lines.enumerated().compactMap { offset, line in
        guard let found = line.prefixMatch(of: declaration),
            // `class func` and `class var` of a class's own.
            !["func", "var"].contains(found.2)
        else { return nil }
        return TypeDeclaration(
            name: String(found.2), isNested: !found.1.isEmpty,
            isEntryKind: line.contains(": EntryKind"), place: "\(file.path):\(offset + 1)")
    }
}

/// Names that stand for two types, of which one stands in no other: a reader of one would take it for the other.
///
/// Two nested ones are told apart by what they stand in.
func namesUsedTwice(_ files: [SourceFile]) -> [String] {
    Dictionary(grouping: files.flatMap(typeDeclarations), by: \.name)
        .filter { $0.value.count > 1 && !$0.value.allSatisfy(\.isNested) }
        .map { "\($0.key) is declared at \($0.value.map(\.place).joined(separator: " and "))" }
        .sorted()
}

/// Nouns that look like participles, as the last word of a file's or a type's name.
private let nounsLikeParticiples: Set = [
    "Beginning", "Binding", "Closing", "Drawing", "Encoding", "Ending", "Feed", "Finding",
    "Holding", "Listing", "Meaning", "Need", "Pairing", "Parsing", "Posting", "Reading",
    "Reporting",
    "Setting", "Sighting", "Tracking", "Warning", "Wording",
    // What of a place a count did not see.
    "Uncounted",
]

/// Those that end in neither `-ed` nor `-ing`.
private let irregularParticiples: Set = [
    "Done", "Drawn", "Found", "Given", "Gone", "Held", "Kept", "Known", "Lost", "Made", "Meant",
    "Said", "Seen",
    "Sent", "Shown", "Taken", "Thrown", "Told",
]

private func isParticiple(_ name: some StringProtocol) -> Bool {
    let start = name.lastIndex(where: \.isUppercase) ?? name.startIndex
    let last = String(name[start...])
    let endsLikeOne = last.hasSuffix("ing") || last.hasSuffix("ed")
    return irregularParticiples.contains(last)
        || endsLikeOne && !nounsLikeParticiples.contains(last)
}

/// Files and types that are named for an action rather than for a thing; a kind of entry says what happened.
func participleNames(_ file: SourceFile) -> [String] {
    guard file.isSwift, !file.isTest else { return [] }
    let name = file.name.dropLast(".swift".count)
    let types = typeDeclarations(of: file)
        .filter { isParticiple($0.name) && !$0.isEntryKind }
        .map { "\($0.place): \($0.name) is no noun of the field" }
    return (isParticiple(name) ? ["\(file.path): \(name) is no noun of the field"] : []) + types
}

/// Pages that call what belongs to routes.
func callsOfRoutes(_ file: SourceFile) -> [String] {
    guard file.path.hasPrefix("Sources/Web/") else { return [] }
    return file.offences("a page calls no route", linesWith: ["Routes.", "Controller."])
}
