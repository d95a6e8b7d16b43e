import Printing
import Rendering
import Spool
import Storage

/// A label dot for dot, and the form that prints it.
struct LabelPreview: Sendable {
    struct Hidden: Sendable {
        let key: String
        let keyText: String
    }

    struct Printing: Sendable {
        let jobId: String
        let values: [Hidden]
    }

    let src: String
    let width: Int
    let height: Int
    let alt: String
    let caption: String
    /// What is not as it was asked for; nil where all is.
    let notes: Rows<NoteWords.Row>?
    /// Nothing where there is no printer, or another paper in it.
    let printing: Printing?

    /// - Returns: The preview, or in words why it cannot be shown or printed; neither where nothing is
    ///   chosen yet.
    static func of(_ draft: LabelDraft, _ visit: Visit) async throws -> (
        preview: LabelPreview?, trouble: String?
    ) {
        let speech = visit.speech
        guard let label = draft.label() else {
            guard let subject = draft.subject else {
                return (nil, draft.target.map { _ in speech.say("problems.label_code_unknown") })
            }
            let isEmpty = subject.code == nil && subject.lots == nil && subject.unlabelled == nil
            return (nil, isEmpty ? speech.say("labels.noLots") : nil)
        }
        do {
            let drawing = try draft.draw(label, visit.hub)
            let (notes, trouble) = try await checked(label, drawing, draft, visit)
            return (
                LabelPreview(label, draft, drawing, notes, mayPrint: trouble == nil, visit), trouble
            )
        } catch { return (nil, words(error, speech)) }
    }

    /// What the printer would leave out of it, or why it would not print it.
    private static func checked(
        _ label: PrintRequest, _ drawing: Drawing, _ draft: LabelDraft, _ visit: Visit
    ) async throws -> (notes: [Note], trouble: String?) {
        guard let printer = draft.printerWithPaper else {
            return (drawing.notes, nil)
        }
        do {
            return (try await visit.hub.spool.check(label, for: printer.name), nil)
        } catch { return (drawing.notes, words(error, visit.speech)) }
    }

    private init(
        _ label: PrintRequest, _ draft: LabelDraft, _ drawing: Drawing, _ notes: [Note],
        mayPrint: Bool, _ visit: Visit
    ) {
        let speech = visit.speech
        let name = label.fields["name"] ?? LabelsPage.layoutName(draft.layout, speech)
        src = Visit.path(LabelsPage.picturePath, draft.query)
        (width, height) = (drawing.bitmap.width, drawing.bitmap.height)
        alt =
            label.code.map { speech.say("labels.alt", ["name": name, "code": speech.code($0)]) }
            ?? speech.say("labels.altPlain", ["name": name])
        caption = speech.say("labels.caption", ["media": PrinterWords.size(draft.media.name)])
        // What the hub knows and a label of this size does not show, nobody misses.
        let missed = notes.filter { note in
            if case .fieldNotOnLayout(let field) = note {
                draft.written[field] != nil
            } else {
                true
            }
        }
        self.notes = NoteWords.rows(missed, speech)
        printing =
            mayPrint && draft.printerWithPaper != nil
            ? Printing(
                jobId: visit.newID(),
                values: draft.query.sorted { $0.key < $1.key }
                    .map { Hidden(key: $0.key, keyText: $0.value) })
            : nil
    }

    private static func words(_ error: any Error, _ speech: Speech) -> String {
        speech.say("problems.\(Problem(error).code.rawValue)")
    }
}

extension LabelDraft {
    /// The label on the draft's paper, as its printer's head sets the dots.
    func draw(_ label: PrintRequest, _ hub: HubServices) throws(LabelFault) -> Drawing {
        try hub.renderer.draw(
            label.layout, on: media, at: resolution, fields: label.fields, code: label.code)
    }
}
