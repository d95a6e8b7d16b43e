import Localization
import Stock
import Storage

/// The items that a part of a name may mean, to choose one of: typing it recorded nothing.
struct NearItems: Sendable {
    struct Row: Sendable {
        let nearItem: String
        let nearName: String
    }

    /// What the form had beside the name.
    struct Fact: Sendable {
        let factName: String
        let factText: String
    }

    /// Items offered at the most.
    static let limit = 8
    private static let facts = ["place", "quantity", "source", "date", "use-by"]

    let nearId: String
    let nearAsked: String
    /// What to do where no item is near.
    let nearNone: String?
    let facts: [Fact]
    let items: [Row]

    /// Where the form's page shows those that are near a name.
    static func query(_ form: PageForm, _ name: String, _ quantity: Int64?) -> [String: String] {
        var query = query(form, ["near": name])
        query["quantity"] = quantity.map { String($0) }
        return query
    }

    /// Where the form's page says that what was typed can be read in more than one way.
    static func query(unclear form: PageForm) -> [String: String] {
        query(form, ["unclear": form["code"] ?? ""])
    }

    private static func query(_ form: PageForm, _ typed: [String: String]) -> [String: String] {
        facts.reduce(into: typed) { $0[$1] = form[$1] }
    }

    /// Those whose names hold every word that was typed.
    static func find(_ request: WebRequest, _ queries: Queries) throws -> [Item] {
        guard let typed = request.asked["near"] else { return [] }
        return try queries.items(matching: typed, limit: limit).map(\.item)
    }

    init?(_ items: [Item], _ page: PageRequest) {
        let (near, localizer) = (page.asked["near"], page.localizer)
        guard let typed = near ?? page.asked["unclear"] else { return nil }
        nearId = page.newID()
        nearAsked =
            near.map { localizer.text("scan.askItem", ["name": $0]) }
            ?? localizer.text("scan.howManyUnclear", ["typed": typed])
        nearNone = near != nil && items.isEmpty ? localizer.text("scan.askItemNone") : nil
        facts =
            [Fact(factName: "code", factText: typed)]
            + Self.facts.compactMap { name in
                page.query(name).map { Fact(factName: name, factText: $0) }
            }
        self.items = zip(items, localizer.names(of: items)).map {
            Row(nearItem: $0.id.description, nearName: $1)
        }
    }
}
