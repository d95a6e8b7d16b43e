import Storage
import Testing

@testable import Server
@testable import Web

/// Style, scripts and drawings, as pages ask for them.
struct AssetTests {
    @Test func `what a page asks for is kept for good, and stands under the hash of its bytes`()
        async throws
    {
        let hub = try TestHub()
        let paths = try await assets(of: "/take-in", hub)
        #expect(paths.count == 3, "style of all pages, of this one, its script")
        for path in paths {
            let answer = try await hub.call(.get, path, as: .nobody)
            #expect(answer.status == 200, "\(path)")
            #expect(answer.header("Cache-Control") == "public, max-age=31536000, immutable")
            #expect(path.contains(answer.header("ETag").filter { $0 != "\"" }))
        }
    }

    @Test func `a plain name and the hash of another day answer, and are asked for each time`()
        async throws
    {
        let hub = try TestHub()
        let now = try #require(
            try await assets(of: "/take-in", hub).first { $0.contains("scan-page") })
        let whole = try await hub.call(.get, now, as: .nobody)
        let former = try await hub.call(
            .get, "/assets/scan-page.0123456789abcdef.js", as: .nobody)
        #expect(former.bytes == whole.bytes)
        let module = try await hub.call(.get, "/assets/scan-page.js", as: .nobody)
        #expect(module.text.contains("import { "))
        for answer in [former, module] { #expect(answer.header("Cache-Control") == "no-cache") }
        let again = TestHub.Asker(
            role: nil, headers: ["If-None-Match": module.header("ETag")])
        #expect(try await hub.call(.get, "/assets/scan-page.js", as: again).status == 304)
    }

    @Test func `no page asks for a file at another address, and drawings stand in the page`()
        async throws
    {
        let hub = try TestHub()
        let pantry = try await PantryOfPages(hub)
        for path in pantry.paths(for: .coordinator) {
            let page = try await hub.page(path).text
            for found in page.matches(of: #/\/assets\/[^"]*/#) {
                let isNamed = found.0.contains(#/\.[0-9a-f]{16}\.\w+$/#)
                #expect(isNamed, "\(path): \(found.0)")
            }
            for found in page.matches(of: #/<use [^>]*href="([^"]*)"/#) {
                let isHere = page.contains(" id=\"\(found.1.dropFirst())\"")
                #expect(isHere, "\(path): \(found.1)")
            }
        }
    }

    /// Addresses of files that a page asks for.
    private func assets(of path: String, _ hub: TestHub) async throws -> [String] {
        try await hub.page(path).text.matches(of: #/"(\/assets\/[^"]*)"/#).map { String($0.1) }
    }
}
