import Testing

struct NameTests {
    @Test func `a type's name is used once in the package`() {
        #expect(namesUsedTwice(SourceFile.all) == [])
        let twice = [
            SourceFile(path: "Sources/Stock/A.swift", text: "public struct Item {}"),
            SourceFile(
                path: "Sources/Hub/B.swift",
                text: "\nfinal class Item {\n    enum Kind {}\n    struct Row {}\n}"),
            SourceFile(path: "Sources/Hub/C.swift", text: "package enum Kind {}"),
            SourceFile(path: "Sources/Hub/D.swift", text: "enum Other {\n    struct Row {}\n}"),
        ]
        #expect(
            namesUsedTwice(twice) == [
                "Item is declared at Sources/Stock/A.swift:1 and Sources/Hub/B.swift:2",
                "Kind is declared at Sources/Hub/B.swift:3 and Sources/Hub/C.swift:1",
            ])
    }

    @Test func `a file and a type are named for a thing`() {
        #expect(SourceFile.all.flatMap(participleNames) == [])
        #expect(offences(participleNames, "Sources/Spool/Settling.swift", "") == 1)
        #expect(offences(participleNames, "Sources/Hub/LabelWanted.swift", "") == 1)
        #expect(offences(participleNames, "Sources/Stock/Told.swift", "") == 1)
        #expect(offences(participleNames, "Sources/Stock/CountHeld.swift", "") == 1)
        #expect(offences(participleNames, "Labels/Rendering/Drawing.swift", "") == 0)
        #expect(offences(participleNames, "Sources/Web/Feed.swift", "") == 0)
        let types = "struct Model {\n    private struct Described: Sendable {}\n}\nactor Started {}"
        #expect(offences(participleNames, "Sources/Web/A.swift", types) == 2)
        let nouns = "struct DayClosed: EntryKind {}\nstruct SheetDrawing {}\nenum Warning {}"
        #expect(offences(participleNames, "Sources/Journal/A.swift", nouns) == 0)
    }

    @Test func `a page calls no route`() {
        #expect(SourceFile.all.flatMap(callsOfRoutes) == [])
        let call = "try await PlaceRoutes.make(id)"
        for path in ["Pages/A.swift", "Layout/A.swift", "PageRoutes.swift"] {
            #expect(offences(callsOfRoutes, "Sources/Web/\(path)", call) == 1, "\(path)")
        }
        #expect(offences(callsOfRoutes, "Sources/Server/A.swift", call) == 0)
    }
}
