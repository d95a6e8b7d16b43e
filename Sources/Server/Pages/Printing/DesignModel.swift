import Printing
import Rendering
import Storage

/// What the template of ``DesignPage`` is given.
struct DesignModel: Sendable {
    struct Choice: Sendable {
        let value: String
        let choiceName: String
        let chosen: Bool
    }

    struct Field: Sendable {
        let fieldId: String
        let fieldName: String
        let fieldText: String
        /// Names that may be typed, where the field takes a list of them.
        let hint: String?
    }

    struct Hidden: Sendable {
        let key: String
        let keyText: String
    }

    struct Preview: Sendable {
        let src: String
        let width: Int
        let height: Int
        let alt: String
        let caption: String
        let notes: Rows<NoteWords.Row>?
        let printing: PrintForm?
    }

    struct PrintForm: Sendable {
        let jobId: String
        let values: [Hidden]
    }

    let layouts: [Choice]
    let media: [Choice]
    let printers: Rows<Choice>?
    let large: Bool
    let two: Bool
    let code: String?
    let designFields: [Field]
    let preview: Preview?
    let trouble: String?

    init(_ design: Design, _ printers: [PrinterRecord], _ visit: Visit) async throws {
        let speech = visit.speech
        let catalogue = visit.hub.catalogue
        layouts = catalogue.layoutNames.filter { $0 != "test" }.map {
            Choice(
                value: $0, choiceName: LabelsPage.layoutName($0, speech),
                chosen: $0 == design.layout
            )
        }
        media = catalogue.media.map {
            Choice(
                value: $0.name, choiceName: PrinterWords.size($0.name),
                chosen: $0.name == design.media.name)
        }
        self.printers = Rows(
            printers.map {
                Choice(
                    value: $0.name, choiceName: PrinterWords.name($0.name, speech),
                    chosen: $0.name == design.printer?.name)
            })
        (large, two, code) = (design.isLarge, design.isInTwoLanguages, design.code)
        designFields = design.fieldNames.map { field in
            Field(
                fieldId: Design.prefix + field, fieldName: NoteWords.name(of: field, speech),
                fieldText: design.fields[field] ?? "",
                hint: field == "icons"
                    ? speech.say(
                        "design.iconsTell",
                        ["names": catalogue.iconNames.joined(separator: ", ")])
                    : field == "contents" ? speech.say("design.contentsTell") : nil)
        }
        do {
            let drawing = try design.draw(visit.hub)
            preview = Preview(
                src: Visit.path("/labels/design/picture", design.query),
                width: drawing.bitmap.width, height: drawing.bitmap.height,
                alt: speech.say(
                    "design.alt", ["name": design.fields["name"] ?? "", "layout": design.layout]),
                caption: speech.say(
                    "design.caption",
                    [
                        "media": PrinterWords.size(design.media.name),
                        "dpi": String(design.resolution.dpi),
                    ]),
                notes: NoteWords.rows(drawing.notes, speech),
                printing: Self.printing(design, visit))
            trouble = nil
        } catch {
            preview = nil
            trouble = speech.say("problems.\(Problem(error).code.rawValue)")
        }
    }

    /// Nothing where there is no printer, or another paper in it.
    private static func printing(_ design: Design, _ visit: Visit) -> PrintForm? {
        guard let printer = design.printer, printer.media == design.media.name else { return nil }
        let values = design.query.sorted { $0.key < $1.key }
        return PrintForm(
            jobId: visit.newID(), values: values.map { Hidden(key: $0.key, keyText: $0.value) })
    }
}
