import Printing
import Rendering
import Spool
import Storage

/// A label that is being tried out, as the page's address or form describes it.
struct Design: Sendable {
    /// Before the name of a field, so that none is taken for another part of the form.
    static let prefix = "f-"

    let layout: String
    let isLarge: Bool
    let isInTwoLanguages: Bool
    let media: Media
    let printer: PrinterRecord?
    let resolution: Resolution
    let code: String?
    /// Fields of the layout that have a text.
    let fields: [String: String]
    /// Names of the layout's fields, in the order people fill them in.
    let fieldNames: [String]
    /// The hub's language, for the label's own words.
    let language: String?

    /// Reads a query or a form; what is missing is the first layout, and the printer's paper.
    ///
    /// - Throws: `layout_unknown`, `media_unknown`.
    init(
        _ value: (String) -> String?, _ printers: [PrinterRecord], _ hub: HubServices
    ) async throws {
        layout = value("layout") ?? "lot"
        isLarge = value("large") == "yes"
        isInTwoLanguages = value("two") == "yes"
        let wanted = value("printer")
        printer = printers.first { $0.name == wanted } ?? printers.first
        media = try hub.catalogue.media(named: value("media") ?? printer?.media ?? "50x30")
        resolution = printer.flatMap { Resolution(dpi: $0.dpi) } ?? .dpi203
        code = value("code")
        let own = try hub.catalogue.fields(ofLayout: layout)
        let order = ["name", "date", "from", "to", "source", "contents", "detail"]
        let first = order.filter(own.contains) + own.filter { !order.contains($0) }
        let isTwo = isInTwoLanguages
        fieldNames = first.flatMap { isTwo && $0 != "icons" ? [$0, $0 + "2"] : [$0] }
        fields = fieldNames.reduce(into: [:]) { $0[$1] = value(Self.prefix + $1) }
        language = try await hub.store.read { try HubSettings($0) }.language
    }

    /// As the renderer and the spool take it.
    var layoutName: String { isLarge ? layout + "-large" : layout }

    func draw(_ hub: HubServices) throws(LabelFault) -> Drawing {
        try hub.renderer.draw(
            layoutName, on: media, at: resolution,
            fields: LabelSpeech.fields(fields, in: language), code: code)
    }

    /// The same design, as an address has it.
    var query: [String: String] {
        var query = fields.reduce(into: [String: String]()) { $0[Self.prefix + $1.key] = $1.value }
        query["layout"] = layout
        query["large"] = isLarge ? "yes" : nil
        query["two"] = isInTwoLanguages ? "yes" : nil
        query["media"] = media.name
        query["printer"] = printer?.name
        query["code"] = code
        return query
    }
}
