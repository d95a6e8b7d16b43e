import API
import Hub
import Hummingbird
import Journal
import Localization
import Server
import Stock
import Storage

/// The end of a count: what it would post, line by line, and then one button that posts it.
enum CountFinish {
    static let all = [Route.page(.get, "/count/{id}/finish", .role(.volunteer), show)]

    fileprivate struct Model: Sendable {
        struct Row: Sendable {
            let href: String
            let itemName: String
            /// The date of a lot that was counted by itself.
            let lotDate: String?
            /// What the ledger has, and what was seen.
            let beside: String
            let difference: String
        }

        /// An item that nobody counted, and what is posted if nothing is left of it.
        struct Question: Sendable {
            let uncountedItem: String
            let uncountedName: String
            let uncountedHref: String
            let stays: String
            let goes: String
            let isGone: Bool
        }

        let action: String
        let countId: String
        /// JSON text of what the page's script says of scans that are still on the device.
        let words: String
        /// JSON text of the codes of problems with which the hub refuses a scan for good.
        let final: String
        let completionId: String
        let shown: String
        /// Whether what was shown before no longer held.
        let isChanged: Bool
        let differences: Rows<Row>?
        let agreeing: String?
        let uncounted: Rows<Question>?
        let more: String?
        let recount: String?
        let unexplained: String?
        /// Whether nothing differs and nothing is asked.
        let agrees: Bool
    }

    /// Answers that are carried to the next showing at the most, to keep its address short.
    private static let carried = 60

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let count: CountID = try request.context.id()
        let page: PageRequest
        let preview: CountPreview
        do {
            (page, preview) = try await request.read {
                try request.hub.preview(completionOf: count, in: $0)
            }
        } catch StorageFault.countIsCompleted, StorageFault.countIsDropped {
            return request.see("/count/\(count)")
        }
        let localizer = page.localizer
        let title = localizer.text(
            "count.finishTitle", ["place": localizer.name(of: preview.place)])
        return try await page.render(
            "count-finish", title: title, Model(preview, of: count, page))
    }

    /// Completes a count as it was shown, or shows what it comes to.
    static func complete(
        _ count: CountID, _ form: PageForm, _ request: WebRequest
    ) async throws -> Response {
        let gone = form.fields("gone-").filter { $0.value == "yes" }.keys.sorted()
        let end = CountEnd(
            id: try InputParsing.id(try form.required("id")), gone: try InputParsing.ids(gone))
        let isDone = try await request.hub.complete(
            count: count, as: end, shown: form["shown"] ?? "")
        if isDone { return request.see("/count/\(count)") }
        var query = form["shown"] == nil ? [:] : ["changed": "yes"]
        for item in gone.prefix(carried) { query["gone-\(item)"] = "yes" }
        return request.see("/count/\(count)/finish", query)
    }
}

extension CountFinish.Model {
    fileprivate init(_ preview: CountPreview, of count: CountID, _ page: PageRequest) {
        let localizer = page.localizer
        func amount(_ quantity: Int64, _ item: Item) -> String {
            localizer.amount(quantity, item.measure)
        }
        let differing = preview.rows.filter { $0.difference != .zero }
        let agreeing = preview.rows.count - differing.count
        let gone = page.queries("gone-")
        action = "/count/\(count)"
        countId = count.description
        (words, final) = (OnDevice.finishing(page), OnDevice.final)
        completionId = page.newID()
        shown = preview.digest
        isChanged = page.query("changed") != nil
        differences = Rows(
            differing.map { row in
                Row(
                    href: "/items/\(row.item.id)", itemName: row.item.name,
                    lotDate: row.lot.map { localizer.dateLabel($0.key.dateLabel) },
                    beside: localizer.text(
                        "count.beside",
                        [
                            "expected": amount(row.expected, row.item),
                            "seen": amount(row.seen.value, row.item),
                        ]),
                    difference: localizer.signed(row.difference.value, row.item.measure))
            })
        self.agreeing =
            agreeing == 0 ? nil : localizer.text("count.agreeing", n: agreeing)
        uncounted = Rows(
            preview.uncounted.map { row in
                let there = amount(row.expected, row.item)
                let id = row.item.id.description
                return Question(
                    uncountedItem: id, uncountedName: row.item.name, uncountedHref: "/items/\(id)",
                    stays: localizer.text("count.notYet", ["amount": there]),
                    goes: localizer.text(
                        "count.gone",
                        ["amount": localizer.signed(row.difference.value, row.item.measure)]),
                    isGone: gone[id] != nil)
            })
        more = preview.more == 0 ? nil : localizer.text("count.more", n: preview.more)
        let recount = preview.recount.map(\.name).joined(separator: ", ")
        self.recount =
            recount.isEmpty ? nil : localizer.text("count.recount", ["items": recount])
        unexplained =
            preview.unexplained == 0
            ? nil : localizer.text("count.unexplained", n: preview.unexplained)
        agrees =
            differing.isEmpty && preview.uncounted.isEmpty && recount.isEmpty
            && preview.unexplained == 0
    }
}
