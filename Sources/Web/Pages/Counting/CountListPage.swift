import API
import Hub
import Hummingbird
import Journal
import Localization
import Rendering
import Server
import Stock
import Storage

/// A count as a list: to print and write on at the shelf, and to fill in afterwards, in one order.
enum CountListPage {
    static let all = [
        Route.page(.get, "/count/{id}/list", .role(.volunteer), show),
        Route.page(.post, "/count/{id}/list", .role(.volunteer), note),
    ]

    /// Items of one page.
    private static let limit = 300
    /// Dates of an item that are named.
    private static let dateLimit = 3

    private struct Model: Sendable {
        /// The place's own label, by which the page of counts finds the sheet's count again.
        struct PlaceLabel: Sendable {
            let labelSide: String
            let labelPath: String
            let labelSaid: String
        }

        /// An item's code, without the margin: the sheet is white.
        struct LineCode: Sendable {
            let codeBox: String
            let codePath: String

            init?(_ code: String) {
                guard let drawing = try? QRPath(code) else { return nil }
                let (margin, side) = (QRPath.margin, drawing.side - 2 * QRPath.margin)
                codeBox = "\(margin) \(Double(margin) - 0.5) \(side) \(side)"
                codePath = drawing.path
            }
        }

        struct Row: Sendable {
            let lineCode: LineCode?
            let listItem: String
            /// Whether what was seen is a weight, in the hub's unit.
            let isWeighed: Bool
            let listName: String
            /// Its code, what it is counted in where that is not pieces, and its dates.
            let listDetail: String
            let listSeen: String?
            /// What is not to be written once more.
            let listApart: String?
        }

        let listAction: String
        let listId: String
        let finishHref: String
        let countHref: String
        let placeLabel: PlaceLabel?
        let boxesTell: String?
        let listed: Rows<Row>?
        let moreTell: String?
        /// Where the page stands among those of the list.
        let listAfter: String?
        /// Where the next one does.
        let nextAfter: String?
    }

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let count: CountID = try request.context.id()
        let behind: NamePosition<Item>? = try request.http.position(after: .items)
        let (page, list) = try await request.read {
            try $0.countList(count, behind: behind, limit: limit)
        }
        guard list.state == .open else { return page.see("/count/\(count)") }
        let localizer = page.localizer
        let boxes = list.boxes.map { localizer.name(of: $0) }.joined(separator: ", ")
        let model = Model(
            listAction: "/count/\(count)/list", listId: page.newID(),
            finishHref: "/count/\(count)/finish", countHref: "/count/\(count)",
            placeLabel: list.place.labelCode.flatMap { code in
                (try? QRPath(code)).map {
                    .init(
                        labelSide: "\($0.side)", labelPath: $0.path,
                        labelSaid: localizer.code(code))
                }
            },
            boxesTell: boxes.isEmpty ? nil : localizer.text("count.withBoxes", ["boxes": boxes]),
            listed: Rows(list.rows.map { row($0, localizer) }),
            moreTell: list.more == 0 ? nil : localizer.text("count.listMore", n: list.more),
            listAfter: behind == nil ? nil : request.query("after"),
            nextAfter: list.more == 0
                ? nil
                : list.rows.last.map {
                    Cursor(.items, behind: $0.item.name, $0.item.id).description
                })
        let title = localizer.text("count.sheet", ["place": localizer.name(of: list.place)])
        return try await page.render("count-list", title: title, model)
    }

    private static func row(_ row: CountList.Row, _ localizer: Localizer) -> Model.Row {
        let dates = row.lots.compactMap { $0.key.dateLabel }.map { localizer.dateLabel($0) }
        let named = dates.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let isWeighed = row.item.measure == .gram
        let unit = isWeighed ? localizer.unitAsked : nil
        let detail =
            [row.code.map { localizer.code($0) }, unit].compactMap { $0 } + named.prefix(dateLimit)
        return Model.Row(
            lineCode: row.code.flatMap { Model.LineCode($0) },
            listItem: row.item.id.description, isWeighed: isWeighed, listName: row.item.name,
            listDetail: detail.joined(separator: " · "),
            listSeen: row.seen.map {
                localizer.text(
                    "count.seenAlready", ["amount": localizer.amount($0, row.item.measure)])
            },
            listApart: row.seenApart.map {
                localizer.text(
                    "count.seenApart", ["amount": localizer.amount($0, row.item.measure)])
            })
    }

    /// Notes the lines that were filled in; an empty one says nothing.
    @Sendable private static func note(_ request: WebRequest) async throws -> Response {
        let count: CountID = try request.context.id()
        let form = try await PageForm(request.http)
        var seen = try form.fields("item-").keys.reduce(into: [ItemID: Int64]()) { seen, item in
            seen[try InputParsing.id(item)] = try form.quantity("item-\(item)")
        }
        let unit = try await request.unit(of: form)
        for item in form.fields("weight-").keys {
            seen[try InputParsing.id(item)] = try form.weight("weight-\(item)", unit)
        }
        let list = try CountListInput(
            id: try InputParsing.id(try form.required("id")), count: count, seen: seen,
            at: try form["at"].map {
                try InputParsing.moment(ofHour: $0, before: request.now, in: request.hub.timeZone)
            })
        let noted = try await request.hub.note(list)
        let after = form["next"] ?? form["after"]
        return request.see(
            "/count/\(count)/list", after.map { ["after": $0] } ?? [:], told: .listNoted,
            about: String(noted))
    }
}
