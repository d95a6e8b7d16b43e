import Journal
import Localization
import Server
import Stock
import Storage

/// What the template `item-correction` is given: the forms that put right what is known of an item.
struct ItemCorrectionModel: Sendable {
    struct Code: Sendable {
        let codeText: String
        let codeSaid: String
        let codePack: String
        /// The same as it is typed: in the hub's unit, where the item is weighed.
        let codeAmount: String
    }

    struct Alike: Sendable {
        let alikeId: String
        let alikeName: String
        let alikeHref: String
    }

    /// What only a coordinator changes.
    struct Facts: Sendable {
        let currentName: String
        let currentCategory: String?
        let weightAsk: String
        let minimumAsk: String
        /// What the item is counted by, which the minimum is said in.
        let currentMeasure: String
        let currentWeight: String?
        let currentLife: String?
        let currentMinimum: String?
        let pictureAction: String
        let hasPicture: Bool
    }

    let mendOpen: Bool
    /// Where is shown what each of these would do.
    let previewAction: String
    /// The item's own id: what a code of it is given to, to stand for another number of it.
    let ownId: String
    let isWeighed: Bool
    /// How much a code stands for, as it is asked for.
    let packAsk: String
    /// What such a field takes: a whole number, or a weight.
    let packPattern: String
    let codes: Rows<Code>?
    var described: Facts?
    var alike: Rows<Alike>?

    /// Nil where nothing can be put right by whoever asks, or at all.
    init?(_ story: ItemStory, _ page: PageRequest) {
        let (item, localizer) = (story.known.item, page.localizer)
        guard page.may(.volunteer), story.known.joinedInto == nil else { return nil }
        previewAction = ItemPreviewPage.path(item.id)
        mendOpen = page.query("mend") != nil
        ownId = item.id.description
        let (isWeighed, unit) = (item.measure == .gram, localizer.weightUnit)
        func typed(_ amount: Int64) -> String {
            isWeighed ? unit.typed(amount) : String(amount)
        }
        self.isWeighed = isWeighed
        packAsk =
            isWeighed
            ? localizer.weightAsked
            : localizer.text("scan.askPack")
        packPattern = isWeighed ? "[0-9]{0,7}([.,][0-9]+)?" : "[0-9]{1,7}"
        codes = Rows(
            story.known.codes.prefix(50).map { code in
                .init(
                    codeText: ItemPage.text(of: code, localizer), codeSaid: code.code,
                    codePack: String(code.pack), codeAmount: typed(code.pack))
            })
        guard page.may(.coordinator) else { return }
        described = Facts(
            currentName: item.name,
            currentCategory: item.category.isEmpty ? nil : item.category,
            weightAsk: localizer.pieceWeightAsked,
            minimumAsk: isWeighed
                ? localizer.text("mend.minimumWeight", ["unit": unit.rawValue])
                : localizer.text("mend.minimum"),
            currentMeasure: item.measure.rawValue,
            currentWeight: item.unitWeightGrams.map { unit.typed(ofPiece: $0) },
            currentLife: item.shelfLifeDays.map { String($0) },
            currentMinimum: story.known.minimum.map { typed($0) },
            pictureAction: "/items/\(item.id)/picture", hasPicture: story.known.picture != nil)
        alike = Rows(
            story.alike.map { other in
                .init(
                    alikeId: other.id.description, alikeName: other.name,
                    alikeHref: "/items/\(other.id)")
            })
    }
}
