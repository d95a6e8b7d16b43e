// swift-tools-version: 6.2
import PackageDescription

// What is measured is built as a newcomer builds it: in release, from the package in the root.
let package = Package(
    name: "benchmarks",
    dependencies: [.package(name: "larder", path: "../..")],
    targets: [
        .executableTarget(
            name: "LabelBenchmark",
            dependencies: [
                .product(name: "Languages", package: "larder"),
                .product(name: "Printing", package: "larder"),
                .product(name: "Rendering", package: "larder"),
            ])
    ]
)
