import API
import Hub
import Hummingbird
import Journal
import Localization
import Server
import Stock
import Storage

/// What putting something right of an item would do, shown before it is done.
enum ItemPreviewPage {
    static let all = [Route.page(.get, "/items/{id}/preview", .role(.volunteer), show)]

    static func path(_ item: ItemID) -> String { "/items/\(item)/preview" }

    /// What is asked: the form that does it has the same fields.
    private struct Plan: Sendable {
        let correction: ItemCorrection
        /// What the item's own address is followed by.
        let action: String
        /// The key of the button's text.
        let name: String
        let fields: [String]
    }

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let id: ItemID = try request.context.id()
        let asked = request.asked
        if let answer = try await unknown(id, asked, request) { return answer }
        let (page, called) = try await request.read { queries in
            try asked["name"].map { try queries.items(meantBy: $0).map(\.item) } ?? []
        }
        let wanted = try wanted(asked, of: id, asked.unit ?? page.localizer.weightUnit)
        let preview = try await request.hub.preview(wanted.correction, of: id)
        var effects = ItemEffects(preview, page.localizer).texts(of: wanted.correction)
        if case .facts = wanted.correction, preview.after.item.name != preview.before.item.name,
            let other = called.first(where: { $0.id != preview.before.item.id })
        {
            effects.append(page.localizer.text("preview.itemNamed", ["name": other.name]))
        }
        let model = ChangePreview(
            effects, action: "/items/\(id)\(wanted.action)",
            name: wanted.name, fields: wanted.fields, back: back(id), page)
        return try await ChangePreview.render(model, title: preview.before.item.name, page)
    }

    /// What was given for another item and is none: those that may be meant; nil where an item goes by it, or no name was
    /// given.
    private static func unknown(
        _ id: ItemID, _ asked: PageForm, _ request: WebRequest
    ) async throws -> Response? {
        let isOfOther = asked["code"] != nil && asked["take"] == nil || asked["join"] != nil
        guard isOfOther, asked["into"] == nil, let name = asked["name"] else { return nil }
        let (page, (item, near)) = try await request.read { queries in
            (try queries.item(id)?.item, try ItemChoice.near(name, queries))
        }
        guard let item, let near else { return nil }
        let choice = ItemChoice(
            name, near: near.filter { $0.id != id }, method: "get", action: path(id),
            fields: [
                "code": asked["code"], "pack": asked["pack"], "weighed": asked["weighed"],
                "unit": asked["unit"], "join": asked["join"],
            ],
            isTypedAgain: true, page)
        return try await page.render(
            "item-unknown", title: item.name, status: .notFound,
            ItemChoice.Page(choice: choice, backHref: back(id)))
    }

    private static func back(_ id: ItemID) -> String {
        PageRequest.path("/items/\(id)", ["mend": "yes"])
    }

    private static func wanted(
        _ asked: PageForm, of id: ItemID, _ unit: WeightUnit
    ) throws -> Plan {
        if asked["code"] != nil {
            let isOwn = asked["into"] == id.description
            return Plan(
                correction: try ItemPage.code(asked, unit), action: "/codes",
                name: asked["take"] != nil ? "mend.take" : isOwn ? "mend.save" : "mend.give",
                fields: ["code", "pack", "weighed", "unit", "into", "name", "take"])
        }
        if asked["into"] != nil || asked["join"] != nil {
            return Plan(
                correction: .join(into: try ItemPage.other(asked)), action: "/joins",
                name: "mend.join", fields: ["into", "name"])
        }
        return Plan(
            correction: .facts(try ItemPage.patch(asked, unit)), action: "", name: "mend.save",
            fields: ["name", "category", "measure", "weight", "unit", "keeps", "was", "minimum"])
    }
}

/// What a correction would do, in words.
struct ItemEffects {
    private let preview: ItemPreview
    private let localizer: Localizer

    init(_ preview: ItemPreview, _ localizer: Localizer) {
        (self.preview, self.localizer) = (preview, localizer)
    }

    /// A sentence for each; none where nothing changes.
    func texts(of correction: ItemCorrection) -> [String] {
        let texts: [String] =
            switch correction {
            case .facts: facts + settled
            case .code(let code, _): self.code(code.code) + settled + [earlier].compactMap { $0 }
            case .join: joined + settled
            }
        return texts
    }

    private var facts: [String] {
        let (old, new) = (preview.before.item, preview.after.item)
        var texts: [String] = []
        if old.name != new.name {
            texts.append(say("name", new.name, old.name))
        }
        if old.category != new.category {
            texts.append(say("category", orNone(new.category), orNone(old.category)))
        }
        if old.measure != new.measure {
            texts.append(
                say(
                    "measure_\(new.measure.rawValue)", amount(preview.after), amount(preview.before)
                ))
        }
        if (old.measure, new.measure) == (.gram, .each),
            let grams = new.grams(of: preview.after.onHand), grams != preview.before.onHand
        {
            let more = grams - preview.before.onHand
            let key = more < 0 ? "preview.roundedLess" : "preview.roundedMore"
            texts.append(localizer.text(key, ["all": localizer.weight(abs(more))]))
        }
        if old.unitWeightGrams != new.unitWeightGrams, new.measure == .each {
            texts.append(
                say(
                    "weight", weight(new.unitWeightGrams), weight(old.unitWeightGrams),
                    ["all": weight(new.grams(of: preview.after.onHand))]))
        }
        if old.shelfLifeDays != new.shelfLifeDays {
            texts.append(say("keeps", days(new.shelfLifeDays), days(old.shelfLifeDays)))
        }
        let (least, before) = (preview.after.known.minimum, preview.before.known.minimum)
        if least != before {
            texts.append(
                say(
                    "minimum", least.map { localizer.amount($0, new.measure) } ?? none,
                    before.map { localizer.amount($0, old.measure) } ?? none))
        }
        return texts + packs
    }

    /// Codes that stand for another amount then: those of an item whose measure changes.
    private var packs: [String] {
        let old = Dictionary(
            preview.before.known.codes.map { ($0.key, $0.pack) },
            uniquingKeysWith: { first, _ in first })
        let measures = (preview.before.item.measure, preview.after.item.measure)
        return preview.after.known.codes.compactMap { code in
            guard let before = old[code.key], before != code.pack || measures.0 != measures.1 else {
                return nil
            }
            return say(
                "pack", localizer.amount(code.pack, measures.1),
                localizer.amount(before, measures.0), ["code": localizer.code(code.code)])
        }
    }

    private func code(_ code: PackCode) -> [String] {
        let values = ["code": localizer.code(code.code), "item": preview.before.item.name]
        guard let other = preview.other?.after.item else {
            return [localizer.text("preview.codeTaken", values)]
        }
        if other.id == preview.before.item.id { return packs + added(code) }
        return [localizer.text("preview.codeGiven", values.merging(["other": other.name]) { $1 })]
    }

    /// A code that is new to the item, and whose it was.
    private func added(_ code: PackCode) -> [String] {
        let (old, item) = (preview.before.known.codes, preview.after.item)
        guard let new = preview.after.known.codes.first(where: { $0.code == code.code }),
            !old.contains(where: { $0.key == new.key })
        else { return [] }
        let values = [
            "code": localizer.code(new.code), "item": item.name,
            "amount": localizer.amount(new.pack, item.measure),
        ]
        let added = localizer.text("preview.codeAdded", values)
        guard let before = preview.from?.name else { return [added] }
        return [
            added,
            localizer.text("preview.codeNoMore", ["code": values["code"] ?? "", "item": before]),
        ]
    }

    private var joined: [String] {
        guard let (before, after) = preview.other else { return [] }
        let values = [
            "item": preview.before.item.name, "other": after.item.name,
            "amount": amount(preview.before), "now": amount(after), "before": amount(before),
        ]
        return [
            localizer.text("preview.joined", values),
            localizer.text("preview.joinedCodes", n: preview.before.known.codes.count, values),
            localizer.text("preview.joinedParts", values),
        ]
    }

    private var settled: [String] {
        let (all, light) = (preview.counted.count, preview.counted.withoutWeight)
        return (all > 0 ? [localizer.text("preview.settled", n: all)] : [])
            + (light > 0 ? [localizer.text("preview.weightless", n: light)] : [])
    }

    private var earlier: String? {
        guard preview.earlier > 0 else { return nil }
        guard preview.other?.after.item.id != preview.before.item.id || preview.from != nil else {
            return localizer.text("preview.earlierPack", n: preview.earlier)
        }
        let item = preview.from ?? preview.before.item
        return localizer.text("preview.earlier", n: preview.earlier, ["item": item.name])
    }

    private func say(_ key: String, _ new: String, _ old: String, _ more: [String: String] = [:])
        -> String
    {
        localizer.text("preview.\(key)", ["new": new, "old": old].merging(more) { $1 })
    }

    private var none: String { localizer.text("preview.none") }
    private func orNone(_ text: String) -> String { text.isEmpty ? none : text }
    private func weight(_ grams: Int64?) -> String { grams.map { localizer.weight($0) } ?? none }

    private func days(_ days: Int?) -> String {
        days.map { localizer.text("preview.days", n: $0) } ?? none
    }

    private func amount(_ standing: ItemPreview.State) -> String {
        localizer.amount(standing.onHand, standing.item.measure)
    }
}
