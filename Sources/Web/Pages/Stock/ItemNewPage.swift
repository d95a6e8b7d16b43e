import API
import Hub
import Hummingbird
import Localization
import Server
import Stock
import Storage

/// A new item, with a code or without.
enum ItemNewPage {
    static let all = [
        Route.page(.get, path, .role(.volunteer)) { try await show($0, $0.asked) },
        Route.page(.post, path, .role(.volunteer), make),
    ]

    private static let path = "/items/new"

    /// Where an item of that name is made; with `button`, one that gets a button on the scanning pages.
    static func path(named name: String, button: Bool = false) -> String {
        PageRequest.path(path, ["name": name, "button": button ? "yes" : ""])
    }

    private struct Model: Sendable {
        struct Namesake: Sendable {
            let knownHref: String
            let knownName: String
        }

        /// Why it was not made.
        let trouble: String?
        /// The item that goes by the name already.
        let known: Namesake?
        let newItemId: String
        let newName: String?
        let newCategory: String?
        let isWeighed: Bool
        let weightAsk: String
        let newWeight: String?
        let newLife: String?
        let newCode: String?
        let newPack: String
        /// Whether it can get a button, and whether that is ticked.
        let mayButton: Bool
        let isButton: Bool
        let categories: [String]
    }

    /// The form, as it was filled in.
    private static func show(
        _ request: WebRequest, _ form: PageForm, trouble: Problem? = nil, known: Item? = nil
    ) async throws -> Response {
        let (page, categories) = try await request.read {
            Array(try $0.categories().prefix(ScanModel.suggestionLimit))
        }
        let localizer = page.localizer
        let model = Model(
            trouble: trouble.map { localizer.text("problems.\($0.code.rawValue)") },
            known: known.map { .init(knownHref: "/items/\($0.id)", knownName: $0.name) },
            newItemId: form["id"] ?? page.newID(), newName: form["name"],
            newCategory: form["category"], isWeighed: form["measure"] == Measure.gram.rawValue,
            weightAsk: localizer.pieceWeightAsked, newWeight: form["weight"],
            newLife: form["keeps"], newCode: form["code"],
            newPack: form["pack"] ?? "1", mayButton: page.may(.coordinator),
            isButton: form["button"] != nil, categories: categories)
        let status = trouble?.status ?? (known == nil ? 200 : 409)
        return try await page.render(
            "item-new", title: localizer.text("newItem.title"), status: .init(code: status), model)
    }

    @Sendable private static func make(_ request: WebRequest) async throws -> Response {
        let form = try await PageForm(request.http)
        do {
            let wanted = try asked(form, try await request.unit(of: form))
            let withButton = form["button"] != nil && request.may(.coordinator)
            let (item, isOther, counted) = try await request.hub.makeUnlessNamed(
                try wanted.item(), codes: try wanted.packCodes(), withButton: withButton)
            guard !isOther else { return try await show(request, form, known: item) }
            guard counted.withoutWeight == 0 else {
                return request.see(
                    "/items/\(item.id)", told: .weightless, about: "\(counted.withoutWeight)")
            }
            return request.see(withButton ? "/settings" : "/items/\(item.id)", told: .saved)
        } catch {
            return try await show(request, form, trouble: Problem(error))
        }
    }

    private static func asked(_ form: PageForm, _ unit: WeightUnit) throws -> ItemRequest {
        let code = try form["code"].map { code in
            ItemRequest.Code(code: code, pack: try form.number("pack") ?? 1)
        }
        return ItemRequest(
            id: try form.required("id"), name: try form.required("name"),
            category: form["category"],
            measure: form["measure"].flatMap { Measure(rawValue: $0) },
            unitWeightGrams: try form.decimal("weight").map { unit.grams(ofPiece: $0) ?? .max },
            shelfLifeDays: try form.number("keeps").map { Int(clamping: $0) },
            codes: code.map { [$0] })
    }
}
