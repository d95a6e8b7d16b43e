import Barcodes
import Hub
import Hummingbird
import Localization
import Server
import Stock
import Storage

/// Cards that a scanning page obeys, each shown with what it does, to print one or all.
enum CommandCardsPage {
    static let all = [
        Route.page(.get, "/labels/cards", .role(.volunteer), show),
        Route.page(.post, "/labels/cards", .role(.volunteer), printAll),
    ]

    private struct Model: Sendable {
        struct Card: Sendable {
            let cardName: String
            let cardTell: String
            let cardHref: String
        }

        let jobId: String
        let cards: [Card]
        let printers: [LabelsModel.Printer]
        /// As on the page of many labels.
        let noted: Rows<LabelNoteText.Row>?
    }

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let (page, printers) = try await request.read { try $0.printers() }
        let localizer = page.localizer
        let model = Model(
            jobId: page.newID(),
            cards: CommandCard.allCases.map { card in
                .init(
                    cardName: localizer.text("cards.\(card.command)"),
                    cardTell: localizer.text("cards.tell_\(card.command)"),
                    cardHref: PageRequest.path(
                        "/labels", ["target": card.rawValue]))
            },
            printers: LabelsModel.Printer.allWithSheet(printers, chosen: nil, localizer),
            noted: try await LabelNoteText.rows(ofBatch: page.query("noted"), page))
        return try await page.render("labels-cards", title: localizer.text("labels.cards"), model)
    }

    @Sendable private static func printAll(_ page: WebRequest) async throws -> Response {
        let form = try await PageForm(page.http)
        let printer = try form.required("printer")
        if printer == LabelsModel.Printer.sheet {
            return try await SheetsPage.show(page, codes: CommandCard.allCases.map(\.rawValue))
        }
        let id: PrintBatchID = try InputParsing.id(try form.required("id"))
        let (count, notes) = try await page.hub.print(
            id, labelsOf: CommandCard.allCases.map { .code($0.rawValue) }, to: printer)
        let noted = LabelNoteText.missed(notes).isEmpty ? [:] : ["noted": id.description]
        return page.see("/labels/cards", noted, told: .labelsQueued, about: String(count))
    }
}
