/// What the labels' template is given.
struct LabelsModel: Sendable {
    struct Layout: Sendable {
        let layout: String
        let layoutName: String
        let chosen: Bool
    }

    struct Target: Sendable {
        let code: String
        let targetName: String
    }

    struct Printer: Sendable {
        let printer: String
        let printerName: String
        let chosen: Bool
    }

    struct Kind: Sendable {
        let kind: String
        let kindName: String
    }

    let layouts: [Layout]
    let target: String
    let targets: [Target]
    let printers: [Printer]
    let preview: LabelPreview.Model?
    /// Why the label cannot be shown or printed.
    let trouble: String?
    /// Dates of an item to choose from, each with a label of its own.
    let lots: Rows<LabelSubject.LotRow>?
    let placeFormId: String
    let kinds: [Kind]
    let places: [PlaceChoice]
}
