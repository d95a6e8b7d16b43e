import Hummingbird
import Stock
import Storage

/// One donation: whose it was, when it came, and what came in with it.
enum DonationPage {
    static let all = [Route.page(.get, "/donations/{id}", .role(.viewer), show)]

    /// Lots shown at the most.
    private static let lotLimit = 200

    @Sendable private static func show(_ visit: Visit) async throws -> Response {
        let id: DonationID = try visit.context.id()
        let speech = visit.speech
        let (title, model) = try await visit.hub.store.read { queries in
            guard let donation = try queries.donation(id) else {
                throw StorageFault.donationNotFound(id.description)
            }
            var model = StoryModel(kind: speech.say("scan.donation"))
            model.facts = Rows(try facts(donation, queries, visit))
            model.actions = actions(donation, visit)
            model.holdings = holdings(try queries.donated(id, limit: lotLimit), speech)
            let day = speech.day(of: donation.recordedAt)
            return (speech.say("story.donationOf", ["date": day]), model)
        }
        return try await visit.page("story", title: title, model)
    }

    private static func facts(
        _ donation: DonationRecord, _ queries: Queries, _ visit: Visit
    ) throws -> [StoryModel.Fact] {
        let speech = visit.speech
        var facts: [StoryModel.Fact] = []
        if let source = donation.source { facts.append(try .init(source, queries, speech)) }
        facts.append(
            .init(
                speech.say("story.recordedAt"), speech.moment(donation.recordedAt, now: visit.now),
                href: "/entries/\(donation.seq)"))
        if let code = donation.labelCode {
            facts.append(.init(speech.say("story.label"), speech.code(code)))
        }
        return facts
    }

    private static func actions(_ donation: DonationRecord, _ visit: Visit)
        -> Rows<StoryModel.Action>?
    {
        guard visit.may(.volunteer) else { return nil }
        let speech = visit.speech
        return Rows([
            .init(
                href: Visit.path(
                    "/labels", ["target": donation.labelCode ?? donation.id.description]),
                name: speech.say("story.printLabel")),
            .init(
                href: Visit.path("/labels/list", ["donation": donation.id.description]),
                name: speech.say("story.printFood")),
        ])
    }

    private static func holdings(_ donated: [DonatedLot], _ speech: Speech)
        -> StoryModel.Holdings?
    {
        guard !donated.isEmpty else { return nil }
        let rows = donated.map { row in
            StoryModel.Holding(
                href: "/items/\(row.item.id)", name: row.item.name,
                detail: speech.dateLabel(row.lot.key.dateLabel),
                amount: speech.amount(row.quantity, row.item.measure))
        }
        return .init(holdingsTitle: speech.say("story.whatCame"), rows: rows, moreHref: nil)
    }
}
