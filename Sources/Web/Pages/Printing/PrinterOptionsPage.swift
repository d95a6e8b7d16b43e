import API
import HTTPTypes
import Hub
import Hummingbird
import Printing
import Server
import Spool
import Stock
import Storage

/// One printer's paper and options, its calibration, and its end.
enum PrinterOptionsPage {
    static let all = [
        Route.page(.get, "/printers/options", .role(.coordinator), show),
        Route.page(.post, "/printers/options", .role(.coordinator), act),
    ]

    @Sendable private static func show(_ page: PageRequest) async throws -> Response {
        let printer = try await page.hub.printer(page.query("printer") ?? "")
        let model = PrinterOptionsModel(printer, page)
        return try await page.render("printer-options", title: model.printerName, model)
    }

    @Sendable private static func act(_ page: PageRequest) async throws -> Response {
        let form = try await PageForm(page.request)
        let name = try form.required("printer")
        let back = ["printer": name]
        switch form["do"] {
        case "set":
            let change = try PrinterForm(form)
            try await page.hub.spool.change(name) { change.apply(to: &$0) }
            return page.see("/printers/options", back, told: .printerSet)
        case "rulers":
            let label = PrintRequest(
                layout: CalibrationLabel.name, code: nil, fields: [:], copies: 1)
            let id: PrintJobID = try InputParsing.id(try form.required("id"))
            try await page.hub.spool.submit(id, to: name, label)
            return page.see("/printers/options", back, told: .queued, about: id.description)
        case "calibrate":
            try await calibrate(name, form, page)
            return page.see("/printers/options", back, told: .printerSet)
        case "remove":
            try await page.hub.spool.remove(name)
            return page.see("/printers", told: .removed)
        default: throw Problem(.fieldUnreadable, "The field do is missing.")
        }
    }

    private static func calibrate(_ name: String, _ form: PageForm, _ page: PageRequest)
        async throws
    {
        let reading = try CalibrationReading(
            millimetres: (
                form.decimal("left"), form.decimal("right"), form.decimal("top"),
                form.decimal("bottom")
            ))
        let steps = Int(try form.number("darker") ?? 0)
        _ = try await page.hub.calibrate(name, by: reading, darker: steps)
    }
}

/// A printer's options as its page sends them: each is there, and an empty one is left to the
/// printer.
struct PrinterForm: Sendable {
    private let media: String
    private let dpi: Int
    private let head: Int?
    private let confirms: Bool?
    private let options: PrinterOptions

    /// - Throws: `number_unreadable`, `field_unreadable`, `reading_out_of_range`.
    init(_ form: PageForm) throws {
        media = try form.required("media")
        dpi = Int(try form.number("dpi") ?? 203)
        head = try form.number("head").map { Int($0) }
        confirms = form["confirms"].flatMap { Bool($0) }
        options = PrinterOptions(
            darkness: try form.number("darkness").map { Int($0) },
            speed: try form.number("speed").map { Int($0) },
            cut: form["cut"].flatMap { PrinterOptions.Cut(rawValue: $0) },
            offsetAcross: Int(try form.number("offsetAcross") ?? 0),
            offsetAlong: Int(try form.number("offsetAlong") ?? 0),
            rotation: form["rotation"] == nil ? .none : .half)
    }

    func apply(to printer: inout PrinterRecord) {
        (printer.media, printer.dpi) = (media, dpi)
        (printer.setup.head, printer.setup.confirms) = (head, confirms)
        printer.setup.options = options
    }
}
