import Stock
import Storage

/// What the labels' template is given.
struct LabelsModel: Sendable {
    struct Layout: Sendable {
        let layout: String
        let layoutName: String
        let chosen: Bool
    }

    struct Replacement: Sendable {
        let replacementId: String
        let lostCode: String
        /// The binding that can be taken back; nil for a label that no roll had.
        let bindingId: String?
    }

    struct Target: Sendable {
        let code: String
        let targetName: String
    }

    struct Printer: Sendable {
        let printer: String
        let printerName: String
        let chosen: Bool

        /// All printers; the first is chosen where no other is.
        static func all(_ printers: [PrinterRecord], chosen name: String?, _ speech: Speech)
            -> [Printer]
        {
            let chosen = printers.first { $0.name == name } ?? printers.first
            return printers.map {
                Printer(
                    printer: $0.name, printerName: PrinterWords.name($0.name, speech),
                    chosen: $0.name == chosen?.name)
            }
        }
    }

    struct Kind: Sendable {
        let kind: String
        let kindName: String

        /// Those that people make, the most common first.
        static func all(_ speech: Speech) -> [Kind] {
            [Place.Kind.bin, .shelf, .box, .room].map {
                Kind(kind: $0.rawValue, kindName: speech.say("words.\($0.rawValue)"))
            }
        }
    }

    /// A field of the layout that a person writes by hand.
    struct Field: Sendable {
        /// As the layout calls it.
        let field: String
        let fieldName: String
        let fieldValue: String
    }

    let layouts: [Layout]
    let target: String
    let targets: [Target]
    let printers: [Printer]
    let written: Rows<Field>?
    let preview: LabelPreview.Model?
    /// Where someone says what a blank label goes on.
    let blankHref: String?
    /// The label that took the place of the one that was asked for.
    let newer: String?
    /// What replaces the label that is shown, where it is lost.
    let replacement: Replacement?
    /// Why the label cannot be shown or printed.
    let trouble: String?
    /// Dates of an item to choose from, each with a label of its own.
    let lots: Rows<LabelSubject.LotRow>?
    let placeFormId: String
    let kinds: [Kind]
    let places: [PlaceChoice]
}
