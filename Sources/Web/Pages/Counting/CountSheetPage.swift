import API
import Hub
import Hummingbird
import Journal
import Localization
import Server
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
    /// Places that are named as counted by themselves, at the most.
    private static let placeLimit = 300

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let id: CountID = try request.context.id()
        let last = request.number("said")
        let (page, (story, near, buttons)) = try await request.read { queries in
            (
                try queries.countStory(id, last: last, limit: placeLimit),
                try NearItems.find(request, queries), try ItemButtons(queries)
            )
        }
        return story.sheet.state != .open
            ? try await FinishedCount.page(story, page)
            : try await counting(story, near, buttons, page)
    }

    private static func counting(
        _ story: CountStory, _ near: [Item], _ buttons: ItemButtons, _ page: PageRequest
    ) async throws -> Response {
        let (sheet, localizer) = (story.sheet, page.localizer)
        let said = LastScan(story.last, page)
        var model = ScanModel(
            mode: .count, icon: "count", action: "/count/\(sheet.id)", formId: page.newID(),
            station: page.station ?? "", page: page,
            placeAsk: localizer.text("scan.countIn"), anyPlace: nil,
            places: PlaceChoice.all([sheet.place], chosen: sheet.place.id, localizer),
            ask: localizer.text("scan.ready_count"), newRun: nil, categories: story.categories,
            said: said?.model,
            intake: nil)
        model.countId = sheet.id.description
        model.counting = true
        model.near = NearItems(near, page)
        model.foods = FoodButton.all(buttons)
        model.dropId = page.newID()
        let boxes = story.boxes.map { localizer.name(of: $0) }.joined(separator: ", ")
        model.boxesTell = boxes.isEmpty ? nil : localizer.text("count.withBoxes", ["boxes": boxes])
        let own = page.owner
        model.devices = Rows(
            page.hub.deviceReports.concerned(with: sheet.id, but: own).map { device in
                let time = localizer.hour(device.at)
                return .init(
                    deviceTell: device.held > 0
                        ? localizer.text(
                            "count.deviceHolds", n: device.held,
                            ["device": device.name, "time": time])
                        : localizer.text(
                            "count.deviceSent", ["device": device.name, "time": time]))
            })
        let others = story.notCovered.map { localizer.name(of: $0) }.joined(separator: ", ")
        model.notCoveredTell =
            others.isEmpty ? nil : localizer.text("count.withoutPlaces", ["places": others])
        model.seen = Rows(
            sheet.lines.prefix(seenLimit).map { line in
                .init(
                    seenHref: "/items/\(line.item.id)", seenName: line.item.name,
                    seenDetail: line.lot == nil ? "" : localizer.text("count.oneDate"),
                    seenItem: line.item.id.description, seenLot: line.lot?.description,
                    seenAmount: line.item.measure == .gram
                        ? localizer.weightUnit.typed(line.seen) : String(line.seen),
                    seenUnit: line.item.measure == .gram ? localizer.unitAsked : nil,
                    lineId: page.newID())
            })
        return try await page.render(
            "scan", title: localizer.text("scan.count"), copy: .keep, model)
    }

    /// A code that was seen, an amount set right, or the end of the count; what that comes to is shown first.
    @Sendable private static func note(_ request: WebRequest) async throws -> Response {
        let count: CountID = try request.context.id()
        let form = try await PageForm(request.http)
        if form["drop"] != nil {
            try await request.hub.drop(
                count: count, id: try InputParsing.id(try form.required("id")))
            return request.see("/count", told: .countDropped)
        }
        if form["complete"] != nil { return try await CountFinish.complete(count, form, request) }
        let id = try form.required("id")
        if let item = form["item"] {
            let unit = try await request.unit(of: form)
            let seen = try form.weight("weight", unit) ?? form.quantity("seen") ?? 0
            let line = CountObservationRequest(id: id, item: item, lot: form["lot"], quantity: seen)
            _ = try await request.hub.note(line.input(in: count))
            return request.see("/count/\(count)")
        }
        var scan = ScanRequest(code: try await request.scanned(form))
        (scan.id, scan.mode, scan.count) = (id, Word(.count), count.description)
        scan.quantity = try form.quantity("quantity")
        scan.station = request.station
        scan.item = form["named"]
        return request.see(
            "/count/\(count)", try await request.hub.record(typed: scan.typedInput()), of: form)
    }
}
