import Testing

struct TextTests {
    @Test func `a promise names its issue`() {
        #expect(SourceFile.all.flatMap(loosePromises) == [])
        #expect(offences(loosePromises, "Sources/Stock/A.swift", "// TODO: later") == 1)
        #expect(offences(loosePromises, "Sources/Stock/A.swift", "// TODO #12: later") == 0)
    }

    @Test func `nothing names a place on one machine`() {
        #expect(SourceFile.all.flatMap(machinePaths) == [])
        #expect(offences(machinePaths, "docs/A.md", "see ../shared/design") == 1)
        #expect(offences(machinePaths, "Tests/A.py", "open('/work/main/x')") == 1)
    }

    @Test func `every link in a document leads somewhere`() {
        #expect(SourceFile.all.flatMap { brokenLinks($0, exists: SourceFile.exists) } == [])
        let text = """
            [a](../README.md) [b](gone.md#part "title") ![c](./pictures/c.png) [d](https://x.org)
            ```
            [e](in-code.md)
            ```
            """
        let file = SourceFile(path: "docs/A.md", text: text)
        let there: Set = ["README.md", "docs/pictures/c.png"]
        #expect(brokenLinks(file, exists: there.contains) == ["docs/A.md:1: nothing at gone.md"])
    }

    @Test func `the README is read in one go`() {
        #expect(SourceFile.all.flatMap(longReadme) == [])
        #expect(offences(longReadme, "README.md", String(repeating: "\n", count: 80)) == 0)
        #expect(offences(longReadme, "README.md", String(repeating: "\n", count: 81)) == 1)
    }

    @Test func `every dependency has a decision record`() throws {
        let manifest = try #require(SourceFile.all.first { $0.path == "Package.swift" })
        let records = SourceFile.all.filter { $0.path.hasPrefix("docs/decisions/") }
        #expect(unrecordedDependencies(manifest, records: records) == [])
        #expect(dependencies(of: manifest).count > 3)
        #expect(
            unrecordedDependencies(
                SourceFile(
                    path: "Package.swift",
                    text:
                        #".package(url: "https://a.b/c/Left", from: "1.0.0") .apt(["libright-dev"])"#
                ),
                records: [SourceFile(path: "docs/decisions/0001-left.md", text: "`Left` does it.")])
                == ["Package.swift: libright-dev has no record in docs/decisions"])
    }

    @Test func `the tests read the whole project`() {
        let paths = Set(SourceFile.all.map(\.path))
        let some: Set = ["Package.swift", "Makefile", ".ci/run", "docs/HACKING.md"]
        #expect(some.subtracting(paths) == [])
        #expect(paths.filter { $0.contains(".build/") || $0.contains(".venv/") } == [])
    }
}
