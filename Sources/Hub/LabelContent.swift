package import Barcodes
import Foundation
package import Localization
import Rendering
package import Stock
package import Storage

/// What a label says of the thing its code stands for.
package struct LabelContent: Sendable {
    /// The layout that suits the thing, where nobody chose another.
    package let layout: String
    private let name: String
    /// The line under the name.
    private let detail: String
    /// The lot's number; empty where it has none.
    private var number = ""
    /// One line a thing, where it holds any.
    private let contents: [String]
    /// What it holds weighs; empty where nobody knows.
    private let weight: String
    /// The date to go by, in words; empty where there is none.
    private let date: String
    /// Who gave; empty where nobody said, or the name was erased.
    private var source = ""
    private let hub: String
    private let catalogue: LayoutCatalogue

    init(_ bearer: LabelMeaning, of all: LabelBearers, _ words: LabelLocalizer) {
        (hub, catalogue) = (words.hub, words.catalogue)
        layout = bearer.layout
        switch bearer {
        case .donation(let donation):
            let donated = DonationContents(donation, of: all, words)
            (name, detail) = (donated.names, donated.weight)
            (source, date) = (donated.source, donated.day)
        case .blank: (name, detail, date) = ("", "", "")
        case .card(let card):
            (name, detail) = (words.text("cards.\(card.command)"), words.text("cards.do"))
            date = ""
        case .known(.place(let place)):
            let held = place.kind == .box ? BoxContents(all.held[place.id] ?? [], words) : nil
            name = words.localizer.name(of: place)
            (contents, weight) = (held?.lines ?? [], held?.weight ?? "")
            date = held?.earliest.map { words.written($0) } ?? ""
            let around = place.parent.flatMap { all.places[$0] }
            detail = held?.inOneLine ?? around.map { words.localizer.name(of: $0) } ?? ""
            return
        case .known(.lot(let lot, let item)):
            (name, detail) = (item.name, item.category)
            number = lot.key.number ?? ""
            date = lot.key.dateLabel.map { words.written($0) } ?? ""
        case .known(.item(let item, _)):
            (name, detail, date) = (item.name, item.category, "")
        }
        (contents, weight) = ([], "")
    }

    /// What a layout's fields hold, in large type or not; those that a person writes by hand are
    /// left out.
    ///
    /// A lot's number stands in the field `number`, or where the layout has none, in place of the detail.
    package func fields(for layout: String) -> [String: String] {
        var fields = usual(for: layout)
        guard !number.isEmpty else { return fields }
        let known = (try? catalogue.fields(ofLayout: layout)) ?? []
        let hasNumber = known.contains("number")
        guard hasNumber || fields["detail"] != nil else { return fields }
        fields["detail"] = nil
        fields[hasNumber ? "number" : "detail"] = number
        return fields
    }

    private func usual(for layout: String) -> [String: String] {
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

    /// The layout that suits it, where nobody chose another.
    package var layout: String {
        switch self {
        case .known(.item), .known(.lot): "lot"
        case .known(.place(let place)):
            switch place.kind {
            case .box: "box"
            case .shelf, .room: "shelf"
            case .bin, .floor, .source, .distributed, .discarded, .adjustment, .sorting, .transit:
                "bin"
            }
        case .donation: "donation"
        case .blank: "roll"
        case .card: "command"
        }
    }
}

/// The hub's own language and name, in which labels speak whoever prints them.
package struct LabelLocalizer: Sendable {
    package let localizer: Localizer
    package let hub: String
    let version: String
    /// A tag, where the hub's language is not the one that labels are drawn in anyway.
    private let language: String?

    fileprivate let catalogue: LayoutCatalogue

    /// As the settings of a snapshot say.
    package init(_ queries: Queries, of hub: Hub) throws {
        try self.init(
            queries, timeZone: hub.timeZone, catalogue: hub.catalogue, version: hub.version)
    }

    init(
        _ queries: Queries, timeZone: TimeZone, catalogue: LayoutCatalogue, version: String
    ) throws {
        (self.catalogue, self.version) = (catalogue, version)
        let settings = try HubSettings(queries)
        localizer = Localizer(
            settings.language.flatMap { Messages.all[$0] } ?? .english,
            weightUnit: settings.weightUnit, timeZone: timeZone)
        hub = settings.name
        language = settings.language == Messages.english.tag ? nil : settings.language
    }

    package func text(_ key: String) -> String { localizer.text(key) }

    /// A date label at the beginning of a line: "Best by Mar 2027", whose date stays on one line.
    package func written(_ label: DateLabel) -> String {
        let words = localizer.shortDateLabel(label)
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    /// A label's fields, with the hub's language where nobody asked for another.
    func spoken(_ fields: [String: String]) -> [String: String] {
        guard let language else { return fields }
        return fields.merging(["language": language]) { own, _ in own }
    }
}

/// What a box holds, as its label tells it.
struct BoxContents: Sendable {
    /// Each item with how much of it, the first by name first.
    let lines: [String]
    /// All of it, as far as the weights are known; empty where none is.
    let weight: String
    /// The earliest date on any of it.
    let earliest: DateLabel?
    private let names: [String]

    /// A label shows fewer of a text that it may cut.
    private static let lineLimit = 2_000

    init(_ held: [HeldLot], _ words: LabelLocalizer) {
        var quantities: [(item: Item, quantity: Int64)] = []
        var dates: [DateLabel] = []
        for row in held {
            if let date = row.lot.key.dateLabel, date.lastDay != nil { dates.append(date) }
            if let last = quantities.indices.last, quantities[last].item.id == row.item.id {
                quantities[last].quantity = quantities[last].quantity
                    .adding(clamping: row.quantity)
            } else {
                quantities.append((row.item, row.quantity))
            }
        }
        names = quantities.map(\.item.name)
        lines = quantities.map { item, quantity in
            let amount = words.localizer.amount(quantity, item.measure)
            return item.measure == .gram ? "\(amount) \(item.name)" : "\(amount) × \(item.name)"
        }
        let grams = quantities.reduce(Int64(0)) {
            $0.adding(clamping: $1.item.grams(of: $1.quantity) ?? 0)
        }
        weight = grams > 0 ? words.localizer.weight(grams) : ""
        earliest = dates.min { $0.date.lastDay < $1.date.lastDay }
    }

    /// Weight and names: "12.5 kg · Black beans, Rice"; nil for an empty box.
    ///
    /// A label that is too small for all of it cuts the end, and the weight stays.
    var inOneLine: String? {
        guard !names.isEmpty else { return nil }
        let line = [weight, names.joined(separator: ", ")].filter { !$0.isEmpty }
            .joined(separator: " · ")
        return String(line.prefix(Self.lineLimit))
    }
}

/// What came in with a donation, as its label tells it.
private struct DonationContents: Sendable {
    /// The items' names, in the order they came.
    let names: String
    /// All of it, as far as the weights are known; empty where none is.
    let weight: String
    /// Who gave; empty where nobody said, or the name was erased.
    let source: String
    /// The day it came.
    let day: String

    init(_ donation: DonationRecord, of all: LabelBearers, _ words: LabelLocalizer) {
        let lots = (all.donated[donation.id] ?? []).filter { $0.quantity > 0 }
        var seen: Set<String> = []
        names = lots.map(\.item.name).filter { seen.insert($0).inserted }.joined(separator: ", ")
        let grams = lots.reduce(Int64(0)) {
            $0.adding(clamping: $1.grams ?? 0)
        }
        weight = grams > 0 ? words.localizer.weight(grams) : ""
        source = donation.source.flatMap { all.sourceNames[$0] } ?? ""
        day = words.localizer.shortDay(of: donation.recordedAt)
    }
}
