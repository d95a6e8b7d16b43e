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
        let isWeighed: Bool
        let currentWeight: String?
        let currentLife: String?
        let currentMinimum: String?
    }

    let mendOpen: Bool
    /// Where is shown what each of these would do.
    let previewAction: String
    /// The item's own id: what a code of it is given to, to stand for another number of it.
    let ownId: String
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
        codes = Rows(
            story.known.codes.prefix(50).map { code in
                .init(
                    codeText: ItemPage.text(of: code, localizer), codeSaid: code.code,
                    codePack: String(code.pack))
            })
        guard page.may(.coordinator) else { return }
        described = Facts(
            currentName: item.name,
            currentCategory: item.category.isEmpty ? nil : item.category,
            isWeighed: item.measure == .gram,
            currentWeight: item.unitWeightGrams.map { String($0) },
            currentLife: item.shelfLifeDays.map { String($0) },
            currentMinimum: story.known.minimum.map { String($0) })
        alike = Rows(
            story.alike.map { other in
                .init(
                    alikeId: other.id.description, alikeName: other.name,
                    alikeHref: "/items/\(other.id)")
            })
    }
}
