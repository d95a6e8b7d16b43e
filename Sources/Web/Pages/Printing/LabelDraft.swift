import Hub
import Localization
import Printing
import Rendering
import Stock
import Storage

/// A label that someone is choosing and writing on, as the page's address or its form describes it.
struct LabelDraft: Sendable {
    /// Before the names of fields and icons, so that none is taken for another part of the form.
    static let fieldPrefix = "field-", iconPrefix = "icon-"

    /// The layout that was asked for; nil for the one that suits.
    let wanted: String?
    let layout: String
    let isLarge: Bool
    let isInTwoLanguages: Bool
    let printer: PrinterRecord?
    /// The paper that was asked for; nil for the printer's own.
    let wantedMedia: String?
    let media: Media
    let resolution: Resolution
    /// What it is for, as it was typed.
    let target: String?
    /// What it is for; nil where that is nothing the hub knows.
    let subject: LabelSubject?
    /// Items whose names hold what was typed, where it is nothing the hub knows.
    let near: [Item]
    /// What a person writes on it.
    let written: [String: String]
    /// What the hub writes on it where no person does.
    let filled: [String: String]
    /// Names of the layout's fields, in the order people fill them in.
    let fieldNames: [String]
    /// Whether sheets of plain paper were chosen in place of a printer.
    private let isOnSheet: Bool
    private let request: PrintRequest

    /// Reads an address or a form.
    ///
    /// - Throws: `layout_unknown`, `media_unknown`.
    init(
        _ form: PageForm, _ printers: [PrinterRecord], _ queries: Queries, _ hub: Hub,
        _ localizer: Localizer
    ) throws {
        let words = try LabelLocalizer(queries, of: hub)
        printer = printers.first { $0.name == form["printer"] } ?? printers.first
        isOnSheet = form["printer"] == LabelsModel.Printer.sheet
        wantedMedia = form["media"]
        media = try hub.catalogue.media(named: wantedMedia ?? printer?.media ?? Media.usual)
        resolution = printer.flatMap { Resolution(dpi: $0.dpi) } ?? .dpi203
        target = form["target"]
        subject = try LabelSubject.find(target ?? "", queries, localizer)
        near =
            try subject == nil && target != nil
            ? queries.items(matching: target ?? "", limit: NearItems.limit).map(\.item) : []
        wanted = form["layout"]
        layout = wanted ?? subject?.layout ?? "bin"
        (isLarge, isInTwoLanguages) = (form["large"] == "yes", form["two"] == "yes")
        let own = try hub.catalogue.fields(ofLayout: layout)
        let names = Self.ordered(own, twice: isInTwoLanguages)
        let icons = form.fields(Self.iconPrefix).keys
        var written = form.fields(Self.fieldPrefix).filter { names.contains($0.key) }
        if own.contains("icons"), !icons.isEmpty {
            written["icons"] = hub.catalogue.iconNames.filter(icons.contains).joined(
                separator: ", ")
        }
        (fieldNames, self.written) = (names, written)
        let label = try words.label(
            LabelOrder(
                layout: isLarge ? layout + "-large" : layout, code: subject?.code,
                fields: written), queries)
        (request, filled) = (label.request, label.filled)
    }

    /// The label as the renderer and the spool take it; nil while there is nothing to show.
    func label(copies: Int = 1) -> PrintRequest? {
        guard isWorthShowing else { return nil }
        var label = request
        label.copies = copies
        return label
    }

    /// Whether it can stand on a sheet: sheets say what the hub knows of a code.
    var mayBeOnSheet: Bool { subject?.code != nil && written.isEmpty }

    /// Nil where there is no printer, or another paper in it.
    var printerWithPaper: PrinterRecord? { printer?.media == media.name ? printer : nil }

    private var isWorthShowing: Bool {
        if let subject { return subject.code != nil && !subject.isBlank }
        return target == nil && (!written.isEmpty || Self.speakingForThemselves.contains(layout))
    }

    /// The same draft, as an address has it.
    var query: [String: String] {
        var query = written.reduce(into: [String: String]()) {
            $0[Self.fieldPrefix + $1.key] = $1.value
        }
        query["layout"] = wanted
        query["target"] = target
        query["large"] = isLarge ? "yes" : nil
        query["two"] = isInTwoLanguages ? "yes" : nil
        query["media"] = wantedMedia
        query["printer"] = isOnSheet && mayBeOnSheet ? LabelsModel.Printer.sheet : printer?.name
        return query
    }

    /// Layouts that are of use with no word and no code on them.
    private static let speakingForThemselves: Set<String> = ["badge"]

    private static func ordered(_ own: [String], twice: Bool) -> [String] {
        let order = ["name", "date", "number", "from", "to", "source", "contents", "detail"]
        let first = order.filter(own.contains) + own.filter { !order.contains($0) }
        return first.flatMap { twice && $0 != "icons" ? [$0, $0 + "2"] : [$0] }
    }
}
