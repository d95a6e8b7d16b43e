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

    struct Model: Sendable {
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
    }

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
        let wanted = try wanted(asked)
        let preview = try await request.hub.preview(wanted.correction, of: id)
        let (page, _) = try await request.read { _ in () }
        let effects = ItemEffects(preview, page.localizer).texts(of: wanted.correction)
        let model = Model(
            effects: effects.map { .init(effectText: $0) },
            doAction: "/items/\(id)\(wanted.action)", doName: page.localizer.text(wanted.name),
            doId: page.newID(),
            doFields: wanted.fields.compactMap { name in
                asked[name].map { .init(fieldName: name, fieldText: $0) }
            }, backHref: PageRequest.path("/items/\(id)", ["mend": "yes"]))
        return try await page.render(
            "item-preview", title: preview.before.item.name, model)
    }

    private static func wanted(_ asked: PageForm) throws -> Plan {
        if asked["code"] != nil {
            return Plan(
                correction: try ItemPage.code(asked), action: "/codes",
                name: asked["take"] == nil ? "mend.give" : "mend.take",
                fields: ["code", "pack", "name", "take"])
        }
        if asked["into"] != nil || asked["join"] != nil {
            return Plan(
                correction: .join(into: try ItemPage.other(asked)), action: "/joins",
                name: "mend.join", fields: ["into", "name"])
        }
        return Plan(
            correction: .facts(try ItemPage.patch(asked)), action: "", name: "mend.save",
            fields: ["name", "category", "measure", "weight", "keeps", "minimum"])
    }
}

/// What a correction would do, in words.
struct ItemEffects {
    private let preview: ItemPreview
    private let localizer: Localizer

    init(_ preview: ItemPreview, _ localizer: Localizer) {
        (self.preview, self.localizer) = (preview, localizer)
    }

    /// A sentence for each; one that says so where nothing changes.
    func texts(of correction: ItemCorrection) -> [String] {
        let texts: [String] =
            switch correction {
            case .facts: facts + [settled].compactMap { $0 }
            case .code(let code, _): self.code(code.code) + [settled, earlier].compactMap { $0 }
            case .join: joined + [settled].compactMap { $0 }
            }
        return texts.isEmpty ? [localizer.text("preview.nothing")] : texts
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
        return [localizer.text("preview.codeGiven", values.merging(["other": other.name]) { $1 })]
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

    private var settled: String? {
        preview.settled > 0 ? localizer.text("preview.settled", n: preview.settled) : nil
    }

    private var earlier: String? {
        preview.earlier > 0
            ? localizer.text(
                "preview.earlier", n: preview.earlier, ["item": preview.before.item.name]) : nil
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
