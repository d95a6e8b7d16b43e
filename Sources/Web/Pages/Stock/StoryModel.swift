import API
import Journal
import Localization
import Server
import Stock
import Storage

/// What the template of an item, a place or an entry is given: a figure, and the entries behind it.
struct StoryModel: Sendable {
    struct Figure: Sendable {
        let number: String
        let beside: String
    }

    struct Fact: Sendable {
        let term: String
        let text: String
        let factHref: String?

        init(_ term: String, _ text: String, href: String? = nil) {
            (self.term, self.text, factHref) = (term, text, href)
        }
    }

    struct Action: Sendable {
        let href: String
        let name: String
    }

    struct Holding: Sendable {
        let href: String
        let name: String
        /// What its lot says, and its lot's page.
        let detail: String
        let lotHref: String
        let amount: String
    }

    struct Contents: Sendable {
        let holdingsTitle: String
        let rows: [Holding]
        let moreHref: String?
    }

    struct EntryRow: Sendable {
        let entryHref: String
        let number: String
        let text: String
        let when: String
        let amount: String
    }

    struct Entries: Sendable {
        let rows: [EntryRow]
        let olderHref: String?
    }

    struct Undo: Sendable {
        let undoAction: String
        let reversalId: String
    }

    /// Whether an item has a button on the scanning pages, and the form that changes that.
    struct Button: Sendable {
        let buttonAction: String
        let isButton: Bool
    }

    /// What an item looks like.
    struct ItemPhoto: Sendable {
        let photoHref: String
        let photoName: String
    }

    let kind: String
    var photo: ItemPhoto?
    var figure: Figure?
    var facts: Rows<Fact>?
    var actions: Rows<Action>?
    var button: Button?
    var holdings: Contents?
    var entries: Entries?
    /// What was said anew of an item or a place.
    var changes: ChangeRows?
    var undo: Undo?
    /// What of an item can be put right.
    var mend: ItemCorrectionModel?
    /// What of a lot can be put right.
    var lotMend: LotCorrectionModel?
    /// Who gave a donation, which can be put right.
    var donorMend: DonorCorrectionModel?
    /// What of a place can be put right.
    var placeMend: PlaceCorrectionModel?
    /// Scans that were recorded while their code stood for the item.
    var earlier: EarlierScansModel?
    /// An entry's body, byte for byte.
    var exact: String?

    init(kind: String) { self.kind = kind }
}

extension StoryModel.Figure {
    /// All that is in storage, in pieces or grams, and what it weighs.
    init(_ item: Item, _ quantity: Int64, _ localizer: Localizer) {
        let weight =
            item.measure == .each ? item.grams(of: quantity).map { localizer.weight($0) } : nil
        number = localizer.amount(quantity, item.measure)
        beside = [localizer.text("story.inAll"), weight].compactMap { $0 }.joined(
            separator: " · ")
    }
}

extension StoryModel.Contents {
    /// Balances of one page.
    static let pageLength = 60

    /// Where an item or a lot is, on its own page at `path`, of one balance more than a page has; nil where there is none.
    init?(_ stock: [StockRow], at path: String, _ localizer: Localizer) {
        guard !stock.isEmpty else { return nil }
        holdingsTitle = localizer.text("story.where")
        rows = stock.prefix(Self.pageLength).map { row in
            .init(
                href: "/places/\(row.place)",
                name: localizer.name(ofPlace: row.placeName, kind: row.placeKind),
                detail: localizer.dateLabel(row.lot.key.dateLabel),
                lotHref: LotPage.path(row.lot.id),
                amount: localizer.amount(row.quantity, row.measure))
        }
        moreHref = Self.next(stock, at: path)
    }

    /// Where the balances go on behind those of a page; nil where they end with it.
    static func next(_ stock: [StockRow], at path: String) -> String? {
        guard stock.count > pageLength else { return nil }
        let last = Cursor(behind: stock[pageLength - 1])
        return PageRequest.path(path, ["after": last.description])
    }
}

extension StoryModel.Entries {
    /// Entries of one page.
    static let pageLength = 40

    /// A story on its own page at `path`; where it is `named`, a row says of which item it is, as in a
    /// place's story.
    init?(
        _ lines: [StoryLine], from: StoryPosition?, at path: String,
        _ query: [String: String] = [:], named: Bool,
        _ page: PageRequest
    ) {
        guard !lines.isEmpty else { return nil }
        let localizer = page.localizer
        rows = lines.map { line in
            let text = Self.text(line, localizer)
            return .init(
                entryHref: "/entries/\(line.seq)", number: localizer.number(line.seq),
                text: named ? "\(line.itemName) · \(text)" : text,
                when: localizer.moment(line.recordedAt, now: page.now),
                amount: localizer.signed(line.quantity, line.measure))
        }
        let next =
            lines.count >= Self.pageLength ? StoryPosition(behind: lines, from: from) : nil
        olderHref = next.map {
            PageRequest.path(path, query.merging(["before": $0.description]) { $1 })
        }
    }

    /// What was said anew of stock that neither came nor went; nil where it was counted.
    private static func anew(
        _ line: StoryLine, at place: String, _ localizer: Localizer
    ) -> String? {
        switch line.nameChange {
        case .lots(let shifts):
            let lots = [line.lotBefore, shifts.first?.to]
            var said = lots.map { localizer.dateLabel($0?.key.dateLabel) }
            if said[0] == said[1] {
                said = lots.map { $0?.key.number ?? localizer.text("preview.none") }
            }
            return localizer.text(
                "story.dated", ["from": said[0], "to": said[1], "place": place])
        case .joined: return localizer.text("story.joined")
        case .parted: return localizer.text("story.parted")
        case .converted: return localizer.text("story.changed")
        case nil: return nil
        }
    }

    private static func text(_ line: StoryLine, _ localizer: Localizer) -> String {
        let here = localizer.name(ofPlace: line.placeName, kind: line.placeKind)
        let other = localizer.name(ofPlace: line.otherName, kind: line.otherKind)
        let came = line.quantity > 0
        switch line.otherKind {
        case .distributed where came, .discarded where came:
            return localizer.text("story.broughtBack", ["to": here])
        case .source where !came: return localizer.text("story.givenBack", ["from": here])
        case .source: return localizer.text("story.taken", ["to": here])
        case .distributed: return localizer.text("story.distributed", ["from": here])
        case .discarded: return localizer.text("story.discarded", ["from": here])
        case .adjustment:
            return anew(line, at: here, localizer)
                ?? localizer.text("story.adjusted", ["place": here])
        case .room, .shelf, .bin, .box, .floor, .sorting, .transit:
            return localizer.text(
                "story.moved", came ? ["from": other, "to": here] : ["from": here, "to": other])
        }
    }
}
