import Hub
import Journal
import Localization
import Stock
import Storage

/// What a form without scripts has just recorded, read back from the journal.
struct LastScan: Sendable {
    let model: LastScanModel
    /// What was scanned, so that the next scan finds its place as it was.
    var facts: ScanFacts?
}

extension LastScan {
    /// An entry in words; nil where it is none that was scanned.
    init?(_ story: EntryStory?, _ page: PageRequest) {
        guard let story, let body = story.body as? any EntryWording else { return nil }
        let undo =
            story.canBeUndone
            ? LastScanModel.Undo(
                movementId: story.entry.id.description, reversalId: page.newID()) : nil
        guard let said = body.lastScan(story, undo: undo, page.localizer) else { return nil }
        self = said
    }
}

extension Movement {
    func lastScan(
        _ story: EntryStory, undo: LastScanModel.Undo?, _ localizer: Localizer
    ) -> LastScan? {
        scan.map {
            LastScan(
                model: LastScanModel(self, $0.mode, undo: undo, story, localizer), facts: $0)
        }
    }
}

extension Reversal {
    func lastScan(
        _ story: EntryStory, undo: LastScanModel.Undo?, _ localizer: Localizer
    ) -> LastScan? {
        LastScan(model: LastScanModel(takenBack: movement, story, localizer))
    }
}

extension UnresolvedScan {
    func lastScan(
        _ story: EntryStory, undo: LastScanModel.Undo?, _ localizer: Localizer
    ) -> LastScan? {
        LastScan(
            model: LastScanModel(
                unknown: self, isLabel: story.isBlankLabel, undo: undo, localizer), facts: scan)
    }
}

extension CountObservation {
    func lastScan(
        _ story: EntryStory, undo: LastScanModel.Undo?, _ localizer: Localizer
    ) -> LastScan? {
        LastScan(model: LastScanModel(self, undo: undo, story, localizer))
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
        let to = movement.scan?.to.flatMap { story.places[$0] }.map { localizer.name(of: $0) }
        let values = [
            "place": place ?? "", "balance": localizer.amount(movement.balance.value, measure),
            "to": to ?? "…",
        ]
        self.init(
            mode, movement.warnings, place: place, values,
            sum: movement.lines.reduce(Int64(0)) { $0.adding(clamping: $1.quantity.value) },
            measure: measure,
            what: [
                item?.name ?? place ?? "",
                mode == .intake ? movement.scan?.dateLabel.map { localizer.dateLabel($0) } : nil,
            ].compactMap { $0 }.joined(separator: ", "),
            boxes: movement.item == nil ? movement.scan?.quantity ?? 1 : nil,
            isShort: movement.balance < .zero, undo: undo, localizer)
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
        sum: Int64, measure: Measure, what: String, boxes: Int64? = nil, isShort: Bool = false,
        undo: Undo?, _ localizer: Localizer
    ) {
        let wording = OutcomeWording.shipped
        let recorded = wording.modes[mode.rawValue]
        tone = wording.tone(of: warnings)
        shape = tone
        word = localizer.text(recorded?.word ?? "")
        let isEmptyBox = boxes != nil && sum == 0
        let told =
            isEmptyBox
            ? wording.emptyBox
            : isShort ? nil : place == nil ? wording.tellNowhere : recorded?.tell
        let warned = warnings.filter {
            !wording.toldOnce.contains($0.rawValue) && (!isEmptyBox || $0 != .shortfall)
        }.map {
            boxes ?? 1 > 1 && $0 == .shortfall ? wording.boxTwice : "warnings.\($0.rawValue)"
        }
        tell = ([recorded?.went, told].compactMap { $0 } + warned)
            .map { localizer.text($0, values) }.joined(separator: " ")
        let sign = recorded?.sign ?? 1
        amount =
            isEmptyBox
            ? ""
            : sign == 0
                ? localizer.amount(sum, measure) : localizer.signed(sign &* sum, measure)
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
