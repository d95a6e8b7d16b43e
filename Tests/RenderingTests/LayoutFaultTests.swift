import Foundation
import Printing
import Testing

@testable import Rendering

/// What a coordinator is told of a mistake in a node, an icon, a word or a sheet.
struct LayoutFaultTests {
    private static let position = FilePosition(file: "made.yaml", line: 1)

    private static func fault(
        _ text: String, in file: String
    ) throws -> LayoutFault? {
        try withFolder { folder -> LayoutFault? in
            try text.write(to: folder.appending(path: file), atomically: true, encoding: .utf8)
            do throws(LayoutFault) {
                _ = try LayoutCatalogue(directory: folder.path)
                return nil
            } catch { return error }
        }
    }

    @Test func `a misspelt icon or word is named with what was meant`() throws {
        #expect(
            try TestLayouts.fault("{icon: mlik}")
                == .nameUnknown(Self.position, key: "icon", name: "mlik", meant: "milk"))
        let word = try #require(try TestLayouts.fault("{words: do-not-us}"))
        #expect(
            word
                == .nameUnknown(Self.position, key: "words", name: "do-not-us", meant: "do-not-use")
        )
        #expect(
            word.description
                == "made.yaml, line 1: \"words\" names \"do-not-us\", which there is not; "
                + "did you mean \"do-not-use\"?")
    }

    @Test(arguments: [
        ("{line: 0.1}", "line"), ("{line: 0.5, above: 99}", "above"),
        ("{box: {text: name}, frame: 9}", "frame"), ("{box: {text: name}, padding: -1}", "padding"),
        ("{box: {text: name}, filled: maybe}", "filled"),
        ("{box: {code: qr}, filled: yes}", "filled"), ("{icons: x, smallest: 2}", "smallest"),
        ("{code: square}", "code"), ("{code: qr, characters: some}", "characters"),
        ("{rows: [{text: name, needs: 20x60}]}", "needs"),
        ("{rows: [{text: name, needs: big}]}", "needs"),
        ("{rows: [{text: name, when: [a]}]}", "when"),
        ("{rows: [{text: name, when: {keep: [a]}}]}", "keep"),
        ("{text: name, large: often}", "large"),
    ])
    func `a wrong value of a node is named with its key`(node: String, key: String) throws {
        guard case .valueWrong(Self.position, key, _, let wanted) = try TestLayouts.fault(node)
        else {
            Issue.record("\(node): \(String(describing: try TestLayouts.fault(node)))")
            return
        }
        #expect(!wanted.isEmpty)
    }

    @Test func `a key that belongs to another node is not known here`() throws {
        #expect(
            try TestLayouts.fault("{line: 0.5, bold: yes}")
                == .keyUnknown(Self.position, key: "bold", meant: nil))
        #expect(
            try TestLayouts.fault("{box: {text: name}, fill: yes}")
                == .keyUnknown(Self.position, key: "fill", meant: "filled"))
        // What has no neighbours has no share of anything.
        #expect(
            try TestLayouts.fault("{text: name, share: 2}")
                == .keyUnknown(Self.position, key: "share", meant: nil))
    }

    @Test func `an icon that leaves its grid or is no path is named with its line`() throws {
        let wanted = "a path of M, L, C, O and Z on a grid of 0 to 32"
        for path in ["M 1,1 L 40,1", "L", "X 1,1", "M 1", "O 1,1", "1,1"] {
            #expect(
                try Self.fault("ours:\n  - pen: \(path)", in: "icons.yaml")
                    == .valueWrong(
                        FilePosition(file: "icons.yaml", line: 2), key: "pen", found: path,
                        wanted: wanted))
        }
        #expect(
            try Self.fault("ours:\n  - pencil: M 1,1 L 2,2", in: "icons.yaml")
                == .keyUnknown(FilePosition(file: "icons.yaml", line: 2), key: "pencil", meant: nil)
        )
        #expect(
            try Self.fault("ours: mlik", in: "icons.yaml")
                == .nameUnknown(
                    FilePosition(file: "icons.yaml", line: 1), key: "ours", name: "mlik",
                    meant: "milk"))
    }

    @Test(arguments: ["Gluten", "gluten free", "a,b", "''"])
    func `an icon that no field could list is refused by its name`(_ name: String) throws {
        guard
            case .valueWrong(FilePosition(file: "icons.yaml", line: 1), "icons", _, let wanted) =
                try Self.fault("\(name): milk", in: "icons.yaml")
        else {
            Issue.record("\(name) is taken")
            return
        }
        #expect(wanted.hasPrefix("names that a field can list"))
    }

    @Test func `a word needs its English`() throws {
        #expect(
            try Self.fault("hello: {es: Hola}", in: "words.yaml")
                == .keyMissing(FilePosition(file: "words.yaml", line: 1), key: "en"))
        #expect(
            try Self.fault("hello: {en: [a]}", in: "words.yaml")
                == .valueWrong(
                    FilePosition(file: "words.yaml", line: 1), key: "en", found: "a group",
                    wanted: "a text"))
    }

    @Test func `a coordinator's icon and word are used in a layout of the same folder`() throws {
        try withFolder { folder in
            let files = [
                "icons.yaml": "apple:\n  - fill: O 16,16,12", "words.yaml": "apple: {en: Apple}",
                "fruit.yaml":
                    "wide: {columns: [{icon: apple}, {words: apple}]}\ntall: {icon: apple}",
            ]
            for (name, text) in files {
                try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
            }
            let catalogue = try LayoutCatalogue(directory: folder.path)
            let drawing = try LabelRenderer(catalogue).draw(
                "fruit", on: catalogue.media(named: "50x30"), at: .dpi203, fields: [:], code: nil)
            #expect(drawing.bitmap.ink > 1_000 && drawing.notes.isEmpty)
        }
    }

    @Test func `a sheet that leaves its page is refused with its line`() throws {
        let good =
            "{name: x, page: a4, columns: 2, rows: 2, left: 5, top: 5, width: 90, height: 50}"
        #expect(try Self.fault("- \(good)", in: "sheets.yaml") == nil)
        for (change, key) in [
            ("columns: 2", "columns: 3",), ("rows: 2", "rows: 9"), ("page: a4", "page: a9"),
            ("width: 90", "width: 900"),
        ] {
            let bad = good.replacingOccurrences(of: change, with: key)
            guard
                case .valueWrong(FilePosition(file: "sheets.yaml", line: 1), let named, _, _) =
                    try Self.fault("- \(bad)", in: "sheets.yaml")
            else {
                Issue.record("\(bad)")
                continue
            }
            #expect(key.hasPrefix(named))
        }
    }
}
