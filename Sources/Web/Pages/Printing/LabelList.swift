import Hub
import Journal
import Localization
import Stock
import Storage

/// Things to print labels of, gathered from what a page asks for.
struct LabelList: Sendable {
    struct Row: Sendable {
        let reference: LabelReference
        let name: String
        let detail: String
        /// Whether a label of it came out before, as far back as the hub remembers.
        let wasPrinted: Bool
    }

    /// What the list is of, in words.
    let title: String
    let things: [Row]

    /// Things on one list at the most.
    static let limit = 500
    /// Layouts that many labels at once are printed with.
    static let layouts: Set<String> = ["bin", "shelf", "box", "contents", "lot", "lot-large"]

    init(_ page: WebRequest, _ queries: Queries, _ localizer: Localizer) throws {
        var gathered = LabelCollection(queries: queries, localizer: localizer)
        var title = localizer.text("labels.many")
        if let place = try page.query("in").flatMap({ PlaceID($0) }).flatMap(queries.place) {
            title = localizer.name(of: place)
            if page.query("what") == "food" {
                gathered.addLots(try queries.stock(place: place.id, limit: Self.limit))
            } else {
                try gathered.addPlaces(in: place)
            }
        }
        if let item = try page.query("item").flatMap({ ItemID($0) }).flatMap(queries.item) {
            title = item.item.name
            gathered.addLots(try queries.stock(item: item.item.id, limit: Self.limit))
        }
        if let donation = page.query("donation").flatMap({ DonationID($0) }) {
            title = localizer.text("scan.donation")
            gathered.addLots(of: try queries.lots(ofDonation: donation, limit: Self.limit))
        }
        for picked in page.queries("pick-").keys.sorted().prefix(Self.limit) {
            try gathered.add(picked)
        }
        self.title = title
        let rows = try gathered.rows().prefix(Self.limit)
        let printed = try queries.printedLabels(among: Set(rows.compactMap(\.code)))
        things = rows.map { row in
            Row(
                reference: row.reference, name: row.name, detail: row.detail,
                wasPrinted: row.code.map { printed.contains($0) } ?? false)
        }
    }
}

/// Things as they are found, each once.
private struct LabelCollection {
    struct Row {
        let reference: LabelReference
        let code: String?
        let name: String
        let detail: String
    }

    let queries: Queries
    let localizer: Localizer
    private var things: [LabelReference] = []
    private var seen: Set<LabelReference> = []

    init(queries: Queries, localizer: Localizer) {
        (self.queries, self.localizer) = (queries, localizer)
    }

    /// A ticked row of a page: `item.UUID` for all its dates, `place.UUID` or `lot.UUID`.
    mutating func add(_ picked: String) throws {
        if picked.hasPrefix("item."), let item = ItemID(String(picked.dropFirst(5))) {
            return addLots(try queries.stock(item: item, limit: LabelList.limit))
        }
        if let thing = LabelReference(picked) { add(thing) }
    }

    /// A place and all that stands in it, by name.
    mutating func addPlaces(in place: Place) throws {
        let places = try queries.places()
        var inside: Set<PlaceID> = [place.id]
        var grew = true
        while grew {
            let more = places.filter { $0.parent.map(inside.contains) == true }.map(\.id)
            grew = !Set(more).isSubset(of: inside)
            inside.formUnion(more)
        }
        for place in places where inside.contains(place.id) && place.kind.canBeMade {
            add(.place(place.id))
        }
    }

    mutating func addLots(_ stock: [StockRow]) {
        addLots(of: stock.filter { $0.quantity > 0 }.map(\.lot.id))
    }

    mutating func addLots(of lots: [LotID]) {
        for lot in lots { add(.lot(lot)) }
    }

    private mutating func add(_ thing: LabelReference) {
        if seen.insert(thing).inserted { things.append(thing) }
    }

    /// Places and lots, as they are known; nothing of what is not.
    func rows() throws -> [Row] {
        var (placeIDs, lotIDs) = (Set<PlaceID>(), Set<LotID>())
        for thing in things {
            if case .place(let id) = thing { placeIDs.insert(id) }
            if case .lot(let id) = thing { lotIDs.insert(id) }
        }
        let (places, lots) = (
            try queries.places(among: placeIDs), try queries.lots(among: lotIDs)
        )
        let items = try queries.items(among: Set(lots.values.map(\.key.item)))
        let codes = try queries.labelCodes(of: lotIDs)
        return things.compactMap { thing in
            switch thing {
            case .place(let id):
                guard let place = places[id], place.kind.isStorage else { return nil }
                return Row(
                    reference: thing, code: place.labelCode, name: localizer.name(of: place),
                    detail: localizer.text("words.\(place.kind.rawValue)"))
            case .lot(let id):
                guard let lot = lots[id], let item = items[lot.key.item] else { return nil }
                return Row(
                    reference: thing, code: codes[id], name: item.name,
                    detail: localizer.dateLabel(lot.key.dateLabel))
            case .donation, .code: return nil
            }
        }
    }
}
