import Hummingbird
import Stock
import Storage

/// One count: scanning what is seen, and the differences once it is finished.
enum CountSheetPage {
    static let all = [
        Route.page(.get, "/count/{id}", .role(.volunteer), show),
        Route.page(.post, "/count/{id}", .role(.volunteer), note),
    ]

    /// Seen items that can be set right on the page; the latest of them.
    private static let seenLimit = 40
    /// Rows of a count sheet on paper.
    private static let sheetLimit = 300

    @Sendable private static func show(_ visit: Visit) async throws -> Response {
        let id: CountID = try visit.context.id()
        guard let sheet = try await visit.hub.store.read({ try $0.count(id) }) else {
            throw StorageFault.countNotFound(id.description)
        }
        return sheet.isCompleted
            ? try await CountDone.page(sheet, visit) : try await counting(sheet, visit)
    }

    private static func counting(_ sheet: CountSheet, _ visit: Visit) async throws -> Response {
        let speech = visit.speech
        let said = try await Said.read(visit)
        let (categories, stock) = try await visit.hub.store.read {
            [place = sheet.place.id] queries in
            (try queries.categories(), try queries.stock(place: place, limit: sheetLimit))
        }
        var model = ScanModel(
            mode: .count, icon: "count", action: "/count/\(sheet.id)", formId: visit.newID(),
            station: visit.context.identity?.credential?.name ?? "", visit: visit,
            placeAsk: speech.say("scan.countIn"), anyPlace: nil,
            places: PlaceChoice.all([sheet.place], chosen: sheet.place.id, speech),
            ask: speech.say("scan.ready_count"), newRun: nil, categories: categories,
            said: said?.model,
            intake: nil)
        model.countId = sheet.id.description
        model.counting = true
        model.sheetTitle = speech.say("count.sheet", ["place": speech.name(of: sheet.place)])
        model.sheetRows = stock.filter { $0.place == sheet.place.id }.map {
            .init(itemName: $0.itemName, dateText: speech.dateLabel($0.lot.key.dateLabel))
        }
        model.seen = Rows(
            sheet.lines.prefix(seenLimit).map { line in
                .init(
                    seenHref: "/items/\(line.item.id)", seenName: line.item.name,
                    seenDetail: line.lot == nil ? "" : speech.say("count.oneDate"),
                    seenItem: line.item.id.description, seenLot: line.lot?.description,
                    seenAmount: line.seen,
                    seenUnit: line.item.measure == .gram ? speech.say("unresolved.gram") : nil,
                    lineId: visit.newID())
            })
        return try await visit.page("scan", title: speech.say("scan.count"), model)
    }

    /// A code that was seen, an amount set right, or the end of the count.
    @Sendable private static func note(_ visit: Visit) async throws -> Response {
        let count: CountID = try visit.context.id()
        let form = try await PageForm(visit.request)
        if form["complete"] != nil { return try await complete(count, visit) }
        let id = try form.required("id")
        if let item = form["item"] {
            let item: ItemID = try Names.id(item)
            let lot: LotID? = try form["lot"].map { try Names.id($0) }
            let line = CountLineRequest(
                id: try Names.id(id), count: count,
                subject: lot.map { .lot($0, item: item) } ?? .item(item),
                quantity: Quantity(try form.number("seen") ?? 0))
            _ = try await visit.hub.store.write { try $0.noteCountLine(line) }
            return visit.see("/count/\(count)")
        }
        var scan = ScanJSON(code: try form.required("code"))
        (scan.id, scan.mode, scan.count) = (id, Mode.count.rawValue, count.description)
        scan.quantity = try form.number("quantity")
        scan.station = visit.context.identity?.credential?.name
        let request = try scan.request()
        switch try await visit.hub.store.write({ try $0.record(request) }) {
        case .recorded(let recorded):
            return visit.see("/count/\(count)", ["said": String(recorded.seq)])
        case .unresolved(let seq, _, _, _):
            return visit.see("/count/\(count)", ["said": String(seq)])
        case .lookedUp: return visit.see("/count/\(count)")
        }
    }

    private static func complete(_ count: CountID, _ visit: Visit) async throws -> Response {
        do {
            _ = try await visit.hub.store.write {
                try $0.completeCount(count, uncounted: .zero, entryID: $0.freshEntryID())
            }
        } catch StorageFault.countIsCompleted {
            // The form was sent twice; what it wanted is done.
        }
        return visit.see("/count/\(count)")
    }
}
