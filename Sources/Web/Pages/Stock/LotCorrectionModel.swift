import Localization
import Server
import Stock
import Storage

/// What the template `lot-correction` is given: the form that puts right what was misread on a lot's package.
struct LotCorrectionModel: Sendable {
    struct Kind: Sendable {
        let kindWord: String
        let kindName: String
        let isKind: Bool
    }

    let lotAction: String
    let kinds: [Kind]
    let currentDate: String?
    let currentNumber: String?
    /// What a change takes along.
    let lotTell: String

    init(_ story: LotStory, _ page: PageRequest) {
        let (key, localizer) = (story.lot.key, page.localizer)
        lotAction = LotPreviewPage.path(story.lot.id)
        kinds = DateLabel.Kind.allCases.map { kind in
            .init(
                kindWord: kind.rawValue, kindName: localizer.text("mend.date_\(kind.rawValue)"),
                isKind: kind == key.dateLabel?.kind)
        }
        (currentDate, currentNumber) = (key.dateLabel?.date.description, key.number)
        lotTell = localizer.text(
            "mend.lotTell", ["amount": localizer.amount(story.onHand, story.item.measure)])
    }
}
