import Printing
import Rendering
import Spool
import Stock
import Storage

/// A label as it will be printed, and the form that prints it.
enum LabelPreview {
    struct Model: Sendable {
        let src: String
        let width: Int
        let height: Int
        let alt: String
        let caption: String
        /// What is not as it was asked for; nil where all is.
        let notes: Rows<NoteWords.Row>?
        let jobId: String
        let layoutId: String
        let code: String?
        let printerId: String
        /// What a person wrote on it, for the form that prints it.
        let said: [Said]
    }

    struct Said: Sendable {
        let saidField: String
        let saidText: String
    }

    /// - Returns: The preview, or in words why there can be none; neither where nothing is chosen yet.
    static func of(
        _ subject: LabelSubject?, layout: String, on printer: PrinterRecord?, _ visit: Visit
    ) async throws -> (model: Model?, trouble: String?) {
        let speech = visit.speech
        let speaksForItself = LabelsPage.speakingForThemselves.contains(layout)
        guard subject != nil || speaksForItself && visit.query("target") == nil else {
            let typed = visit.query("target") != nil
            return (nil, typed ? speech.say("problems.label_code_unknown") : nil)
        }
        if let subject, subject.code == nil {
            return (nil, subject.lots == nil ? speech.say("labels.noLots") : nil)
        }
        guard subject?.isBlank != true else { return (nil, nil) }
        let (code, fields) = (subject?.code, visit.queries("field-"))
        guard let printer, let resolution = Resolution(dpi: printer.dpi) else {
            return (nil, speech.say("problems.printer_not_found"))
        }
        do {
            let label = try await visit.hub.label(
                layout: layout, code: code, fields: fields, copies: 1)
            let notes = try await visit.hub.spool.check(label, for: printer.name)
            let paper = try visit.hub.catalogue.media(named: printer.media)
            return (
                Model(
                    src: LabelPicture.path(label, on: printer.name),
                    width: resolution.dots(paper.width), height: resolution.dots(paper.feed),
                    alt: speech.say(
                        "labels.alt",
                        ["name": label.fields["name"] ?? "", "code": speech.code(code ?? "")]),
                    caption: speech.say(
                        "labels.caption", ["media": PrinterWords.size(printer.media)]),
                    notes: NoteWords.rows(notes, speech), jobId: visit.newID(),
                    layoutId: layout, code: code, printerId: printer.name,
                    said: fields.sorted { $0.key < $1.key }.map {
                        Said(saidField: $0.key, saidText: $0.value)
                    }), nil
            )
        } catch { return (nil, speech.say("problems.\(Problem(error).code.rawValue)")) }
    }
}
