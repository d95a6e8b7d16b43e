import Foundation
import Journal
import SeededRandom
import TestSupport
import Testing

@testable import Storage

@Suite struct EntryKindTests {
    @Test func `each kind of entry has its projection`() {
        for kind in EntryKinds.all {
            let isProjected = kind is any EntryProjection.Type
            #expect(isProjected, "\(kind)")
        }
    }

    @Test func `each kind that is declared is listed, and has its section in the reference`() throws
    {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.appending(path: "Sources/Journal")
        let declared = try FileManager.default.contentsOfDirectory(atPath: folder.path).flatMap {
            file in
            try String(contentsOf: folder.appending(path: file), encoding: .utf8)
                .matches(of: #/\n(?:\w+ )?(?:struct|extension) (\w+): [^{]*\bEntryKind\b/#)
                .map { String($0.1) }
        }
        var listed: [String] = []
        var names: [String] = []
        for kind in EntryKinds.all {
            listed.append("\(kind)")
            names.append(kind.kind)
        }
        #expect(declared.sorted() == listed.sorted())
        let reference = try String(
            contentsOf: root.appending(path: "docs/reference/journal.md"), encoding: .utf8)
        let sections = reference.matches(of: #/\n### `(\w+)`/#).map { String($0.1) }
        #expect(sections.sorted() == names.sorted())
    }

    @Test func `names of kinds never change, for they are in every journal`() {
        var names: [String] = []
        for kind in EntryKinds.all { names.append(kind.kind) }
        #expect(
            names == [
                "hubFounded", "itemDefined", "placeMade", "placeMoved", "movement", "reversal",
                "scanUnresolved", "scanResolved", "labelIssued", "labelCodesIssued", "labelBound",
                "donationLabelled", "countOpened", "countLine", "countCompleted",
                "countTakenBack", "countLineTakenBack", "recountAsked", "countDropped", "dayClosed",
                "dayReopened",
                "clockConfirmed",
                "timeZoneSet",
                "codeGiven", "scansReopened", "itemsJoined", "itemsParted", "lotCorrected",
                "itemConverted", "placeRenamed", "epochBegun", "minimumSet",
                "placeRetired", "donorCorrected", "pictureSet",
            ])
    }

    @Test(arguments: seeds)
    func `an entry that is read and written again has the same bytes`(_ seed: UInt64) async throws {
        let pantry = try await SamplePantry()
        var day = RandomDay(seed: seed)
        for _ in 0..<300 { try await day.step(in: pantry) }
        let entries = try await pantry.store.read { try $0.journal(after: 0, limit: 1_000) }
        #expect(Set(entries.map(\.kind)).count > 9)
        for entry in entries { #expect(try entry.content()?.encoded() == entry.body) }
    }

    @Test func `a kind that this Larder does not know is kept and says nothing`() throws {
        #expect(try EntryKinds.read("recallIssued", Data("{}".utf8)) == nil)
    }
}
