package import Barcodes
import Localization
import Stock
package import Storage

/// What a label says of the thing its code stands for.
package struct LabelContent: Sendable {
    /// The layout that suits the thing, where nobody chose another.
    package let layout: String
    private let name: String
    /// The line under the name.
    private let detail: String
    /// One line a thing, where it holds any.
    private let contents: [String]
    /// What it holds weighs; empty where nobody knows.
    private let weight: String
    /// The date to go by, in words; empty where there is none.
    private let date: String
    /// Who gave; empty where nobody said, or the name was erased.
    private var source = ""
    private let hub: String

    package init(_ bearer: LabelMeaning, _ queries: Queries, _ words: LabelLocalizer) throws {
        hub = words.hub
        switch bearer {
        case .donation(let donation):
            let donated = try DonationContents(donation, queries, words)
            (layout, name, detail) = ("donation", donated.names, donated.weight)
            (source, date) = (donated.source, donated.day)
        case .blank: (layout, name, detail, date) = ("roll", "", "", "")
        case .card(let card):
            layout = "command"
            (name, detail) = (words.text("cards.\(card.command)"), words.text("cards.do"))
            date = ""
        case .known(.place(let place)):
            let held = try place.kind == .box ? BoxContents(place.id, queries, words) : nil
            layout = words.suiting(place.kind)
            name = words.localizer.name(of: place)
            (contents, weight) = (held?.lines ?? [], held?.weight ?? "")
            date = held?.earliest.map { words.written($0) } ?? ""
            let around = try place.parent.flatMap { try queries.place($0) }
            detail = held?.inOneLine ?? around.map { words.localizer.name(of: $0) } ?? ""
            return
        case .known(.lot(let lot, let item)):
            (layout, name) = ("lot", item.name)
            detail = lot.key.number ?? item.category
            date = lot.key.dateLabel.map { words.written($0) } ?? ""
        case .known(.item(let item, _)):
            (layout, name, detail, date) = ("lot", item.name, item.category, "")
        }
        (contents, weight) = ([], "")
    }

    /// What a layout's fields hold, in large type or not; those that a person writes by hand are
    /// left out.
    package func fields(for layout: String) -> [String: String] {
        switch layout.hasSuffix("-large") ? String(layout.dropLast(6)) : layout {
        case "roll": [:]
        case "contents":
            [
                "name": name, "contents": contents.joined(separator: ";"), "date": date,
                "detail": weight,
            ]
        case "transit": ["from": hub, "name": name, "date": date]
        case "quarantine": ["name": name, "date": date]
        case "bag":
            ["name": name, "contents": contents.joined(separator: ";"), "date": date]
        case "donation": ["name": name, "source": source, "date": date, "detail": detail]
        case "lot": ["name": name, "date": date, "detail": detail]
        default: ["name": name, "detail": detail]
        }
    }
}

/// What a code that a label may carry means.
package enum LabelMeaning: Sendable {
    case known(CodeReferentDetails)
    case donation(DonationRecord)
    /// A label of a roll that stands for nothing yet.
    case blank
    case card(CommandCard)
}

extension Hub {
    /// What the label of a code says now.
    ///
    /// - Throws: `label_code_unknown`.
    package func labelContent(of code: String) async throws -> (key: String, content: LabelContent)
    {
        let scanned = try InputParsing.scanned(code)
        let words = try await labelLocalizer()
        return try await store.read { queries in
            guard let (key, meaning) = try queries.labelMeaning(of: scanned) else {
                throw StorageFault.labelCodeUnknown(code)
            }
            return (key, try LabelContent(meaning, queries, words))
        }
    }
}

extension Queries {
    /// What the first known reading of a scan means for a label, and the code it carries.
    package func labelMeaning(of scanned: ScanInterpretation) throws -> (
        key: String, meaning: LabelMeaning
    )? {
        for key in scanned.keys {
            if let meaning = try meaning(of: [key]) { return (key, .known(meaning)) }
            if let id = try donation(labelled: key), let donation = try donation(id) {
                return (key, .donation(donation))
            }
            if try label(key) != nil { return (key, .blank) }
        }
        if case .command(let text) = scanned.best, let card = CommandCard(rawValue: text) {
            return (text, .card(card))
        }
        return nil
    }
}
