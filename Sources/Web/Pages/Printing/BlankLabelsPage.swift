import API
import Hub
import Hummingbird
import Journal
import Localization
import Server
import Spool
import Stock
import Storage

/// Rolls of blank labels: making and printing one, and saying what a label of one goes on.
enum BlankLabelsPage {
    static let all = [
        Route.page(.get, "/labels/blank", .role(.volunteer), show),
        Route.page(.post, "/labels/blank", .role(.volunteer), act),
    ]

    /// Rolls shown at the most.
    private static let rollLimit = 8

    private struct Model: Sendable {
        struct Question: Sendable {
            let code: String
            let codeSaid: String
            let bindingId: String
            let itemId: String
            let scanned: String?
            let placeChoices: [PlaceChoice]
            let kinds: [LabelsModel.Kind]
        }

        struct Roll: Sendable {
            let made: String
            let used: String
        }

        let question: Question?
        let rollId: String
        let printers: [LabelsModel.Printer]
        let rolls: Rows<Roll>?
    }

    @Sendable private static func show(_ page: PageRequest) async throws -> Response {
        let localizer = page.localizer
        let (rolls, printers) = try await page.hub.read {
            (try $0.rolls(limit: rollLimit), try $0.printers())
        }
        let model = Model(
            question: try await question(page), rollId: page.newID(),
            printers: LabelsModel.Printer.all(printers, chosen: page.query("printer"), localizer),
            rolls: Rows(
                rolls.map { roll in
                    .init(
                        made: localizer.moment(roll.madeAt, now: page.now),
                        used: localizer.text(
                            "labels.rollUsed", n: roll.count,
                            ["used": localizer.number(Int64(roll.bound))]))
                }))
        return try await page.render("labels-blank", title: localizer.text("labels.blank"), model)
    }

    /// What the form asks of a label that is blank; nil where none is named.
    private static func question(_ page: PageRequest) async throws -> Model.Question? {
        guard let code = page.query("code").flatMap({ try? InputParsing.label($0) }) else {
            return nil
        }
        let localizer = page.localizer
        let (label, places, waiting) = try await page.hub.read { queries in
            (
                try queries.label(code), try queries.places(),
                try queries.unresolved(limit: 1_000).count { $0.scan.key == code }
            )
        }
        guard let label else { throw StorageFault.labelCodeUnknown(code) }
        guard label.binding == nil else { return nil }
        return .init(
            code: code, codeSaid: localizer.code(code), bindingId: page.newID(),
            itemId: page.newID(),
            scanned: waiting == 0 ? nil : localizer.text("scan.askCodeTimes", n: waiting),
            placeChoices: PlaceChoice.all(places, chosen: nil, localizer),
            kinds: LabelsModel.Kind.all(localizer))
    }

    @Sendable private static func act(_ page: PageRequest) async throws -> Response {
        let form = try await PageForm(page.request)
        let id: EntryID = try InputParsing.id(try form.required("id"))
        switch form["make"] {
        case "roll":
            let count = Int(clamping: try form.number("count") ?? 0)
            let printer = try form.required("printer")
            try await page.hub.printRoll(id, count: count, to: printer)
            return page.see(
                "/labels/blank", ["printer": printer], told: .rollMade, about: String(count))
        case "place", "item", "known":
            let code = try InputParsing.label(try form.required("code"))
            _ = try await page.hub.bind(label: code, to: try binding(id, form))
            return page.see("/labels", ["target": code], told: .labelBound, about: code)
        default:
            throw Problem(.fieldUnreadable, "The field make is missing.")
        }
    }

    private static func binding(_ entry: EntryID, _ form: PageForm) throws -> LabelBinding {
        switch form["make"] {
        case "place":
            return LabelBinding(
                id: entry,
                to: .newPlace(
                    name: try form.required("name"), kind: try form.required("kind"),
                    parent: form["parent"]))
        case "known":
            return LabelBinding(
                id: entry, to: .target(.place(try InputParsing.place(try form.required("place")))))
        default:
            let id: ItemID = try InputParsing.id(try form.required("item"))
            let name = try InputParsing.text(try form.required("food"), "food", 1...200)
            let date = [form["year"], form["month"]].compactMap { $0 }.joined(separator: "-")
            let label =
                try form["year"] == nil
                ? nil : DateLabelText(kind: "bestBy", date: date).label()
            return LabelBinding(
                id: entry,
                to: .item(
                    .new(Item(id: id, name: name, category: "", measure: .each)),
                    lot: label.map { .init(dated: $0) }))
        }
    }
}
