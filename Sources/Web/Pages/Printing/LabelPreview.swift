import API
import Hub
import Localization
import Printing
import Rendering
import Storage

/// A label dot for dot, and the form that prints it.
struct LabelPreview: Sendable {
    struct Hidden: Sendable {
        let key: String
        let keyText: String
    }

    struct JobForm: Sendable {
        let jobId: String
        let values: [Hidden]
    }

    let src: String
    let width: Int
    let height: Int
    let alt: String
    let caption: String
    /// What is not as it was asked for; nil where all is.
    let notes: Rows<LabelNoteText.Row>?
    /// Nothing where there is no printer, or another paper in it.
    let printing: JobForm?

    /// - Returns: The preview, or in words why it cannot be shown or printed; neither where nothing is
    ///   chosen yet.
    static func of(_ draft: LabelDraft, _ page: PageRequest) async -> (
        preview: LabelPreview?, trouble: String?
    ) {
        let localizer = page.localizer
        guard let label = draft.label() else {
            guard let subject = draft.subject else {
                let isNothing = draft.target != nil && draft.near.isEmpty
                return (nil, isNothing ? localizer.text("problems.label_code_unknown") : nil)
            }
            let isEmpty = subject.code == nil && subject.lots == nil && subject.unlabelled == nil
            return (nil, isEmpty ? localizer.text("labels.noLots") : nil)
        }
        do {
            let (notes, trouble) = try await checked(label, draft, page)
            return (LabelPreview(label, draft, notes, mayPrint: trouble == nil, page), trouble)
        } catch { return (nil, words(error, localizer)) }
    }

    /// What the printer would leave out of it, or why it would not print it.
    private static func checked(
        _ label: PrintRequest, _ draft: LabelDraft, _ page: PageRequest
    ) async throws -> (notes: [Note], trouble: String?) {
        var trouble: String?
        if let printer = draft.printerWithPaper {
            do {
                return (try await page.hub.check(label, for: printer), nil)
            } catch { trouble = words(error, page.localizer) }
        }
        let notes = try await page.hub.notes(of: label, on: draft.media, at: draft.resolution)
        return (notes, trouble)
    }

    private init(
        _ label: PrintRequest, _ draft: LabelDraft, _ notes: [Note], mayPrint: Bool,
        _ page: PageRequest
    ) {
        let localizer = page.localizer
        let name = label.fields["name"] ?? LabelsPage.layoutName(draft.layout, localizer)
        src = PageRequest.path(LabelsPage.picturePath, draft.query)
        (width, height) = (
            draft.resolution.dots(draft.media.width), draft.resolution.dots(draft.media.feed)
        )
        alt =
            label.code.map {
                localizer.text("labels.alt", ["name": name, "code": localizer.code($0)])
            }
            ?? localizer.text("labels.altPlain", ["name": name])
        caption = localizer.text("labels.caption", ["media": PrinterText.size(draft.media.name)])
        // What the hub knows and a label of this size does not show, nobody misses.
        let missed = notes.filter { note in
            if case .fieldNotOnLayout(let field) = note {
                draft.written[field] != nil
            } else {
                true
            }
        }
        self.notes = LabelNoteText.rows(missed, localizer)
        printing =
            mayPrint && draft.printerWithPaper != nil
            ? JobForm(
                jobId: page.newID(),
                values: draft.query.sorted { $0.key < $1.key }
                    .map { Hidden(key: $0.key, keyText: $0.value) })
            : nil
    }

    private static func words(_ error: any Error, _ localizer: Localizer) -> String {
        localizer.text("problems.\(Problem(error).code.rawValue)")
    }
}
