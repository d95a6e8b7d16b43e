// swift-tools-version: 6.2
import PackageDescription

// One libFuzzer program a parser; `make fuzz` builds them with the flags that they need.

/// The program's name, which is its corpus's too, and the folder of what it reads.
let fuzzers = [
    ("zpl", "ZPL"), ("tspl", "TSPL"), ("escpos", "ESCPOS"), ("brother", "BrotherQL"),
    ("dymo", "DymoLabel"), ("epl2", "EPL2"), ("device-id", "DeviceID"), ("layout", "Layout"),
    ("drawing", "Drawing"), ("scan", "Scan"), ("snmp", "SNMP"), ("entry", "Entry"),
]

let package = Package(
    name: "fuzzing",
    dependencies: [.package(name: "larder", path: "../..")],
    targets: fuzzers.map { name, folder in
        .executableTarget(
            name: "fuzz-\(name)",
            dependencies: [
                .product(name: "Languages", package: "larder"),
                .product(name: "ParserChecks", package: "larder"),
                .product(name: "Rendering", package: "larder"),
            ],
            path: "Fuzzers/\(folder)")
    }
)
