// swift-tools-version: 6.2
import PackageDescription

// One manifest. Each target lists all it may import; the build refuses an import that is not listed
// (`--explicit-target-dependency-import-check error`), and Tests/TidyTests refuses an arrow that
// docs/ARCHITECTURE.md does not allow. The settings at the foot hold for every target.

let package = Package(
    name: "larder",
    products: [
        .executable(name: "larder", targets: ["larder"]),
        // For Tests/Benchmarks and Tests/Fuzzing, which are packages of their own.
        .library(name: "Languages", targets: ["Languages"]),
        .library(name: "ParserChecks", targets: ["ParserChecks"]),
        .library(name: "Printing", targets: ["Printing"]),
        .library(name: "Rendering", targets: ["Rendering"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // The pure core.
        .target(name: "Stock"),
        .target(name: "Barcodes"),
        .target(name: "Printing"),
        .target(name: "API", dependencies: ["Stock"]),
        .target(
            name: "Journal",
            dependencies: ["Stock", .product(name: "Crypto", package: "swift-crypto")]),
        .target(
            name: "Localization", dependencies: ["Barcodes", "Stock"],
            resources: [.copy("Messages")]),

        // What owns something: a file, a device, a socket.
        .target(
            name: "Storage",
            dependencies: [
                "CFileStatus", "CSQLite", "Journal", "Printing", "Stock",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        .target(
            name: "Compression",
            dependencies: ["CZlib", .product(name: "NIOCore", package: "swift-nio")]),
        .target(name: "Languages", dependencies: ["Printing"], path: "Drivers/Languages"),
        .target(
            name: "Transports",
            dependencies: ["Printing", "CLibUSB"],
            path: "Drivers/Transports"),
        .target(
            name: "Rendering",
            dependencies: [
                "Printing", "CPangoCairo", "CQRencode",
                .product(name: "Yams", package: "Yams"),
            ],
            path: "Labels",
            exclude: ["CPangoCairo", "CQRencode", "Pictures", "README.md"],
            sources: ["Rendering"],
            resources: [.copy("Layouts")]),
        .target(name: "Spool", dependencies: ["Printing", "Rendering", "Stock", "Storage"]),

        // What people do, and the two ways to it: the API and the pages.
        .target(
            name: "Hub",
            dependencies: [
                "API", "Barcodes", "Journal", "Localization", "Printing", "Rendering", "Spool",
                "Stock", "Storage",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
            ]),
        .target(
            name: "Server",
            dependencies: [
                "API", "Barcodes", "Compression", "Hub", "Journal", "Printing", "Rendering",
                "Spool", "Stock",
                "Storage",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            resources: [.copy("OpenAPI")]),
        .target(
            name: "Web",
            dependencies: [
                "API", "Barcodes", "Hub", "Journal", "Localization", "Printing", "Rendering",
                "Server", "Spool", "Stock", "Storage",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            resources: [.copy("Assets"), .copy("Templates")]),

        // The one place where all is wired.
        .executableTarget(
            name: "larder",
            dependencies: [
                "API", "Barcodes", "Hub", "Languages", "Printing", "Rendering", "Server", "Spool",
                "Stock", "Storage", "Transports", "Web",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),

        // One test target a module.
        .testTarget(name: "StockTests", dependencies: ["SeededRandom", "Stock"]),
        .testTarget(
            name: "BarcodesTests", dependencies: ["Barcodes", "ParserChecks", "SeededRandom"]),
        .testTarget(
            name: "PrintingTests", dependencies: ["ParserChecks", "Printing", "SeededRandom"]),
        .testTarget(
            name: "StorageTests",
            dependencies: [
                "Journal", "ParserChecks", "Printing", "SeededRandom", "Stock", "Storage",
                "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .testTarget(
            name: "LanguagesTests",
            dependencies: ["Languages", "ParserChecks", "Printing", "Rendering", "SeededRandom"]),
        .testTarget(
            name: "TransportsTests",
            dependencies: ["PrinterProbe", "Printing", "SpoolProbe", "Transports"]),
        .executableTarget(
            name: "PrinterProbe", dependencies: ["Printing", "Transports"],
            path: "Tests/PrinterProbe"),
        .executableTarget(
            name: "SpoolProbe",
            dependencies: [
                "Languages", "Printing", "Rendering", "Spool", "Stock", "Storage", "Transports",
            ], path: "Tests/SpoolProbe"),
        .testTarget(
            name: "RenderingTests",
            dependencies: ["ParserChecks", "Printing", "Rendering", "SeededRandom"]),
        .testTarget(
            name: "SpoolTests",
            dependencies: [
                "Journal", "Printing", "Rendering", "Spool", "Stock", "Storage", "TestSupport",
            ]),
        .testTarget(
            name: "ServerTests",
            dependencies: [
                "API", "Barcodes", "Compression", "Hub", "Journal", "Localization", "Printing",
                "Rendering",
                "SeededRandom", "Server", "Spool", "Stock", "Storage", "TestSupport", "Web",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]),
        .testTarget(name: "TidyTests"),
        .target(
            name: "ParserChecks",
            dependencies: [
                "Barcodes", "Journal", "Languages", "Printing", "Rendering", "SeededRandom",
            ],
            path: "Tests/ParserChecks"),
        .target(name: "SeededRandom", path: "Tests/SeededRandom"),
        .target(
            name: "TestSupport", dependencies: ["Journal", "SeededRandom", "Stock", "Storage"],
            path: "Tests/TestSupport"),

        // C libraries, by system packages. Each has one importer.
        .systemLibrary(name: "CFileStatus", path: "Sources/CFileStatus"),
        .systemLibrary(
            name: "CLibUSB", path: "Drivers/CLibUSB", pkgConfig: "libusb-1.0",
            providers: [.apt(["libusb-1.0-0-dev"])]),
        .systemLibrary(
            name: "CPangoCairo", path: "Labels/CPangoCairo", pkgConfig: "pangocairo",
            providers: [.apt(["libpango1.0-dev"])]),
        .systemLibrary(
            name: "CQRencode", path: "Labels/CQRencode", pkgConfig: "libqrencode",
            providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(
            name: "CSQLite", path: "Sources/CSQLite", pkgConfig: "sqlite3",
            providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(
            name: "CZlib", path: "Sources/CZlib", pkgConfig: "zlib",
            providers: [.apt(["zlib1g-dev"])]),
    ]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .swiftLanguageMode(.v6),
        .treatAllWarnings(as: .error),
        .strictMemorySafety(),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ]
}

// Pages are many and wait for people: they are made small, and what scans go through is made fast.
for target in package.targets where target.name == "Web" {
    target.swiftSettings?.append(.unsafeFlags(["-Osize"], .when(configuration: .release)))
}
