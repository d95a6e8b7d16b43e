import Hub
import Localization
import Printing
import Rendering
import Stock
import Storage

/// What the labels' template is given.
struct LabelsModel: Sendable {
    struct LayoutChoice: Sendable {
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
        static func all(_ printers: [PrinterRecord], chosen name: String?, _ localizer: Localizer)
            -> [Printer]
        {
            let chosen = printers.first { $0.name == name } ?? printers.first
            return printers.map {
                Printer(
                    printer: $0.name, printerName: PrinterText.name($0.name, localizer),
                    chosen: $0.name == chosen?.name)
            }
        }

        /// The word for sheets of plain paper among printers, which no printer's name is.
        static let sheet = ":sheet"

        /// All printers, and sheets of plain paper, which whoever has no label printer prints labels on.
        static func allWithSheet(
            _ printers: [PrinterRecord], chosen name: String?, _ localizer: Localizer
        ) -> [Printer] {
            let isOnSheet = name == sheet
            let printers = all(printers, chosen: name, localizer).map {
                Printer(
                    printer: $0.printer, printerName: $0.printerName,
                    chosen: $0.chosen && !isOnSheet)
            }
            let name = localizer.text("sheets.asPrinter")
            return printers + [Printer(printer: sheet, printerName: name, chosen: isOnSheet)]
        }
    }

    /// Items of which one may have been meant by a part of its name.
    struct Near: Sendable {
        struct Row: Sendable {
            let nearHref: String
            let nearName: String
        }

        let nearAsked: String
        let rows: [Row]
    }

    struct Kind: Sendable {
        let kind: String
        let kindName: String
        let isKindChosen: Bool

        /// Those that people make, the most common first.
        static func all(_ localizer: Localizer, chosen: String? = nil) -> [Kind] {
            [Place.Kind.bin, .shelf, .box, .room].map {
                Kind(
                    kind: $0.rawValue, kindName: localizer.text("words.\($0.rawValue)"),
                    isKindChosen: $0.rawValue == chosen)
            }
        }
    }

    /// A paper that a label can be shown on.
    struct Paper: Sendable {
        let media: String
        let mediaName: String
        let chosen: Bool
    }

    /// A text of the label.
    struct Field: Sendable {
        let fieldId: String
        let fieldName: String
        let fieldText: String?
        /// What stands there where nobody writes anything else.
        let fieldFilled: String?
        let hint: String?
    }

    /// Pictures that the label can show.
    struct Icons: Sendable {
        struct IconChoice: Sendable {
            let iconId: String
            let iconName: String
            let chosen: Bool
        }

        /// Names of those that were chosen; nil for none.
        let chosenIcons: String?
        let rows: [IconChoice]
    }

    let layouts: [LayoutChoice]
    let target: String?
    let targets: [Target]
    let printers: Rows<Printer>?
    let papers: [Paper]
    let large: Bool
    let two: Bool
    /// Whether anything is asked for that most labels do without.
    let special: Bool
    let labelFields: [Field]
    /// Whether anything stands in them that nobody wrote.
    let filled: Bool
    let icons: Icons?
    let preview: LabelPreview?
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
    let near: Near?
    /// The donation that is to get a label of its own.
    let donationId: String?
    let placeFormId: String
    let kinds: [Kind]
    let places: [PlaceChoice]

    init(
        _ draft: LabelDraft, _ shown: (preview: LabelPreview?, trouble: String?), _ places: [Place],
        _ printers: [PrinterRecord], _ page: PageRequest
    ) {
        let localizer = page.localizer
        let catalogue = page.hub.catalogue
        layouts = catalogue.layoutNames
            .filter { $0 == draft.wanted || !Self.ofNoChoice.contains($0) }
            .map {
                LayoutChoice(
                    layout: $0, layoutName: LabelsPage.layoutName($0, localizer),
                    chosen: $0 == draft.wanted)
            }
        target = draft.subject?.typed ?? draft.target
        targets = places.compactMap { place in
            place.labelCode.map { Target(code: $0, targetName: localizer.name(of: place)) }
        }.prefix(ScanModel.suggestionLimit).map(\.self)
        self.printers = Rows(
            draft.mayBeOnSheet
                ? Printer.allWithSheet(printers, chosen: draft.query["printer"], localizer)
                : Printer.all(printers, chosen: draft.printer?.name, localizer))
        papers = catalogue.media.map {
            Paper(
                media: $0.name, mediaName: PaperPicture.name($0, localizer),
                chosen: $0.name == draft.wantedMedia)
        }
        (large, two) = (draft.isLarge, draft.isInTwoLanguages)
        special = large || two || draft.wantedMedia != nil
        labelFields = draft.fieldNames.filter { $0 != "icons" }.map { field in
            Field(
                fieldId: LabelDraft.fieldPrefix + field,
                fieldName: LabelNoteText.name(of: field, localizer),
                fieldText: draft.written[field],
                fieldFilled: draft.filled[field],
                hint: field == "contents" ? localizer.text("labels.contentsTell") : nil)
        }
        filled = labelFields.contains { $0.fieldFilled != nil }
        icons = draft.fieldNames.contains("icons") ? Icons(draft, catalogue, localizer) : nil
        (preview, trouble) = shown
        blankHref =
            draft.subject?.isBlank == true
            ? PageRequest.path("/labels/blank", ["code": draft.subject?.code ?? ""]) : nil
        newer = draft.subject?.label?.replacedBy
        replacement = draft.subject.flatMap { subject in
            subject.label.flatMap { Replacement($0, of: subject, page) }
        }
        lots = draft.subject?.lots
        near = Near(draft, localizer)
        donationId = draft.subject?.unlabelled?.description
        placeFormId = page.newID()
        kinds = Kind.all(localizer)
        self.places = PlaceChoice.all(places.filter { $0.kind.canBeMade }, chosen: nil, localizer)
    }

    /// Layouts that come with what they are for: nobody chooses them.
    private static let ofNoChoice: Set<String> = ["command", "roll", "test"]
}

extension LabelsModel.Replacement {
    /// Nil for a label that is blank, or was replaced.
    fileprivate init?(_ label: LabelRecord, of subject: LabelSubject, _ page: PageRequest) {
        // A donation keeps its one code: a lost label of it is printed again.
        guard label.binding != nil, label.replacedBy == nil, subject.layout != "donation" else {
            return nil
        }
        self.init(
            replacementId: page.newID(), lostCode: label.code,
            bindingId: label.roll == nil ? nil : label.binding?.description)
    }
}

extension LabelsModel.Near {
    fileprivate init?(_ draft: LabelDraft, _ localizer: Localizer) {
        guard !draft.near.isEmpty else { return nil }
        nearAsked = localizer.text("scan.askItem", ["name": draft.target ?? ""])
        rows = zip(draft.near, localizer.names(of: draft.near)).map { item, name in
            var query = draft.query
            query["target"] = item.id.description
            return Row(nearHref: PageRequest.path("/labels", query), nearName: name)
        }
    }
}

extension LabelsModel.Icons {
    fileprivate init(_ draft: LabelDraft, _ catalogue: LayoutCatalogue, _ localizer: Localizer) {
        let names = IconNames.split(draft.written["icons"] ?? "")
        rows = catalogue.iconNames.map {
            IconChoice(
                iconId: $0, iconName: catalogue.word($0, in: localizer.messages.tag),
                chosen: names.contains($0))
        }
        let chosen = rows.filter(\.chosen).map(\.iconName)
        chosenIcons = chosen.isEmpty ? nil : chosen.joined(separator: ", ")
    }
}
