/// What has one home, so that nobody writes it a second time: a mark that gives it away, and where it may stand.
struct SoleHome: Sendable {
    let name: String
    /// Where the rule looks.
    let folders: [String]
    /// What a line of it holds, one of these.
    let marks: [String]
    let homes: [String]
}

let soleHomes = [
    SoleHome(
        name: "text for an address is encoded by API/PercentEncoding", folders: ["Sources/"],
        marks: ["addingPercentEncoding"], homes: []),
    SoleHome(
        // Drivers know no store.
        name: "changes are told to many by Storage/Writer/Broadcast, and on USB by USBHotplug",
        folders: ["Sources/", "Drivers/"], marks: [": [Int: AsyncStream<"],
        homes: [
            "Sources/Storage/Writer/Broadcast.swift", "Drivers/Transports/USB/USBHotplug.swift",
        ]),
    SoleHome(
        name: "commands read the answers of API", folders: ["Sources/larder/"],
        marks: ["odable {", "odable, "],
        // What was sent of a file, and what is plugged in.
        homes: [
            "Sources/larder/Scan/SentScans.swift", "Sources/larder/Printer/PrinterReport.swift",
        ]),
    SoleHome(
        name: "few shapes write and read themselves (docs/decisions/0044-one-reader-of-json.md)",
        folders: ["Sources/"], marks: ["PlainJSON {", "PlainJSON, ", "PlainReadable {"],
        homes: [
            "Sources/Journal/JSONReader.swift", "Sources/Journal/PlainJSON.swift",
            "Sources/Journal/PlainReadable.swift",
            "Sources/Server/Wire/ScanJSON.swift",
        ]),
    SoleHome(
        name: "the state of a print job is a JobState", folders: ["Sources/"],
        marks: [
            #"== "queued""#, #"== "printing""#, #"== "printed""#, #"== "unknown""#, #"== "failed""#,
            #"== "cancelled""#,
        ], homes: []),
]

/// Lines that bear a home's mark elsewhere.
func secondHomes(_ file: SourceFile) -> [String] {
    guard file.isSwift, !file.isTest else { return [] }
    return soleHomes.filter { home in
        home.folders.contains(where: file.path.hasPrefix) && !home.homes.contains(file.path)
    }.flatMap { home in
        file.offences("\(home.name): a second copy", linesWith: home.marks)
    }
}
