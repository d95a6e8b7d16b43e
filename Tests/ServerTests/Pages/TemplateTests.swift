import Stock
import Storage
import Synchronization
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// A template's names are its model's.
struct TemplateTests {
    @Test func `every name in a template is its model's, and all of a model is shown`()
        async throws
    {
        let drawn = Mutex<[(template: String, model: any Sendable.Type)]>([])
        let hub = try TestHub()
        let pantry = try await PantryOfPages(hub)
        let note: @Sendable (String, any Sendable) -> Void = { template, model in
            drawn.withLock { $0.append((template, type(of: model))) }
        }
        try await Templates.$drawn.withValue(note) {
            for path in pantry.paths(for: .coordinator) { _ = try await hub.page(path) }
            _ = try await hub.page("/items/\(TestHub.id().text)")
            _ = try await hub.page("/items/\(pantry.item)/preview?join=yes&name=zzz")
        }
        let templates = try TemplateNode.all()
        var keys = TemplateKeys(templates)
        for (template, model) in drawn.withLock({ $0 }) { keys.check(template, model: model) }
        #expect(keys.unknown.sorted() == [], "on no model")
        #expect(keys.ambiguous.sorted() == [], "nil in a row, the name of something further out")
        #expect(keys.unused.sorted() == [], "in no template")
        let parts = templates.values.joined().flatMap(\.parts)
        let unseen = Set(templates.keys).subtracting(parts)
            .subtracting(drawn.withLock { $0.map(\.template) })
        #expect(unseen == [], "drawn by no page")
    }

    @Test func `every tag of a template is one whose name is looked up`() throws {
        for (name, text) in try TemplateNode.texts() {
            #expect(TemplateNode.unread(in: text) == [], "\(name)")
        }
        for tag in ["{{ nmae }}", "{{& nmae}}", "{{{nmae}}}", "{{# nmae}}", "{{nmae"] {
            #expect(TemplateNode.unread(in: "{{name}} \(tag) {{>part}}").count == 1, "\(tag)")
        }
    }

    @Test(arguments: ["{{nmae}}", "{{#rows}}{{name}}{{/rows}}", "{{#rows}}{{/rows}}{{name}}"])
    func `a name that is misspelt, out of place or left out is found`(text: String) {
        struct Model: Sendable {
            struct Row: Sendable { let text: String }
            let name: String?
            let rows: [Row]
        }
        var keys = TemplateKeys(["x": TemplateNode.parse(text)])
        keys.check("x", model: Model.self)
        #expect(!keys.unknown.isEmpty || !keys.unused.isEmpty)
    }
}

extension TemplateNode {
    /// The templates that this one has in it.
    fileprivate var parts: [String] {
        switch self {
        case .value: []
        case .section(_, let inner), .inverted(_, let inner), .block(_, let inner):
            inner.flatMap(\.parts)
        case .part(let name, let inner): [name] + inner.flatMap(\.parts)
        }
    }
}
