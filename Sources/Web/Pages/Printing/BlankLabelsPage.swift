import API
import Hub
import Hummingbird
import Journal
import Localization
import Server
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

    /// What the page is drawn from.
    private struct Content: Sendable {
        let rolls: [LabelRoll]
        let printers: [PrinterRecord]
        let question: Question?

        /// A label that is asked about, what may bear it, and how many scans of it wait.
        struct Question: Sendable {
            let label: LabelRecord
            let places: [Place]
            let waiting: Int
        }

        /// `code` is the label that is asked about; nil where none is.
        ///
        /// - Throws: `label_code_unknown`.
        init(_ code: String?, _ queries: Queries) throws {
            rolls = try queries.rolls(limit: rollLimit)
            printers = try queries.printers()
            question = try code.map { code in
                guard let label = try queries.label(code) else {
                    throw StorageFault.labelCodeUnknown(code)
                }
                return Question(
                    label: label, places: try queries.places(),
                    waiting: try queries.openUnresolvedCount(of: code))
            }
        }
    }

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let code = request.query("code").flatMap { try? InputParsing.label($0) }
        let (page, content) = try await request.read { try Content(code, $0) }
        let localizer = page.localizer
        let model = Model(
            question: content.question.flatMap { question($0, page) }, rollId: page.newID(),
            printers: LabelsModel.Printer.allWithSheet(
                content.printers, chosen: page.query("printer"), localizer),
            rolls: Rows(
                content.rolls.map { roll in
                    .init(
                        made: localizer.moment(roll.madeAt, now: page.now),
                        used: localizer.text(
                            "labels.rollUsed", n: roll.count,
                            ["used": localizer.number(Int64(roll.bound))]))
                }))
        return try await page.render("labels-blank", title: localizer.text("labels.blank"), model)
    }

    /// What the form asks of a label that is blank; nil for any other.
    private static func question(
        _ asked: Content.Question, _ page: PageRequest
    ) -> Model.Question? {
        guard asked.label.binding == nil else { return nil }
        let (code, localizer) = (asked.label.code, page.localizer)
        return .init(
            code: code, codeSaid: localizer.code(code), bindingId: page.newID(),
            itemId: page.newID(),
            scanned: asked.waiting == 0
                ? nil : localizer.text("scan.askCodeTimes", n: asked.waiting),
            placeChoices: PlaceChoice.all(asked.places, chosen: nil, localizer),
            kinds: LabelsModel.Kind.all(localizer))
    }

    @Sendable private static func act(_ page: WebRequest) async throws -> Response {
        let form = try await PageForm(page.http)
        let id: EntryID = try InputParsing.id(try form.required("id"))
        switch form["make"] {
        case "roll":
            let count = Int(clamping: try form.number("count") ?? 0)
            let printer = try form.required("printer")
            if printer == LabelsModel.Printer.sheet {
                let codes = try await page.hub.issueRoll(id, count: count).codes
                return try await SheetsPage.show(page, codes: codes, layout: "roll")
            }
            try await page.hub.printRoll(id, count: count, to: printer)
            return page.see(
                "/labels/blank", ["printer": printer], told: .rollMade, about: String(count))
        case "place", "item", "known":
            let code = try InputParsing.label(try form.required("code"))
            _ = try await page.hub.bind(label: code, to: try binding(id, form))
            return page.see("/labels", ["target": code], told: .labelBound, about: code)
        default:
            throw Problem.fieldMissing("make")
        }
    }

    private static func binding(_ entry: EntryID, _ form: PageForm) throws -> LabelBinding {
        switch form["make"] {
        case "place":
            return LabelBinding(id: entry, to: .newPlace(try PlaceFacts(form)))
        case "known":
            return LabelBinding(
                id: entry, to: .target(.place(try InputParsing.place(try form.required("place")))))
        default:
            let id: ItemID = try InputParsing.id(try form.required("item"))
            let name = try InputParsing.text(try form.required("food"), "food", 1...200)
            let date = [form["year"], form["month"]].compactMap { $0 }.joined(separator: "-")
            let label =
                try form["year"] == nil
                ? nil : DateLabelText(kind: Word(.bestBy), date: date).label()
            return LabelBinding(
                id: entry,
                to: .item(
                    .new(Item(id: id, name: name, category: "", measure: .each)),
                    lot: label.map { .init(dated: $0) }))
        }
    }
}
