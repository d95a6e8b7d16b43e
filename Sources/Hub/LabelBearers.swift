import API
package import Barcodes
import Journal
import Printing
import Stock
package import Storage

/// What the labels of a batch are of, read together: one query a kind, however many labels there are.
struct LabelBearers {
    /// What codes stand for that are not donations'.
    private let meanings: [String: CodeReferentDetails]
    /// What codes stand for that are.
    private let donationCodes: [String: DonationID]
    private let donations: [DonationID: DonationRecord]
    /// What came in with each donation.
    let donated: [DonationID: [DonatedLot]]
    /// Who gave.
    let sourceNames: [SourceID: String]
    /// Codes that the hub issued.
    private let issued: Set<String>
    /// What the labels are of, and what that stands in.
    let places: [PlaceID: Place]
    private let lots: [LotID: Lot]
    private let items: [ItemID: Item]
    private let lotCodes: [LotID: String]
    /// What boxes hold.
    let held: [PlaceID: [HeldLot]]

    init(_ things: some Sequence<LabelReference>, _ queries: Queries) throws {
        var (keys, donations) = (Set<String>(), Set<DonationID>())
        var (places, lots) = (Set<PlaceID>(), Set<LotID>())
        for thing in things {
            switch thing {
            case .place(let id): places.insert(id)
            case .lot(let id): lots.insert(id)
            case .code(let code):
                keys.formUnion((try? InputParsing.scanned(code).keys) ?? [])
            case .donation(let id): donations.insert(id)
            }
        }
        try self.init(keys: keys, donations: donations, places: places, lots: lots, queries)
    }

    fileprivate init(
        keys: Set<String>, donations donationIDs: Set<DonationID> = [],
        places placeIDs: Set<PlaceID> = [], lots lotIDs: Set<LotID> = [], _ queries: Queries
    ) throws {
        meanings = try queries.meanings(of: keys)
        donationCodes = try queries.donations(labelled: keys)
        donations = try queries.donations(among: donationIDs.union(donationCodes.values))
        donated = try queries.donated(among: Set(donations.keys))
        sourceNames = try queries.sourceNames(among: Set(donations.values.compactMap(\.source)))
        issued = try queries.labelCodes(among: keys)
        var places = try queries.places(among: placeIDs)
        for case .place(let place) in meanings.values { places[place.id] = place }
        let boxes = Set(places.values.filter { $0.kind == .box }.map(\.id))
        held = try queries.held(in: boxes)
        let around = Set(places.values.compactMap(\.parent))
        self.places = places.merging(try queries.places(among: around)) { known, _ in known }
        lots = try queries.lots(among: lotIDs)
        items = try queries.items(among: Set(lots.values.map(\.key.item)))
        lotCodes = try queries.labelCodes(of: lotIDs)
    }

    /// What the label of a thing says now, and the code it carries; nil where it has none yet.
    ///
    /// - Throws: `place_not_found`, `place_is_an_edge`, `item_not_found`, `donation_not_found`, and for a code
    ///   `label_code_unknown`, `code_empty`, `code_too_long`.
    func content(
        of thing: LabelReference, _ words: LabelLocalizer
    ) throws -> (code: String?, content: LabelContent) {
        let (code, meaning) = try bearer(thing)
        return (code, LabelContent(meaning, of: self, words))
    }

    private func bearer(_ thing: LabelReference) throws -> (code: String?, meaning: LabelMeaning) {
        switch thing {
        case .code(let code):
            guard let known = try meaning(of: InputParsing.scanned(code)) else {
                throw StorageFault.labelCodeUnknown(code)
            }
            return known
        case .place(let id):
            guard let place = places[id] else { throw StorageFault.placeNotFound(id.description) }
            guard place.kind.isStorage else { throw StorageFault.placeIsAnEdge(place.name) }
            return (place.labelCode, .known(.place(place)))
        case .lot(let id):
            guard let lot = lots[id], let item = items[lot.key.item] else {
                throw StorageFault.itemNotFound(id.description)
            }
            return (lotCodes[id], .known(.lot(lot, of: item)))
        case .donation(let id):
            guard let donation = donations[id] else {
                throw StorageFault.donationNotFound(id.description)
            }
            return (donation.labelCode, .donation(donation))
        }
    }

    /// What the first known reading of a scan means for a label, and the code it carries.
    fileprivate func meaning(
        of scanned: ScanInterpretation
    ) throws -> (code: String, meaning: LabelMeaning)? {
        for key in scanned.keys {
            if let meaning = meanings[key] { return (key, .known(meaning)) }
            if let donation = donationCodes[key].flatMap({ donations[$0] }) {
                return (key, .donation(donation))
            }
            if issued.contains(key) { return (key, .blank) }
        }
        if case .command(let text) = scanned.best, let card = CommandCard(rawValue: text) {
            return (text, .card(card))
        }
        return nil
    }
}

extension Queries {
    /// What the first known reading of a scan means for a label, and the code it carries.
    package func labelMeaning(
        of scanned: ScanInterpretation
    ) throws -> (code: String, meaning: LabelMeaning)? {
        try LabelBearers(keys: Set(scanned.keys), self).meaning(of: scanned)
    }
}

/// A label as it is asked for, with what the hub fills in.
package struct FilledLabel: Sendable {
    package let request: PrintRequest
    /// What the hub writes where no person does.
    package let filled: [String: String]
}

extension LabelLocalizer {
    /// The label of a thing; without a code where it has none yet.
    func label(
        of thing: LabelReference, layout: String?, copies: Int, _ all: LabelBearers
    ) throws -> PrintRequest {
        let (code, content) = try all.content(of: thing, self)
        return label(LabelOrder(layout: layout, copies: copies), code, content).request
    }

    /// The labels of some orders.
    ///
    /// - Throws: What ``Hub/labels(_:)`` throws.
    func labels(_ orders: [LabelOrder], _ queries: Queries) throws -> [PrintRequest] {
        let all = try LabelBearers(orders.compactMap(\.bearer), queries)
        return try orders.enumerated().map { index, order in
            try Problem.naming(index, of: orders.count) {
                try Problem.worded { try label(order, all).request }
            }
        }
    }

    /// The label of one order.
    ///
    /// - Throws: What ``Hub/label(_:)`` throws.
    package func label(_ order: LabelOrder, _ queries: Queries) throws -> FilledLabel {
        try label(order, LabelBearers([order.bearer].compactMap { $0 }, queries))
    }

    private func label(_ order: LabelOrder, _ all: LabelBearers) throws -> FilledLabel {
        guard let bearer = order.bearer else { return label(order, nil, nil) }
        let (code, content) = try all.content(of: bearer, self)
        return label(order, code, content)
    }

    /// What a label says: what the hub knows of the thing that it is of, and in place of that what a person wrote.
    private func label(
        _ order: LabelOrder, _ code: String?, _ content: LabelContent?
    ) -> FilledLabel {
        let layout = order.layout ?? content?.layout ?? "test"
        let filled = (content?.fields(for: layout) ?? ofItself(layout)).filter { !$0.value.isEmpty }
        let fields = spoken(filled.merging(order.fields) { $1 })
        return FilledLabel(
            request: PrintRequest(
                layout: layout, code: code, fields: fields, copies: order.copies),
            filled: filled)
    }

    /// What a label that is of nothing says by itself.
    private func ofItself(_ layout: String) -> [String: String] {
        switch layout {
        case "badge": ["hub": hub]
        case "test", "test-large": ["name": "Larder", "detail": version]
        default: [:]
        }
    }
}

extension LabelOrder {
    fileprivate var bearer: LabelReference? {
        code.flatMap { $0.isEmpty ? nil : .code($0) }
    }
}
