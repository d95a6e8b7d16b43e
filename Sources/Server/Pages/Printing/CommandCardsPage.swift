import Barcodes
import Hummingbird
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
    }

    @Sendable private static func show(_ visit: Visit) async throws -> Response {
        let speech = visit.speech
        let printers = try await visit.hub.store.read { try $0.printers() }
        let model = Model(
            jobId: visit.newID(),
            cards: CommandCard.allCases.map { card in
                .init(
                    cardName: speech.say("cards.\(card.command)"),
                    cardTell: speech.say("cards.tell_\(card.command)"),
                    cardHref: Visit.path(
                        "/labels", ["target": card.rawValue]))
            },
            printers: LabelsModel.Printer.all(printers, chosen: nil, speech))
        return try await visit.page("labels-cards", title: speech.say("labels.cards"), model)
    }

    @Sendable private static func printAll(_ visit: Visit) async throws -> Response {
        let form = try await PageForm(visit.request)
        let printer = try form.required("printer")
        let count = try await visit.hub.print(
            try Names.id(try form.required("id")),
            CommandCard.allCases.map { .code($0.rawValue) }, layout: nil, copies: 1,
            to: printer)
        return visit.see(
            "/labels/cards", told: .labelsQueued, about: String(count))
    }
}
