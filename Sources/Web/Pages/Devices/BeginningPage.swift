import API
import Hub
import Hummingbird
import Localization
import Server
import Stock
import Storage

/// Leads whoever sets up a hub from nothing to the first label and the first phone.
enum BeginningPage {
    static let path = "/beginning"

    static let all = [
        Route.page(.get, path, .role(.coordinator), show),
        Route.page(.post, path, .role(.coordinator), putAside),
        Route.page(.post, "/beginning/places", .role(.coordinator), makePlaces),
    ]

    /// A list of places that could not be made, as it was typed.
    private struct Refusal {
        let form: PageForm
        /// Nil where it has no names, or too many.
        var problem: Problem?
    }

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        try await show(request, refused: nil)
    }

    private static func show(_ request: WebRequest, refused: Refusal?) async throws -> Response {
        let isGuessed = request.hub.isTimeZoneGuessed
        let (page, (settings, steps, places, printers, isZoneOpen)) = try await request.read {
            queries in
            let settings = try HubSettings(queries)
            return (
                settings, try BeginningSteps(queries, settings, isZoneGuessed: isGuessed),
                try queries.places().filter { $0.kind.canBeMade }, try queries.printers(),
                try queries.lastClosedDay() == nil
            )
        }
        let model = BeginningModel(
            progress: page.localizer.text(
                "beginning.progress", n: steps.done.count,
                ["all": "\(BeginningSteps.Step.allCases.count)"]),
            isAllDone: steps.done.count == BeginningSteps.Step.allCases.count,
            steps: BeginningSteps.Step.allCases.map { step in
                let isDone = steps.done.contains(step)
                return .init(
                    stepId: step.rawValue,
                    stepTitle: page.localizer.text("beginning.\(step.rawValue)"),
                    stepTell: tell(step, page), isDone: isDone,
                    isOpen: !isDone || refused != nil && step == .places,
                    mark: isDone ? "well" : "wait",
                    start: step == .hub
                        ? .init(hubFacts: .init(settings, hasOpenZone: isZoneOpen, page)) : nil,
                    hasItems: step == .items,
                    placing: step == .places ? form(places, refused, page) : nil,
                    hasPrinters: step == .printer,
                    firstLabel: step == .label ? label(places, printers, page) : nil,
                    hasPhone: step == .phone && SettingsModel.Pairing.address(page) != nil)
            })
        return try await page.render(
            "beginning", title: page.localizer.text("beginning.title"),
            status: refused == nil ? .ok : .unprocessableContent, model)
    }

    private static func tell(_ step: BeginningSteps.Step, _ page: PageRequest) -> String {
        let isReached = step != .phone || SettingsModel.Pairing.address(page) != nil
        return page.localizer.text(
            isReached ? "beginning.\(step.rawValue)Tell" : "beginning.phoneLocal")
    }

    private static func form(
        _ places: [Place], _ refused: Refusal?, _ page: PageRequest
    ) -> BeginningModel.Step.PlaceForm {
        .init(
            placeFormId: page.newID(),
            placeNames: refused?.form["names"] ?? "A1–A9",
            placeTrouble: refused.map { refused in
                refused.problem.map { page.localizer.text("problems.\($0.code.rawValue)") }
                    ?? page.localizer.text("beginning.placesTooMany", n: PlaceNames.limit)
            },
            placeInside: refused?.form["inside"],
            kinds: LabelsModel.Kind.all(page.localizer, chosen: refused?.form["kind"]),
            rooms: PlaceChoice.all(
                places.filter { $0.kind == .room || $0.kind == .shelf }, chosen: nil,
                page.localizer))
    }

    /// The label of the first place there is; sheets have those of all, as many as one address holds.
    private static func label(
        _ places: [Place], _ printers: [PrinterRecord], _ page: PageRequest
    ) -> BeginningModel.Step.FirstLabel? {
        let labelled = places.filter { $0.labelCode != nil && $0.kind != .room }
        guard let place = labelled.first ?? places.first else { return nil }
        let onPaper = printers.filter { !$0.printsToPictures }
        return .init(
            labelId: page.newID(), labelPlace: LabelReference.place(place.id).text,
            labelAct: page.localizer.text("beginning.print", ["place": place.name]),
            printers: LabelsModel.Printer.allWithSheet(
                onPaper.isEmpty ? printers : onPaper, chosen: nil, page.localizer),
            sheetsHref: PageRequest.path(
                "/labels/sheets",
                ["codes": places.prefix(200).compactMap(\.labelCode).joined(separator: "\n")]))
    }

    @Sendable private static func makePlaces(_ page: WebRequest) async throws -> Response {
        let form = try await PageForm(page.http)
        let names = try form.required("names")
        guard let read = PlaceNames.read(names), !read.isEmpty else {
            return try await show(page, refused: Refusal(form: form))
        }
        do {
            let list = try PlaceOrder(
                names, kind: try form.required("kind"), inside: form["inside"])
            let made = try await page.hub.makePlaces(
                try InputParsing.id(try form.required("id")), list)
            return page.see(path, told: .placesMade, about: "\(made)")
        } catch let problem as Problem {
            return try await show(page, refused: Refusal(form: form, problem: problem))
        }
    }

    @Sendable private static func putAside(_ page: WebRequest) async throws -> Response {
        try await page.hub.putBeginningAside()
        return page.see("/")
    }
}
