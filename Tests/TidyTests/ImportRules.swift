/// What one module may import.
enum Allowance {
    case only(Set<String>)
    case anythingBut(Set<String>)

    func covers(_ module: String) -> Bool {
        switch self {
        case .only(let modules): modules.contains(module)
        case .anythingBut(let modules): !modules.contains(module)
        }
    }
}

/// Libraries that one module alone may touch, and that module.
let soleImporters = [
    "CFileStatus": "Storage", "GRDB": "Storage", "GRDBSQLite": "Storage", "CLibUSB": "Transports",
    "CPangoCairo": "Rendering", "CQRencode": "Rendering", "CSQLite": "Storage",
    "CZlib": "Compression",
]

/// What any command needs.
private let commandImports: Set = [
    "API", "ArgumentParser", "AsyncHTTPClient", "Foundation", "NIOCore", "NIOHTTP1", "Stock",
]

/// The arrows of docs/ARCHITECTURE.md, by the folder of each module.
let allowances: [(folder: String, module: String, mayImport: Allowance)] = [
    ("Sources/Stock/", "Stock", .only([])),
    ("Sources/Barcodes/", "Barcodes", .only([])),
    ("Sources/Printing/", "Printing", .only([])),
    (
        "Sources/Journal/", "Journal", .only(["Crypto", "Foundation", "Stock"])
    ),
    ("Sources/API/", "API", .only(["Foundation", "Stock"])),
    ("Sources/Localization/", "Localization", .only(["Barcodes", "Foundation", "Stock"])),
    (
        "Sources/Storage/", "Storage",
        .only([
            "CFileStatus", "Crypto", "CSQLite", "Dispatch", "Foundation", "Glibc", "GRDB",
            "GRDBSQLite", "Journal", "Printing", "Stock", "Synchronization",
        ])
    ),
    ("Sources/Compression/", "Compression", .only(["CZlib", "NIOCore"])),
    ("Drivers/Languages/", "Languages", .only(["Printing"])),
    (
        "Drivers/Transports/", "Transports",
        .only(["CLibUSB", "Dispatch", "Foundation", "Glibc", "Printing", "Synchronization"])
    ),
    (
        "Labels/Rendering/", "Rendering",
        .only([
            "CPangoCairo", "CQRencode", "Dispatch", "Foundation", "Glibc", "Printing",
            "Synchronization", "Yams",
        ])
    ),
    (
        "Sources/Spool/", "Spool",
        .only([
            "Foundation", "Journal", "Printing", "Rendering", "Stock", "Storage",
            "Synchronization",
        ])
    ),
    (
        "Sources/Hub/", "Hub",
        .only([
            "API", "Barcodes", "Crypto", "Foundation", "Journal", "Localization", "Logging",
            "Metrics",
            "Printing",
            "Rendering", "Spool", "Stock", "Storage", "Synchronization",
        ])
    ),
    (
        "Sources/Server/", "Server",
        .only([
            "API", "Barcodes", "CNIOLinux", "Compression", "Crypto", "Foundation", "Glibc",
            "HTTPTypes", "Hub", "Hummingbird", "HummingbirdCore", "Journal", "Logging", "Metrics",
            "NIOCore",
            "NIOHTTP1",
            "Printing",
            "Rendering", "Spool", "Stock", "Storage", "Synchronization",
        ])
    ),
    (
        "Sources/Web/", "Web",
        .only([
            "API", "Barcodes", "Foundation", "HTTPTypes", "Hub", "Hummingbird", "Journal",
            "Localization", "Mustache", "NIOCore", "Printing", "Rendering", "Server", "Spool",
            "Stock",
            "Storage",
        ])
    ),
    // `Serve` wires a hub together, and opens one for a command that finds none running.
    ("Sources/larder/Serve/", "larder", .anythingBut(Set(soleImporters.keys))),
    // The names of the files in a hub's folder, and a backup put into an empty one.
    ("Sources/larder/HubFolder.swift", "larder", .only(commandImports.union(["Storage"]))),
    // Printers are found on USB with no hub running.
    (
        "Sources/larder/Printer/USBPrinters.swift", "larder",
        .only(commandImports.union(["Printing", "Transports"]))
    ),
    // The words for a printer's troubles, and the rule that lets a user print on USB.
    ("Sources/larder/Printer/", "larder", .only(commandImports.union(["Printing"]))),
    // A file of labels is read by the hub's reader of CSV.
    (
        "Sources/larder/Label/LabelSheet.swift", "larder",
        .only(commandImports.union(["Hub", "Languages", "Printing", "Rendering"]))
    ),
    // What labels can be drawn with is told as the hub tells it.
    (
        "Sources/larder/Label/LabelLayouts.swift", "larder",
        .only(commandImports.union(["Hub", "Printing", "Rendering"]))
    ),
    // Labels are drawn with no hub.
    (
        "Sources/larder/Label/", "larder",
        .only(commandImports.union(["Languages", "Printing", "Rendering"]))
    ),
    // A line of scans is read as pages read what is typed.
    ("Sources/larder/Scan/", "larder", .only(commandImports.union(["Barcodes"]))),
    // Commands know a hub by its API.
    ("Sources/larder/", "larder", .only(commandImports)),
]

/// The modules that a Swift file imports, each with its line, counted from 1.
func imports(of file: SourceFile) -> [(module: String, line: Int)] {
    file.lines.enumerated().flatMap { offset, line -> [(module: String, line: Int)] in
        guard line.contains("import ") else { return [] }
        return line.split(separator: ";").compactMap { module(importedBy: $0) }
            .map { ($0, offset + 1) }
    }
}

/// The module that a statement imports; nil for any other statement.
private func module(importedBy statement: Substring) -> String? {
    let kinds = #/(?:(?:struct|class|enum|protocol|typealias|func|let|var)\s+)?/#
    let words =
        #/\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+/#
    guard let start = statement.prefixMatch(of: words) else { return nil }
    let rest = statement[start.range.upperBound...]
    let named = rest[(rest.prefixMatch(of: kinds)?.range.upperBound ?? rest.startIndex)...]
    return String(named.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
}

func importsBeyondTheArchitecture(_ file: SourceFile) -> [String] {
    guard file.isSwift, !file.isTest, file.path != "Package.swift" else { return [] }
    guard let rule = allowances.first(where: { file.path.hasPrefix($0.folder) }) else {
        return ["\(file.path): belongs to no module of the architecture"]
    }
    return imports(of: file).filter { !rule.mayImport.covers($0.module) }
        .map { "\(file.path):\($0.line): \(rule.module) may not import \($0.module)" }
}
