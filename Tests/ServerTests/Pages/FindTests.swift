import Stock
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// What is scanned on the start page leads to what it is of.
struct FindTests {
    @Test
    func `a code leads to its thing, a card to its page, and what nobody knows to the search`()
        async throws
    {
        let hub = try TestHub()
        let beans = try await hub.item()
        let box = try await hub.place("Box 1", "box")
        let blank = try await hub.roll(1).codes[0]
        let leads = [
            "beans": "/items/\(beans)", box.label: "/places/\(box.id)",
            blank: "/labels/blank?code=\(blank)", "UHANDOUT": "/hand-out",
            "UNEXT": "/hand-out?word=household", "UCOUNT": "/count", "UTAKEIN": "/take-in",
            "UDISCARD": "/take-in?word=discard", "UMOVE": "/take-in?word=move",
            "ULOOKUP": "/take-in?word=lookup", "UUNDO": "/take-in?word=undo",
            "UPAUSE": "/take-in?word=pause",
            "5901234123457": "/stock?query=5901234123457",
        ]
        let head = try await hub.store.read { try $0.head() }
        for (code, path) in leads {
            let found = try await hub.call(.get, "/find?code=\(code)")
            #expect(found.status == 303 && found.header("Location") == path, "\(code)")
        }
        func asks(_ query: String, as role: Role = .coordinator) async throws -> Bool {
            let page = try await hub.page("/stock?query=\(query)", as: .of(role)).text
            return page.contains("nobody has said yet what it is")
        }
        #expect(try await asks("5901234123457"))
        for name in ["lentils", "beans"] { #expect(try await !asks(name)) }
        #expect(try await !asks("5901234123457", as: .viewer))
        #expect(try await hub.call(.get, "/find").header("Location") == "/stock")
        #expect(try await hub.store.read { try $0.head() } == head)
    }
}
