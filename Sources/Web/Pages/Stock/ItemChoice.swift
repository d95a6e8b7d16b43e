import Localization
import Server
import Stock
import Storage

/// What the template `item-choice` is given: a name that no item goes by, and those that may be meant.
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

    /// Items that are offered, at the most.
    private static let most = 8

    /// Those that a name may mean, where no item goes by it; nil where one does.
    static func near(_ name: String, _ queries: Queries) throws -> [Item]? {
        guard try queries.item(named: name) == nil else { return nil }
        return try queries.items(matching: name, limit: most).map(\.item)
    }

    init(
        _ name: String, near items: [Item], method: String, action: String,
        fields: KeyValuePairs<String, String?> = [:], isTypedAgain: Bool = false,
        makesButton: Bool = false,
        _ page: PageRequest
    ) {
        choiceTell = page.localizer.text("choice.unknown", ["name": name])
        (choiceMethod, choiceAction) = (method, action)
        choiceFields = fields.compactMap { field, text in
            text.map { Field(choiceField: field, choiceText: $0) }
        }
        choiceTyped = isTypedAgain ? name : nil
        choices = Rows(items.map { Row(choiceId: $0.id.description, choiceName: $0.name) })
        choiceNew =
            page.may(.volunteer) ? ItemNewPage.path(named: name, button: makesButton) : nil
    }
}
