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

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let name = request.query("printer") ?? ""
        let (page, printer) = try await request.read { queries in
            guard let printer = try queries.printer(name) else {
                throw StorageFault.printerNotFound(name)
            }
            return printer
        }
        let (ranges, media) = page.hub.choices(for: printer)
        let model = PrinterOptionsModel(printer, ranges, suiting: media, page)
        return try await page.render("printer-options", title: model.printerName, model)
    }

    @Sendable private static func act(_ page: WebRequest) async throws -> Response {
        let form = try await PageForm(page.http)
        let name = try form.required("printer")
        let back = ["printer": name]
        switch form["do"] {
        case "set":
            try await page.hub.change(
                printer: name, by: try PrinterChangeRequest(form).patch(),
                isOwner: page.context.comesFromOwner)
            return page.see("/printers/options", back, told: .printerSet)
        case "rulers":
            let id: PrintJobID = try InputParsing.id(try form.required("id"))
            try await page.hub.printRulers(id, on: name)
            return page.see("/printers/options", back, told: .queued, about: id.description)
        case "calibrate":
            try await calibrate(name, form, page)
            return page.see("/printers/options", back, told: .printerSet)
        case "remove":
            try await page.hub.remove(printer: name)
            return page.see("/printers", told: .removed)
        default: throw Problem.fieldMissing("do")
        }
    }

    private static func calibrate(_ name: String, _ form: PageForm, _ page: WebRequest)
        async throws
    {
        let reading = try CalibrationReading(
            millimetres: (
                form.decimal("left"), form.decimal("right"), form.decimal("top"),
                form.decimal("bottom")
            ))
        let steps = Int(try form.number("darker") ?? 0)
        try await page.hub.calibrate(name, by: reading, darker: steps)
    }
}

extension PrinterChangeRequest {
    /// A printer's options as its page sends them: each is there, and an empty one is left to the
    /// printer.
    ///
    /// - Throws: `number_unreadable`, `field_unreadable`.
    init(_ form: PageForm) throws {
        func number(_ name: String) throws -> Int? {
            try form.number(name).map { Int(clamping: $0) }
        }
        self.init(
            media: try form.required("media"), dpi: try number("dpi") ?? Resolution.dpi203.dpi,
            head: FieldPatch(try number("head")),
            confirms: FieldPatch(form["confirms"].flatMap { Bool($0) }),
            options: PrinterOptionsRequest(
                darkness: FieldPatch(try number("darkness")),
                speed: FieldPatch(try number("speed")),
                cut: FieldPatch(form["cut"].map { Word(rawValue: $0) }),
                roll: FieldPatch(form["roll"].map { Word(rawValue: $0) }),
                offsetAcross: try form.tenths("offsetAcross") ?? 0,
                offsetAlong: try form.tenths("offsetAlong") ?? 0,
                rotation: form["rotation"] == nil ? 0 : 180))
    }
}
