import Hub
import Hummingbird
import Journal
import Localization
import Server
import Stock
import Storage

/// Who gave a donation, put right: shown first what that does.
enum DonorCorrectionPage {
    static let all = [
        Route.page(.get, "/donations/{id}/donor", .role(.volunteer), show),
        Route.page(.post, "/donations/{id}/donor", .role(.volunteer), correct),
    ]

    static func path(_ donation: DonationID) -> String { "/donations/\(donation)/donor" }

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let id: DonationID = try request.context.id()
        let asked = request.asked
        let name = try InputParsing.sourceName(try asked.required("name"))
        let from: SourceID? = try asked["from"].map { try InputParsing.id($0) }
        let (page, (story, known)) = try await request.read { queries in
            (try queries.donationStory(id), try queries.source(named: name))
        }
        let localizer = page.localizer
        let share = story.shares.first { $0.source == from }
        let sums = Sums(of: share?.lots ?? story.lots)
        let values = [
            "amount": localizer.pieces(sums.pieces, grams: sums.grams),
            "name": known?.name ?? name,
            "from": share?.sourceName ?? localizer.text("story.nameErased"),
        ]
        let key = from == nil ? "preview.donorNamed" : "preview.donor"
        var effects = from != nil && known?.id == from ? [] : [localizer.text(key, values)]
        if known == nil { effects.append(localizer.text("preview.donorNew", values)) }
        let preview = ChangePreview(
            effects, action: path(id), name: "mend.save", fields: ["from", "name"],
            back: "/donations/\(id)", page)
        let day = localizer.day(of: story.donation.recordedAt)
        return try await ChangePreview.render(
            preview, title: localizer.text("story.donationOf", ["date": day]), page)
    }

    @Sendable private static func correct(_ request: WebRequest) async throws -> Response {
        let id: DonationID = try request.context.id()
        let form = try await PageForm(request.http)
        try await request.hub.correctDonor(
            of: id, from: try form["from"].map { try InputParsing.id($0) },
            to: try form.required("name"), as: try InputParsing.id(try form.required("id")))
        return request.see("/donations/\(id)", told: .saved)
    }
}

/// What the template `donor-correction` is given: the forms that put right who gave a donation.
struct DonorCorrectionModel: Sendable {
    struct Giver: Sendable {
        /// Nil where nobody said who gave.
        let giverId: String?
        let giverName: String
    }

    let donorAction: String
    let givers: [Giver]
    let knownDonors: [String]

    /// Names that are offered, at the most.
    static let most = 100

    init(_ story: DonationStory, known: [SourceRecord], _ localizer: Localizer) {
        donorAction = DonorCorrectionPage.path(story.donation.id)
        givers = story.shares.map { share in
            let erased = localizer.text("story.nameErased")
            let nobody = localizer.text("donors.nobody")
            return Giver(
                giverId: share.source?.description,
                giverName: share.sourceName ?? (share.source == nil ? nobody : erased))
        }
        knownDonors = known.map(\.name)
    }
}
