import Foundation
import Printing
import Testing

@testable import Rendering

/// Layouts and media as files that a coordinator edits.
struct CatalogueTests {
    private static let layout = """
        wide: {text: name}
        tall:
          rows:
            - {text: name, bold: yes}
            - {code: qr}
        """

    /// The fault that a folder with this file gives.
    private func fault(of text: String, in file: String = "shelf.yaml") throws -> LayoutFault? {
        try withFolder { folder -> LayoutFault? in
            try text.write(to: folder.appending(path: file), atomically: true, encoding: .utf8)
            do {
                _ = try LayoutCatalogue(directory: folder.path)
                return nil
            } catch let fault as LayoutFault { return fault }
        }
    }

    @Test func `the layouts and media of the contract come with Larder`() throws {
        let catalogue = try LayoutCatalogue()
        #expect(
            catalogue.layoutNames == [
                "allergens", "badge", "bag", "bin", "box", "command", "contents", "donation", "lot",
                "quarantine", "roll", "shelf", "test", "transit",
            ])
        #expect(try catalogue.fields(ofLayout: "lot") == ["date", "detail", "name", "number"])
        #expect(try catalogue.fields(ofLayout: "bin") == ["detail", "name"])
        let names = Set(catalogue.media.map(\.name))
        #expect(names.isSuperset(of: ["50x30", "40x30", "57x32", "101.6x152.4"]))
        #expect(names.count == catalogue.media.count)
    }

    @Test func `a paper is named by its size`() throws {
        for media in try LayoutCatalogue().media where media.tracking != .continuous {
            let sides = media.name.split(separator: "x").compactMap { Double($0) }
            #expect(sides == [media.width, media.feed])
        }
    }

    @Test func `a coordinator's layout and paper replace the shipped ones of that name`() throws {
        try withFolder { folder in
            try Self.layout.write(
                to: folder.appending(path: "bin.yaml"), atomically: true, encoding: .utf8)
            try "- {name: 50x30, width: 50, feed: 30, gap: 2, tracking: mark}".write(
                to: folder.appending(path: "media.yaml"), atomically: true, encoding: .utf8)
            let catalogue = try LayoutCatalogue(directory: folder.path)
            #expect(try catalogue.fields(ofLayout: "bin") == ["name"])
            #expect(try catalogue.layoutNames == LayoutCatalogue().layoutNames)
            #expect(try catalogue.media(named: "50x30").tracking == .mark)
            let names = try LayoutCatalogue().media.map(\.name)
            #expect(catalogue.media.map(\.name) == names)
        }
    }

    @Test func `a misspelt key is named with file, line and what was meant`() throws {
        let broken = Self.layout.replacingOccurrences(of: "bold", with: "bald")
        let fault = try #require(try fault(of: broken))
        #expect(
            fault
                == .keyUnknown(
                    FilePosition(file: "shelf.yaml", line: 4), key: "bald", meant: "bold"))
        #expect(
            fault.description
                == "shelf.yaml, line 4: \"bald\" is not known here; did you mean \"bold\"?")
    }

    @Test func `a wrong value is named with what the key takes`() throws {
        let line4 = FilePosition(file: "shelf.yaml", line: 4)
        let small = Self.layout.replacingOccurrences(of: "bold: yes", with: "smallest: 1")
        #expect(
            try fault(of: small)
                == .valueWrong(
                    line4, key: "smallest", found: "1", wanted: "a number from 2.0 to 50.0"))
        let bold = Self.layout.replacingOccurrences(of: "yes", with: "[very]")
        #expect(
            try fault(of: bold)
                == .valueWrong(
                    line4, key: "bold", found: "a list", wanted: "yes or no or true or false"))
    }

    @Test func `a missing key is named with the line of its group`() throws {
        #expect(
            try fault(of: "wide: {text: name}")
                == .keyMissing(FilePosition(file: "shelf.yaml", line: 1), key: "tall"))
        let nothing = Self.layout.replacingOccurrences(of: "{code: qr}", with: "{share: 2}")
        #expect(
            try fault(of: nothing)
                == .keyMissing(
                    FilePosition(file: "shelf.yaml", line: 5),
                    key:
                        "rows, columns, text, words, icon_names, list, code, icon, icons, line or box"
                ))
    }

    @Test func `what is not YAML is named with its line`() throws {
        guard case .notYAML(let position, _) = try fault(of: Self.layout + "\n  - [") else {
            Issue.record("a broken file was read")
            return
        }
        #expect(position.file == "shelf.yaml" && position.line >= 6)
        let empty = try fault(of: "")
        #expect(
            empty == .notYAML(FilePosition(file: "shelf.yaml", line: 1), problem: "it is empty"))
    }

    @Test func `a wrong paper is named with its line`() throws {
        let media = """
            - {name: 50x30, width: 50, feed: 30, gap: 3, tracking: gap}
            - {name: 60x40, width: 6000, feed: 40, gap: 3, tracking: gap}
            """
        #expect(
            try fault(of: media, in: "media.yaml")
                == .valueWrong(
                    FilePosition(file: "media.yaml", line: 2), key: "width", found: "6000",
                    wanted: "a number from 10.0 to 250.0"))
    }

    @Test func `a folder or file that cannot be read is named`() throws {
        #expect(throws: LayoutFault.folderUnreadable(path: "/nowhere/layouts")) {
            try LayoutCatalogue(directory: "/nowhere/layouts")
        }
        #expect(
            try fault(of: String(repeating: "# \n", count: 30_000))
                == .fileTooLong(file: "shelf.yaml", limit: 65_536))
        let unreadable = try withFolder { folder in
            try Data([0xFF, 0xFE, 0x00, 0xD8]).write(to: folder.appending(path: "bin.yaml"))
            return #expect(throws: LayoutFault.fileUnreadable(file: "bin.yaml")) {
                try LayoutCatalogue(directory: folder.path)
            }
        }
        #expect(unreadable != nil)
    }

    @Test func `an unknown layout or medium is answered with those that are known`() throws {
        let catalogue = try LayoutCatalogue()
        let media = try catalogue.media(named: "50x30")
        #expect(throws: LabelFault.layoutUnknown(name: "poster", known: catalogue.layoutNames)) {
            try LabelRenderer(catalogue).draw(
                "poster", on: media, at: .dpi203, fields: [:], code: nil)
        }
        #expect(throws: LabelFault.mediaUnknown(name: "1x1", known: catalogue.media.map(\.name))) {
            try catalogue.media(named: "1x1")
        }
    }
}
