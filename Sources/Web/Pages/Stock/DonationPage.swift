import Hub
import Hummingbird
import Journal
import Localization
import Server
import Stock
import Storage

/// One donation: whose it was, when it came, and what came in with it.
enum DonationPage {
    static let all = [Route.page(.get, "/donations/{id}", .role(.viewer), show)]

    /// Lots of one page.
    private static let pageLength = 200

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let id: DonationID = try request.context.id()
        let first = Int(clamping: min(max(0, request.number("line") ?? 0), 1_000_000))
        let mayMend = request.may(.volunteer)
        let (page, (story, sources)) = try await request.read { queries in
            (
                try queries.donationStory(id),
                mayMend ? try queries.sources(limit: DonorCorrectionModel.most) : []
            )
        }
        let localizer = page.localizer
        var model = StoryModel(kind: localizer.text("scan.donation"))
        model.facts = Rows(facts(story, page))
        model.actions = actions(story.donation, page)
        model.holdings = holdings(story, behind: first, localizer)
        if mayMend { model.donorMend = .init(story, known: sources, localizer) }
        let day = localizer.day(of: story.donation.recordedAt)
        return try await page.render(
            "story", title: localizer.text("story.donationOf", ["date": day]), model)
    }

    private static func facts(_ story: DonationStory, _ page: PageRequest) -> [StoryModel.Fact] {
        let (donation, localizer) = (story.donation, page.localizer)
        var facts: [StoryModel.Fact] = []
        for share in story.shares where share.source != nil {
            let name = share.sourceName ?? localizer.text("story.nameErased")
            let sums = Sums(of: share.lots)
            let amount = localizer.pieces(sums.pieces, grams: sums.grams)
            facts.append(
                .init(
                    localizer.text("story.givenBy"),
                    story.shares.count > 1 ? "\(name) · \(amount)" : name,
                    href: page.may(.coordinator)
                        ? share.source.map { "\(DonorsPage.path)/\($0)" } : nil))
        }
        facts.append(
            .init(
                localizer.text("story.recordedAt"),
                localizer.moment(donation.recordedAt, now: page.now),
                href: "/entries/\(donation.seq)"))
        if let code = donation.labelCode {
            facts.append(.init(localizer.text("story.label"), localizer.code(code)))
        }
        return facts
    }

    private static func actions(_ donation: DonationRecord, _ page: PageRequest)
        -> Rows<StoryModel.Action>?
    {
        guard page.may(.volunteer) else { return nil }
        let localizer = page.localizer
        return Rows([
            .init(
                href: PageRequest.path(
                    "/labels", ["target": donation.labelCode ?? donation.id.description]),
                name: localizer.text("story.printLabel")),
            .init(
                href: PageRequest.path("/labels/list", ["donation": donation.id.description]),
                name: localizer.text("story.printFood")),
        ])
    }

    private static func holdings(
        _ story: DonationStory, behind first: Int, _ localizer: Localizer
    ) -> StoryModel.Contents? {
        let donated = story.lots.dropFirst(first)
        guard !donated.isEmpty else { return nil }
        let rows = donated.prefix(pageLength).map { row in
            StoryModel.Holding(
                href: "/items/\(row.item.id)", name: row.item.name,
                detail: localizer.dateLabel(row.lot.key.dateLabel),
                lotHref: LotPage.path(row.lot.id),
                amount: localizer.amount(row.quantity, row.item.measure))
        }
        let next = PageRequest.path(
            "/donations/\(story.donation.id)", ["line": String(first + pageLength)])
        return .init(
            holdingsTitle: localizer.text("story.whatCame"), rows: rows,
            moreHref: donated.count > pageLength ? next : nil)
    }
}
