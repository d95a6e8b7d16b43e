import API
import Hub
import Hummingbird
import Journal
import Localization
import Server
import Stock
import Storage

/// Scans of codes that nobody knows yet, each waiting for someone to say what it was.
enum UnresolvedPage {
    static let all = [
        Route.page(.get, "/unresolved", .role(.volunteer), show),
        Route.page(.post, "/unresolved", .role(.volunteer), settle),
    ]

    /// Codes on one page.
    private static let pageLength = 20
    /// Scans of one code that one answer settles.
    private static let sameCodeLimit = 1_000

    private struct Model: Sendable {
        struct Row: Sendable {
            let scanId: String
            let resolutionId: String
            let itemId: String
            let code: String
            let story: String
            /// Where someone says what a blank label goes on; nil for other codes.
            let labelHref: String?
        }

        struct Scans: Sendable {
            let rows: [Row]
            let nextHref: String?
        }

        let scans: Scans?
        let categories: [String]
    }

    @Sendable private static func show(_ visit: WebRequest) async throws -> Response {
        let after = visit.number("after") ?? 0
        let (page, open) = try await visit.read {
            try $0.openCodes(after: after, limit: pageLength)
        }
        let rows = open.codes.map { code in
            Model.Row(
                scanId: code.first.id.description, resolutionId: page.newID(),
                itemId: page.newID(), code: page.localizer.code(code.first.scan.scan.code),
                story: story(code, page),
                labelHref: code.isLabel
                    ? PageRequest.path("/labels/blank", ["code": code.first.scan.key]) : nil)
        }
        let more = open.hasMore ? open.codes.last?.first.seq : nil
        let model = Model(
            scans: rows.isEmpty
                ? nil
                : .init(
                    rows: rows,
                    nextHref: more.map { PageRequest.path("/unresolved", ["after": String($0)]) }),
            categories: Array(open.categories.prefix(ScanModel.suggestionLimit)))
        return try await page.render(
            "unresolved", title: page.localizer.text("unresolved.title"), model)
    }

    private static func story(_ code: OpenCode, _ page: PageRequest) -> String {
        let (scan, times, localizer) = (code.first.scan.scan, code.times, page.localizer)
        let scanned = localizer.text(
            "unresolved.scanned",
            [
                "mode": localizer.text("scan.taken_\(scan.mode.rawValue)"),
                "quantity": scan.weightGrams.map { localizer.weight($0) }
                    ?? localizer.text("scan.times", ["n": localizer.number(scan.quantity ?? 1)]),
                "when": localizer.moment(
                    scan.at.flatMap { Moment($0) } ?? code.first.recordedAt, now: page.now),
            ])
        let place = code.place.map { localizer.name(of: $0) }
        let often = times > 1 ? localizer.text("scan.askCodeTimes", n: times) : nil
        return [scanned, place, often].compactMap { $0 }.joined(separator: " · ")
    }

    @Sendable private static func settle(_ visit: WebRequest) async throws -> Response {
        let form = try await PageForm(visit.request)
        let scan: EntryID = try InputParsing.id(try form.required("scan"))
        let id: EntryID = try InputParsing.id(try form.required("id"))
        if form["nothing"] != nil {
            _ = try await visit.hub.settle(scan, as: nil, pack: nil, id: id)
            return visit.see("/unresolved", told: .dismissed)
        }
        let (item, meaning) = try await meaning(form, visit)
        _ = try await visit.hub.settle(scan, as: meaning, pack: nil, id: id)
        try await settleOthers(of: item, visit)
        return visit.see("/unresolved", told: .settled, about: item.description)
    }

    /// The item of a known name, else a new one.
    private static func meaning(
        _ form: PageForm, _ visit: WebRequest
    ) async throws -> (ItemID, CodeMeaning) {
        let name = try InputParsing.text(try form.required("name"), "name", 1...200)
        let found = try await visit.hub.read { try $0.items(matching: name, limit: 100) }
        if let known = found.first(where: { $0.item.name.lowercased() == name.lowercased() }) {
            return (known.item.id, .known(known.item.id))
        }
        let wanted = ItemRequest(
            id: try form.required("item"), name: name, category: form["category"],
            measure: form["measure"].flatMap { Measure(rawValue: $0) },
            unitWeightGrams: try form.number("weight"))
        let item = try wanted.item()
        return (item.id, .new(item))
    }

    /// One answer is enough for a code, however often it was scanned.
    private static func settleOthers(of item: ItemID, _ visit: WebRequest) async throws {
        let others = try await visit.hub.read { queries -> [EntryID] in
            try queries.unresolved(limit: sameCodeLimit).filter { open in
                guard case .item(let known, _)? = try queries.meaning(of: [open.scan.key]) else {
                    return false
                }
                return known.id == item
            }.map(\.id)
        }
        if !others.isEmpty { try await visit.hub.settle(others: others, as: item) }
    }
}
