import Testing

struct ImportTests {
    @Test func `every module imports what the architecture allows and nothing else`() {
        #expect(SourceFile.all.flatMap(importsBeyondTheArchitecture) == [])
    }

    @Test(arguments: [
        ("Sources/Stock/A.swift", "import Foundation"),
        ("Sources/Barcodes/A.swift", "import Stock"),
        ("Sources/Printing/A.swift", "public import struct Foundation.Data"),
        ("Sources/Storage/A.swift", "import Hummingbird"),
        ("Drivers/Languages/ZPL/ZPL.swift", "import Rendering"),
        ("Drivers/Transports/A.swift", "  @preconcurrency import Storage"),
        ("Labels/Rendering/A.swift", "import Storage"),
        ("Sources/Spool/A.swift", "import CLibUSB"),
        ("Sources/Server/Controllers/A.swift", "internal import GRDB"),
        ("Sources/Journal/A.swift", "import Storage"),
        ("Sources/API/A.swift", "import Storage"),
        ("Sources/Hub/A.swift", "import Hummingbird"),
        ("Sources/Web/A.swift", "import GRDB"),
        ("Sources/Web/A.swift", "import Hub; import Transports"),
        ("Sources/Web/A.swift", "import Logging"),
        ("Sources/Server/A.swift", "import Localization"),
        ("Sources/Server/A.swift", "import Transports"),
        ("Sources/larder/A.swift", "@_exported import CQRencode"),
        ("Sources/larder/Item/A.swift", "import Storage"),
        ("Sources/larder/Scan/A.swift", "internal import Hub"),
        ("Sources/larder/Item/A.swift", "import Printing"),
        ("Sources/larder/Label/A.swift", "import Hub"),
        ("Sources/larder/Printer/A.swift", "import Transports"),
        ("Sources/larder/A.swift", "import Server"),
        ("Sources/larder/Serve/A.swift", "import GRDB"),
        ("Sources/Helping/A.swift", ""),
    ])
    func `a forbidden import is found`(path: String, text: String) {
        #expect(importsBeyondTheArchitecture(SourceFile(path: path, text: text)).count == 1)
    }

    @Test func `each C library and the database have one importer`() {
        for (library, importer) in soleImporters {
            let importers = allowances.filter { $0.mayImport.covers(library) }.map(\.module)
            #expect(importers == [importer], "\(library)")
        }
    }

    @Test func `a sentence about an import is none`() {
        let file = SourceFile(
            path: "Sources/Stock/A.swift", text: "/// import Foundation\n// import X")
        #expect(importsBeyondTheArchitecture(file) == [])
    }
}
