import Hub
import Journal
import Localization
import Stock
import Storage

/// What a form without scripts has just recorded, read back from the journal.
struct LastScan: Sendable {
    let model: LastScanModel
    /// What was scanned, so that the next scan finds its place as it was.
    let facts: ScanFacts?

    /// An entry in words; nil where it is none that was scanned.
    init?(_ story: EntryStory?, _ page: PageRequest) {
        guard let story, let body = story.body else { return nil }
        let localizer = page.localizer
        let undo =
            story.canBeUndone
            ? LastScanModel.Undo(
                movementId: story.entry.id.description, reversalId: page.newID()) : nil
        switch body {
        case let movement as Movement:
            guard let scan = movement.scan else { return nil }
            facts = scan
            model = LastScanModel(movement, scan.mode, undo: undo, story, localizer)
        case let reversal as Reversal:
            facts = nil
            model = LastScanModel(takenBack: reversal.movement, story, localizer)
        case let unresolved as UnresolvedScan:
            facts = unresolved.scan
            model = LastScanModel(
                unknown: unresolved, isLabel: story.isBlankLabel, undo: undo, localizer)
        case let line as CountObservation:
            facts = nil
            model = LastScanModel(line, undo: undo, story, localizer)
        default: return nil
        }
    }
}

/// The huge line of a scanning page.
struct LastScanModel: Sendable {
    struct Undo: Sendable {
        let movementId: String
        let reversalId: String
    }

    let tone: String
    let shape: String
    let word: String
    let what: String
    let tell: String
    let amount: String
    let undo: Undo?

    init(
        _ movement: Movement, _ mode: ScanMode, undo: Undo?, _ story: EntryStory,
        _ localizer: Localizer
    ) {
        let item = movement.item.flatMap { story.items[$0] }
        let place = story.places[movement.place].map { localizer.name(of: $0) }
        let measure = item?.measure ?? .each
        let values = [
            "place": place ?? "", "balance": localizer.amount(movement.balance.value, measure),
        ]
        self.init(
            mode, movement.warnings, place: place, values,
            sum: movement.lines.reduce(0) { $0 &+ $1.quantity.value }, measure: measure,
            what: [
                item?.name ?? place ?? "",
                mode == .intake ? movement.scan?.dateLabel.map { localizer.dateLabel($0) } : nil,
            ].compactMap { $0 }.joined(separator: ", "),
            boxes: movement.item == nil ? movement.scan?.quantity ?? 1 : nil, undo: undo, localizer)
    }

    init(
        _ line: CountObservation, undo: Undo?, _ story: EntryStory, _ localizer: Localizer
    ) {
        let item = story.items[line.item]
        let place = story.countedPlace.map { localizer.name(of: $0) }
        let measure = item?.measure ?? .each
        let values = [
            "place": place ?? "", "seen": localizer.amount(line.seen.value, measure),
        ]
        self.init(
            .count, [], place: place, values, sum: (line.added ?? line.seen).value,
            measure: measure, what: item?.name ?? "", undo: undo, localizer)
    }

    /// A scan that is in the ledger.
    private init(
        _ mode: ScanMode, _ warnings: [Warning], place: String?, _ values: [String: String],
        sum: Int64, measure: Measure, what: String, boxes: Int64? = nil, undo: Undo?,
        _ localizer: Localizer
    ) {
        let wording = OutcomeWording.shipped
        let recorded = wording.modes[mode.rawValue]
        tone = wording.tone(of: warnings)
        shape = tone
        word = localizer.text(recorded?.word ?? "")
        let isEmptyBox = boxes != nil && sum == 0
        let told =
            isEmptyBox
            ? wording.emptyBox : place == nil ? wording.tellNowhere : recorded?.tell ?? ""
        let warned = warnings.filter {
            !wording.toldOnce.contains($0.rawValue) && (!isEmptyBox || $0 != .shortfall)
        }.map {
            boxes ?? 1 > 1 && $0 == .shortfall ? wording.boxTwice : "warnings.\($0.rawValue)"
        }
        tell = ([told] + warned).map { localizer.text($0, values) }.joined(separator: " ")
        amount = isEmptyBox ? "" : localizer.signed((recorded?.sign ?? 1) &* sum, measure)
        (self.what, self.undo) = (what, undo)
    }

    init(takenBack movement: Movement, _ story: EntryStory, _ localizer: Localizer) {
        let item = movement.item.flatMap { story.items[$0] }
        self.init(
            OutcomeWording.shipped.takenBack, what: item?.name ?? "", amount: "", undo: nil,
            localizer)
    }

    init(unknown scan: UnresolvedScan, isLabel: Bool, undo: Undo?, _ localizer: Localizer) {
        let wording = OutcomeWording.shipped
        let quantity = scan.scan.quantity ?? 1
        self.init(
            isLabel ? wording.unknownLabel : wording.unknownCode,
            what: localizer.code(scan.scan.code),
            amount: quantity == 1
                ? "" : localizer.text("scan.times", ["n": localizer.number(quantity)]),
            undo: undo, localizer)
    }

    private init(
        _ wording: OutcomeWording.Plain, what: String, amount: String, undo: Undo?,
        _ localizer: Localizer
    ) {
        (tone, shape, word) = (wording.tone, wording.shape, localizer.text(wording.word))
        tell = wording.tell.map { localizer.text($0) } ?? ""
        (self.what, self.amount, self.undo) = (what, amount, undo)
    }
}
