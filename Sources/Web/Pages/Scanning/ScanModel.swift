import API
import Barcodes
import Foundation
import Hub
import Localization
import Server
import Stock
import Storage

/// What the scanning template is given, for all three of its pages.
struct ScanModel: Sendable {
    let mode: String
    let icon: String
    /// The page's own path.
    let action: String
    let formId: String
    let station: String
    let weightUnit: String
    /// JSON text of the catalogue's sections that the page's scripts speak with, with ``quote`` in the place of its quotation marks, which would be six characters each.
    let words: String
    /// JSON text of what each command card tells the page to do, by its code.
    let cards: String
    /// Words of the row at the top that have a page of their own: the two homes, and the count where it is one.
    let homes: [Home]
    /// Why something is discarded.
    let reasons: [DiscardReason]
    let placeAsk: String
    let anyPlace: String?
    let places: [PlaceChoice]
    let ask: String
    let newRun: String?
    /// Whether the page is for handing out, one household after the other.
    let handsOut: Bool
    /// What the run before is called, which stays in sight; nil for a count.
    let runBefore: String?
    let categories: [String]
    let said: LastScanModel?
    let intake: IntakeModel?
    /// What may have been meant by a part of a name, or by several figures; nil where none was typed.
    var near: NearItems?
    /// How many of what comes next, as it was typed before a place's label; else one.
    let quantity: String
    /// How many a household may be, to tap; nil where the hub does not ask.
    var sizes: Rows<SizeChoice>?
    /// Food that has a button; nil where none has.
    var foods: Rows<FoodButton>?
    /// What goes for all scans from now on, and where it is told whole; nil where nothing does.
    var onceTell: String?
    var onceHref: String?
    var countId: String?
    var counting = false
    var dropId: String?
    var seen: Rows<SeenRow>?
    var devices: Rows<DeviceRow>?
    var boxesTell: String?
    var notCoveredTell: String?

    /// A word of the row that is a link; `isHere` on its own page.
    struct Home: Sendable {
        let homeHref: String
        let homeIcon: String
        let homeName: String
        let isHere: Bool
    }

    /// Another device that may hold scans of the count.
    struct DeviceRow: Sendable {
        let deviceTell: String
    }

    /// What was seen so far of one item or lot in a count.
    struct SeenRow: Sendable {
        let seenHref: String
        let seenName: String
        let seenDetail: String
        let seenItem: String
        let seenLot: String?
        /// As it is typed: a weight in the hub's unit, which is said then.
        let seenAmount: String
        let seenUnit: String?
        let lineId: String
    }

    init(
        mode: ScanMode, icon: String, action: String, formId: String, station: String,
        page: PageRequest,
        placeAsk: String, anyPlace: String?, places: [PlaceChoice], ask: String, newRun: String?,
        categories: [String], said: LastScanModel?, intake: IntakeModel?
    ) {
        (self.mode, self.icon, self.action, self.formId) = (mode.rawValue, icon, action, formId)
        (self.station, self.placeAsk, self.anyPlace) = (station, placeAsk, anyPlace)
        (self.places, self.ask, self.newRun) = (places, ask, newRun)
        self.categories = Array(categories.prefix(Self.suggestionLimit))
        (self.said, self.intake) = (said, intake)
        let counted: [(ScanMode, String, String)] =
            mode == .count ? [(.count, "count", action)] : []
        homes =
            (counted + [(.intake, "take-in", "/take-in"), (.distribute, "hand-out", "/hand-out")])
            .map { home, icon, href in
                Home(
                    homeHref: href, homeIcon: icon,
                    homeName: page.localizer.text("cards.\(home.rawValue)"),
                    isHere: home == mode)
            }
        reasons = DiscardReason.all(page.localizer)
        quantity = page.query("quantity") ?? "1"
        handsOut = mode == .distribute
        runBefore =
            mode == .count
            ? nil
            : page.localizer.text(handsOut ? "scan.householdBefore" : "scan.donationBefore")
        weightUnit = page.localizer.weightUnit.rawValue
        words = Self.words(page.localizer.messages, mode)
        let table = CommandCard.allCases.map { ($0.rawValue, $0.command) }
        cards = String(
            decoding: JSONText.bytes(Dictionary(uniqueKeysWithValues: table)), as: UTF8.self)
    }

    /// Names offered in one list at the most; a page stays small in a large hub.
    static let suggestionLimit = 100

    /// With what the hub refuses for good what a scanning page sends; what else a page is told is of other pages.
    ///
    /// The page's scripts say these, and know by them what is not to be sent again.
    static let problems: Set<ProblemCode> = [
        .alreadyResolved, .alreadyReversed, .bodyTooLarge, .codeBelongsToAnotherItem, .codeEmpty,
        .codeIsACommand, .codeNamesADonation, .codeNamesAPlace, .codeTooLong, .codesTooMany,
        .countIsCompleted, .countIsDropped, .countNotFound, .dateKindUnknown, .dateUnreadable,
        .entryNotFound, .fieldUnreadable, .idExistsWithDifferentContent, .idUnreadable,
        .itemIsJoined, .itemNotFound, .labelCodeBound, .labelCodeTaken, .labelCodeUnbound,
        .labelCodeUnknown, .measuresDiffer, .modeUnknown, .nameIsANumber, .notReversible,
        .packOutOfRange, .paperOfAPerson, .placeInsideItself, .placeIsAnEdge, .placeKindUnknown,
        .placeNotFound, .quantityNotPositive, .quantityOutOfRange, .shelfLifeOutOfRange,
        .textOutOfRange, .timeUnreadable, .unitWeightOutOfRange, .unitWeightUnknown,
        .unresolvedNotFound,
    ]

    /// Of these, what no page brings about: should it be, it is told as what nobody expected, and a page is lighter.
    private static let unlikely: [ProblemCode] = [
        .dateKindUnknown, .fieldUnreadable, .idUnreadable, .modeUnknown, .quantityNotPositive,
        .shelfLifeOutOfRange, .timeUnreadable,
    ]

    /// Texts on scanning, by their sections, that no script of the page says; a page is lighter without them.
    static let saidByTemplates: [String: Set<String>] = [
        "scan": [
            "add", "anyPlace", "askCategory", "askLabel", "askLabelFood", "askLabelLast",
            "askLabelPlace", "askName", "askPack", "bestByMonth", "bestByYear", "chipDay",
            "chipMonth", "chipUsual", "count", "countIn", "distribute", "donationBefore", "fewer",
            "foods", "householdBefore", "householdSize", "intake", "isUseBy", "justHappened",
            "later", "more", "newDonation", "nextHousehold", "noScript", "pad", "printDonation",
            "printDonationLabel", "putInto", "questions", "run", "runEmpty", "skip", "source",
            "thisIsIt", "typeCode", "unit", "waitAgain",
        ],
        "kept": ["again", "asJSON", "asTable", "done", "refused", "tell", "title", "waiting"],
        "cards": ["do", "jobs", "noTo"],
    ]

    /// Texts on scanning that only a page of another mode says.
    static let saidElsewhere: [ScanMode: Set<String>] = [
        .intake: [
            "finishWaits", "households", "householdsPeople", "placeInCount", "placeNotCounted",
            "ready_count", "ready_distribute",
        ],
        .distribute: [
            "dateEnded", "dateHolds", "finishWaits", "noSource", "placeInCount", "placeNotCounted",
            "ready_count", "ready_intake",
        ],
        .count: [
            "dateEnded", "dateHolds", "households", "householdsPeople", "noSource",
            "ready_distribute", "ready_intake",
        ],
    ]

    private static func words(_ messages: Messages, _ mode: ScanMode) -> String {
        var sections = ["scan", "kept", "warnings", "problems", "cards"].reduce(into: [:]) {
            $0[$1] = messages.root[$1]
        }
        if case .section(let known)? = sections["problems"] {
            let codes = problems.map(\.rawValue) + ["unexpected"]
            sections["problems"] = .section(
                known.filter { codes.contains($0.key) }
                    .merging(unlikely.map { ($0.rawValue, .text("")) }) { $1 })
        }
        for (name, said) in saidByTemplates {
            guard case .section(let section)? = sections[name] else { continue }
            let others = saidElsewhere[mode] ?? []
            sections[name] = .section(
                section.filter { !said.contains($0.key) && !others.contains($0.key) })
        }
        // What a card does is said where cards are printed.
        if case .section(let cards)? = sections["cards"] {
            sections["cards"] = .section(cards.filter { !$0.key.hasPrefix("tell_") })
        }
        // The one place that every hub has has a name of each language's own.
        sections["words"] = .section(["floor": messages.root["words.floor"] ?? .text("")])
        return String(decoding: JSONText.bytes(sections), as: UTF8.self)
            .replacing("\"", with: quote)
    }

    /// A sign that no text has.
    static let quote = "~"
}

/// How many a household is.
struct SizeChoice: Sendable {
    /// The last stands for itself and more.
    private static let most = 8

    let size: String
    let sizeName: String

    static var all: Rows<SizeChoice>? {
        Rows(
            (1...most).map { .init(size: String($0), sizeName: $0 == most ? "\($0)+" : String($0)) }
        )
    }
}

/// A food that one tap scans.
struct FoodButton: Sendable {
    let foodItem: String
    let foodName: String
    let foodMeasure: String

    static func all(_ buttons: ItemButtons) -> Rows<FoodButton>? {
        Rows(
            buttons.items.map {
                .init(
                    foodItem: $0.id.description, foodName: $0.name, foodMeasure: $0.measure.rawValue
                )
            })
    }
}

/// One place in a list to choose from.
struct PlaceChoice: Sendable {
    let placeId: String
    let placeLabel: String
    let placeKind: String
    let placeName: String
    let chosen: Bool

    /// Places in one list at the most; the label of any other can be scanned.
    static let limit = 200

    /// Of places that are called alike, each is named with what it stands in.
    static func all(_ places: [Place], chosen: PlaceID?, _ localizer: Localizer) -> [PlaceChoice] {
        let shown = places.prefix(limit) + places.dropFirst(limit).filter { $0.id == chosen }
        let alike = Dictionary(grouping: places) { Item.key(ofName: localizer.name(of: $0)) }
            .filter { $1.count > 1 }
        let holders = Dictionary(uniqueKeysWithValues: places.map { ($0.id, $0) })
        return shown.map { place in
            let name = localizer.name(of: place)
            let holder = alike[Item.key(ofName: name)].flatMap { _ in
                place.parent.flatMap { holders[$0] }.map { localizer.name(of: $0) }
            }
            return PlaceChoice(
                placeId: place.id.description, placeLabel: place.labelCode ?? "",
                placeKind: place.kind.rawValue,
                placeName: [name, holder].compactMap { $0 }.joined(separator: " · "),
                chosen: place.id == chosen)
        }
    }
}

/// The donation at hand: where it is from.
struct IntakeModel: Sendable {
    let sources: [String]
    let source: String?

    init(sources: [String], source: String?) {
        self.sources = Array(sources.prefix(ScanModel.suggestionLimit))
        self.source = source
    }
}

/// What pages without a run of scans say of scans that are still on the device: their script fills in how many.
enum OnDevice {
    static func waiting(_ page: PageRequest) -> String { words("kept.waiting", page) }
    static func kept(_ page: PageRequest) -> String { words("kept.refused", page) }

    /// What the end of a count says of its scans that it waits for.
    static func finishing(_ page: PageRequest) -> String {
        let text = page.localizer.messages.root["kept.finishWaits"]
        return String(decoding: JSONText.bytes(["kept": ["finishWaits": text]]), as: UTF8.self)
    }

    /// JSON text of the codes of problems with which the hub refuses what was sent for good.
    static let final: String = {
        let codes = ProblemCode.allCases.filter(\.isFinal)
        return String(decoding: JSONText.bytes(codes.map(\.rawValue)), as: UTF8.self)
    }()

    private static func words(_ key: String, _ page: PageRequest) -> String {
        let text = page.localizer.messages.root[key]
        return String(decoding: JSONText.bytes(["onDevice": text]), as: UTF8.self)
    }
}
