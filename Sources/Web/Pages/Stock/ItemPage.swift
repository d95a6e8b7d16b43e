import API
import Hub
import Hummingbird
import Journal
import Localization
import Server
import Stock
import Storage

/// One item: what there is of it, where, and the entries behind it.
enum ItemPage {
    static let all = [
        Route.page(.get, "/items/{id}", .role(.viewer), show),
        Route.page(.post, "/items/{id}", .role(.coordinator), change),
        Route.page(.post, "/items/{id}/button", .role(.coordinator), setButton),
        Route.page(.post, "/items/{id}/picture", .role(.coordinator), setPicture),
        Route.page(.post, "/items/{id}/codes", .role(.volunteer), giveCode),
        Route.page(.post, "/items/{id}/joins", .role(.coordinator), join),
        Route.page(.post, "/items/{id}/scans", .role(.volunteer), recordAgain),
    ]

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let id: ItemID = try request.context.id()
        let (from, behind) = (request.storyPosition, try request.http.stockPosition())
        let mayMend = request.may(.volunteer)
        let (page, (story, earlier, buttons)) = try await request.read { queries in
            (
                try queries.itemStory(
                    id, from: from, behind: behind, holdings: StoryModel.Contents.pageLength + 1,
                    lines: StoryModel.Entries.pageLength
                ), mayMend ? try EarlierScansModel.Snapshot(request, as: id, queries) : nil,
                request.may(.coordinator) ? try ItemButtons(queries) : nil
            )
        }
        let localizer = page.localizer
        var model = StoryModel(kind: localizer.text("story.item"))
        model.figure = .init(story.known.item, story.onHand, localizer)
        model.photo = story.known.picture.map {
            .init(photoHref: "/api/v1/pictures/\($0)", photoName: story.known.item.name)
        }
        model.facts = Rows(facts(story, localizer))
        model.actions = actions(story.known, page)
        model.holdings = .init(story.holdings, at: "/items/\(id)", localizer)
        model.entries = .init(story.lines, from: from, at: "/items/\(id)", named: false, page)
        model.changes = ChangeRows(of: story.changes, told: story.told, page)
        model.mend = ItemCorrectionModel(story, page)
        if let buttons, story.joinedInto == nil {
            model.button = .init(
                buttonAction: "/items/\(id)/button",
                isButton: buttons.areChosen && buttons.items.contains { $0.id == id })
        }
        model.earlier = earlier.flatMap {
            EarlierScansModel($0, recordedAs: story.known.item, page)
        }
        return try await page.render("story", title: story.known.item.name, model)
    }

    private static func facts(_ story: ItemStory, _ localizer: Localizer) -> [StoryModel.Fact] {
        let (known, item) = (story.known, story.known.item)
        var facts: [StoryModel.Fact] = []
        if !item.category.isEmpty {
            facts.append(.init(localizer.text("words.category"), item.category))
        }
        if let weight = item.unitWeightGrams {
            facts.append(.init(localizer.text("story.weightOfOne"), localizer.weight(weight)))
        }
        if let minimum = known.minimum {
            facts.append(
                .init(
                    localizer.text("story.minimum"), localizer.amount(minimum, item.measure),
                    href: LowPage.path))
        }
        let codes = known.codes.prefix(12).map { text(of: $0, localizer) }
        if !codes.isEmpty {
            facts.append(.init(localizer.text("story.codes"), codes.joined(separator: " · ")))
        }
        let (into, joined) = (story.joinedInto.map { [$0] } ?? [], story.joined)
        facts += into.map {
            .init(localizer.text("mend.joinedInto"), $0.name, href: "/items/\($0.id)")
        }
        facts += joined.map {
            .init(localizer.text("mend.joinedHere"), $0.name, href: "/items/\($0.id)")
        }
        return facts
    }

    /// A code, and how many it is a pack of.
    static func text(of code: PackCode, _ localizer: Localizer) -> String {
        code.pack == 1
            ? localizer.code(code.code)
            : localizer.text(
                "story.codePack",
                ["code": localizer.code(code.code), "n": localizer.number(code.pack)])
    }

    /// Changes what is known of the item; another measure by the weight of a piece.
    @Sendable private static func change(_ request: WebRequest) async throws -> Response {
        let id: ItemID = try request.context.id()
        let form = try await PageForm(request.http)
        try await request.hub.change(id, by: try patch(form, try await request.unit(of: form)))
        return request.see("/items/\(id)", told: .saved)
    }

    /// The facts that a form has, weights in the hub's unit.
    ///
    /// What the hub wants at least is said in what the item was counted by as the form was made; where that becomes another,
    /// it is converted with the rest.
    static func patch(_ form: PageForm, _ unit: WeightUnit) throws -> ItemPatch {
        let weight = try form.decimal("weight").map { unit.grams(ofPiece: $0) ?? .max }
        let keeps = try form.number("keeps").map { Int(clamping: $0) }
        let measure = form["measure"].flatMap { Measure(rawValue: $0) }
        let isKept = form["was"] == nil || form["was"] == measure?.rawValue
        return try ItemChangeRequest(
            name: try form.required("name"), category: form["category"] ?? "",
            measure: measure, unitWeightGrams: FieldPatch(weight),
            shelfLifeDays: FieldPatch(keeps),
            conversion: weight.map { .init(gramsPerPiece: $0) },
            minimum: isKept
                ? FieldPatch(
                    measure == .gram
                        ? try form.weight("minimum", unit) : try form.quantity("minimum")) : .none
        ).patch()
    }

    /// Gives the item a button on the scanning pages, or takes it away.
    @Sendable private static func setButton(_ request: WebRequest) async throws -> Response {
        let id: ItemID = try request.context.id()
        let form = try await PageForm(request.http)
        try await request.hub.setButton(.id(id), isShown: form["take"] == nil)
        return request.see("/items/\(id)", told: .saved)
    }

    /// Gives the item a picture, or takes it away.
    @Sendable private static func setPicture(_ request: WebRequest) async throws -> Response {
        let id: ItemID = try request.context.id()
        guard request.http.headers[.contentType]?.hasPrefix("multipart/") == true else {
            if try await PageForm(request.http)["take"] != nil {
                try await request.hub.removePicture(of: id)
            }
            return request.see("/items/\(id)", told: .saved)
        }
        guard let file = try await upload(request).file else { throw Problem(.fileEmpty) }
        try await request.hub.setPicture(of: id, to: Array(file))
        return request.see("/items/\(id)", told: .saved)
    }

    /// A form with a picture; of one that is too long it is told what to do about a picture.
    private static func upload(_ request: WebRequest) async throws -> PageUpload {
        do {
            return try await PageUpload(request, limit: Hub.pictureLimit + 64 * 1024)
        } catch let problem as Problem where problem.code == .bodyTooLarge {
            throw Problem.pictureTooLong(limit: Hub.pictureLimit)
        }
    }

    /// Takes a code from the item, or gives it to another.
    @Sendable private static func giveCode(_ request: WebRequest) async throws -> Response {
        let item: ItemID = try request.context.id()
        let form = try await PageForm(request.http)
        let id: EntryID = try InputParsing.id(try form.required("id"))
        // Only of what is weighed is it asked in which unit.
        let unit =
            form["weighed"] == nil ? WeightUnit.kilograms : try await request.unit(of: form)
        guard case .code(let code, let other) = try Self.code(form, unit) else {
            return request.see("/")
        }
        _ = try await request.hub.give(code, to: other, as: id, tellsEarlier: false)
        return request.see("/items/\(item)", ["earlier": code.code.code], told: .saved)
    }

    /// The code that a form has, and whose it is; how much of what is weighed it stands for, in the hub's unit.
    static func code(_ form: PageForm, _ unit: WeightUnit) throws -> ItemCorrection {
        let other: ItemReference? =
            form["take"] == nil ? try other(form) : nil
        let pack =
            form["weighed"] == nil ? try form.number("pack") : try form.weight("pack", unit)
        return .code(try CodeInput(try form.required("code"), pack: pack ?? 1), to: other)
    }

    /// Records scans anew that were recorded while their code stood for this item: the one that the form names, or all
    /// that it shows.
    @Sendable private static func recordAgain(_ request: WebRequest) async throws -> Response {
        let item: ItemID = try request.context.id()
        let form = try await PageForm(request.http)
        let id: EntryID = try InputParsing.id(try form.required("id"))
        let shown = form["scan"].map { [$0] } ?? form.fields("scan-").keys.sorted()
        let (done, refused) = try await request.hub.recordAgain(
            try shown.map { try InputParsing.id($0) }, as: id)
        if let problem = refused.first, done == 0 { throw problem }
        let query =
            form["parting"].map { ["parting": $0] } ?? ["earlier": form["code"] ?? ""]
        return request.see(
            "/items/\(item)", query, told: .scansRecordedAgain,
            about: String(done))
    }

    /// Makes the item one with another.
    @Sendable private static func join(_ request: WebRequest) async throws -> Response {
        let item: ItemID = try request.context.id()
        let form = try await PageForm(request.http)
        let id: EntryID = try InputParsing.id(try form.required("id"))
        let joined = try await request.hub.join(item, into: try other(form), as: id)
        return request.see("/items/\(joined.item.item.id)", told: .saved)
    }

    /// The other item that a form speaks of, by its id or its name.
    static func other(_ form: PageForm) throws -> ItemReference {
        guard let into = form["into"] else { return .name(try form.required("name")) }
        return .id(try InputParsing.id(into))
    }

    private static func actions(_ known: ItemWithCodes, _ page: PageRequest) -> Rows<
        StoryModel.Action
    >? {
        guard page.may(.volunteer) else { return nil }
        let href = PageRequest.path(
            "/labels", ["layout": "lot", "target": known.item.id.description])
        let all = PageRequest.path("/labels/list", ["item": known.item.id.description])
        return Rows([
            .init(href: href, name: page.localizer.text("story.printLabel")),
            .init(href: all, name: page.localizer.text("story.printDates")),
        ])
    }
}
