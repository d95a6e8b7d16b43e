import Localization
import Server
import Stock
import Storage

/// What the template `item-choice` is given: a name that no item goes by, or several, and those that may be meant.
///
/// It stands above the form that the name was typed into, which stays as it was filled in.
struct ItemChoice: Sendable {
    struct Row: Sendable {
        let choiceId: String
        let choiceName: String
    }

    /// A field that the form had beside the name.
    struct Field: Sendable {
        let choiceField: String
        let choiceText: String
    }

    let choiceTell: String
    /// `get` or `post`.
    let choiceMethod: String
    let choiceAction: String
    let choiceFields: [Field]
    let choices: Rows<Row>?
    /// The name as it was typed; nil where the form that it was typed into is on the page.
    let choiceTyped: String?
    /// Where an item of that name is made; nil for a device that may not.
    let choiceNew: String?

    /// What the template `item-unknown` is given: the choice as a page of its own.
    struct Page: Sendable {
        let choice: ItemChoice
        let backHref: String
    }

    /// Items that are offered, at the most.
    private static let most = 8

    /// Those that a name may mean, where no item goes by it or several do; nil where one does.
    static func near(_ name: String, _ queries: Queries) throws -> [Item]? {
        let meant = try queries.items(meantBy: name)
        guard meant.count != 1 else { return nil }
        return try (meant.isEmpty ? queries.items(matching: name, limit: most) : meant).map(\.item)
    }

    init(
        _ name: String, near items: [Item], method: String, action: String,
        fields: KeyValuePairs<String, String?> = [:], isTypedAgain: Bool = false,
        makesButton: Bool = false,
        _ page: PageRequest
    ) {
        let isShared = items.contains { Item.key(ofName: $0.name) == Item.key(ofName: name) }
        choiceTell = page.localizer.text(
            isShared ? "choice.shared" : "choice.unknown", ["name": name])
        (choiceMethod, choiceAction) = (method, action)
        choiceFields = fields.compactMap { field, text in
            text.map { Field(choiceField: field, choiceText: $0) }
        }
        choiceTyped = isTypedAgain ? name : nil
        choices = Rows(
            zip(items, page.localizer.names(of: items)).map {
                Row(choiceId: $0.id.description, choiceName: $1)
            })
        choiceNew =
            page.may(.volunteer) && !isShared
            ? ItemNewPage.path(named: name, button: makesButton) : nil
    }
}
