import Hummingbird
import Localization
import Server

/// What the template `change-preview` is given: what putting something right would do, and the form that does it.
struct ChangePreview: Sendable {
    struct Effect: Sendable {
        let effectText: String
    }

    /// A field of the form that does it.
    struct Field: Sendable {
        let fieldName: String
        let fieldText: String
    }

    let effects: [Effect]
    let doAction: String
    let doName: String
    let doId: String
    let doFields: [Field]
    let backHref: String

    /// A preview of the form that was asked for: the fields of these names go on as they are.
    init(
        _ effects: [String], action: String, name: String, fields: [String], back: String,
        _ page: PageRequest
    ) {
        let nothing = [page.localizer.text("preview.nothing")]
        self.effects = (effects.isEmpty ? nothing : effects).map { .init(effectText: $0) }
        (doAction, doName, doId) = (action, page.localizer.text(name), page.newID())
        doFields = fields.compactMap { field in
            page.query(field).map { .init(fieldName: field, fieldText: $0) }
        }
        backHref = back
    }

    /// The page; with `title` what is put right.
    static func render(
        _ preview: ChangePreview, title: String, _ page: PageRequest
    ) async throws -> Response {
        try await page.render("change-preview", title: title, preview)
    }
}
