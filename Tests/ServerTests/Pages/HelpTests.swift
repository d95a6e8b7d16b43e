import Journal
import Storage
import Testing

@testable import Barcodes
@testable import Hub
@testable import Localization
@testable import Web

/// Help for each job, and a scanner that is looked at.
struct HelpTests {
    @Test(arguments: [
        ("/take-in", "/help/take-in"), ("/count/0198/finish", "/help/count"),
        ("/days/2026-11-21", "/help/close"), ("/print-jobs", "/help/labels"),
        ("/unresolved", "/help/unresolved"), ("/", "/help"), ("/stock", "/help/stock"),
        ("/history", "/help/history"), ("/settings", "/help/settings"), ("/low", "/help/use-first"),
        ("/lots/0198", "/help/history"), ("/weeks", "/help/use-first"), ("/find", "/help"),
    ])
    func `each page leads to the help of its job`(path: String, help: String) async throws {
        #expect(HelpTopic.address(for: path) == help)
        let hub = try TestHub()
        #expect(try await hub.page(help).status == 200)
    }

    @Test func `each job has steps, a picture each, and a job that is none has no page`()
        async throws
    {
        let hub = try TestHub()
        for topic in HelpTopic.allCases {
            let page = try await hub.page(topic.address).text
            let shown = page.matches(
                of: #/<li>\s*<svg class="scene" role="img" aria-label="[^"]+".*?<\/svg>\s*<p>/#
                    .dotMatchesNewlines()
            ).count
            let steps = (1...12).filter {
                Messages.english.has("help.steps.\(topic.rawValue).step\($0)")
            }.count
            #expect(steps >= 4 && shown == steps, "\(topic)")
            let named = Set(page.matches(of: #/href="#([\w-]+)"/#).map { String($0.1) })
            #expect(named.filter { !page.contains("id=\"\($0)\"") } == [], "\(topic)")
            #expect(page.contains("href=\"\(topic.page)\""))
        }
        #expect(try await hub.page("/help/nothing").status == 404)
    }

    @Test(
        arguments: [
            ("041331024686", [2, 3, 2], "enter", []),
            ("041331024686", [2, 3, 2], "none", [.changeEnd]),
            ("041331024686", [2, 3, 2], "tab", [.changeTab]),
            ("041331024686", [2, 90, 80], "enter", [.changeSlow]),
            ("041331024687", [2, 3, 2], "enter", [.changeFault]),
            ("à&\"''((", [2, 3], "none", [.changeLayout, .changeEnd]),
            ("7K2M9XRD", [], "enter", []),
        ] as [(String, [Int], String, [ScannerAdvice])])
    func `what is to be changed follows from the keys`(
        text: String, gaps: [Int], end: String, advice: [ScannerAdvice]
    ) {
        #expect(ScannerAdvice.all(of: text, gaps: gaps, end: end) == advice)
    }

    @Test func `a scanner is looked at and nothing is recorded`() async throws {
        let hub = try TestHub()
        let before = hub.hub.head
        let page = try await hub.page(
            "/help/scanner?code=%5DC1010041331024686%1D10A&gaps=2,3,4&end=enter"
        ).text
        #expect(page.contains("3 ms from key to key, 4 at the most"))
        #expect(page.contains("␝"))
        let label = try await hub.page("/help/scanner?code=7k2m9xrd&gaps=x,-1").text
        #expect(label.contains("a label of a hub, 7K2M-9XRD") && label.contains("Not measured"))
        #expect(hub.hub.head.seq == before.seq)
    }
}
