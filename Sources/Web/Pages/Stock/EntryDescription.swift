import Journal
import Localization
import Stock
import Storage

/// A kind of entry, with the words that a page has for it.
protocol EntryWording: EntryKind {
    /// What happened, in the words of the page's language.
    func described(_ story: EntryStory, _ localizer: Localizer) -> EntryDescription
    /// What a scanning page says of it just after; nil where it is none that was scanned.
    func lastScan(
        _ story: EntryStory, undo: LastScanModel.Undo?, _ localizer: Localizer
    ) -> LastScan?
}

extension EntryWording {
    func lastScan(
        _ story: EntryStory, undo: LastScanModel.Undo?, _ localizer: Localizer
    ) -> LastScan? { nil }
}

/// What an entry says, in the words of the page's language.
struct EntryDescription {
    /// What happened; nil for a kind of entry that this Larder does not know.
    var title: String?
    var facts: [StoryModel.Fact]

    init(_ title: String?, _ facts: [StoryModel.Fact] = []) {
        (self.title, self.facts) = (title, facts)
    }

    /// All that a page tells of an entry: what it says, and when and where it was said.
    init(_ story: EntryStory, _ page: PageRequest) {
        let (scan, localizer) = (story.body?.facts, page.localizer)
        self = (story.body as? any EntryWording)?.described(story, localizer) ?? .init(nil)
        facts.append(
            .init(
                localizer.text("story.recordedAt"),
                localizer.moment(story.entry.recordedAt, now: page.now)))
        if let donation = story.donation { facts.append(.init(donation, localizer)) }
        if scan?.source != nil { facts.append(.init(givenBy: story.sourceName, localizer)) }
        if let station = scan?.station {
            facts.append(.init(localizer.text("story.station"), station))
        }
        facts.append(.init(localizer.text("story.kind"), story.entry.kind))
    }
}

extension StoryModel.Fact {
    /// Who gave, as far as the hub still knows.
    init(givenBy name: String?, _ localizer: Localizer) {
        self.init(localizer.text("story.givenBy"), name ?? localizer.text("story.nameErased"))
    }

    init(_ item: Item, _ localizer: Localizer) {
        self.init(localizer.text("words.item"), item.name, href: "/items/\(item.id)")
    }

    init(_ place: Place, _ localizer: Localizer) {
        self.init(
            localizer.text("words.place"), localizer.name(of: place), href: "/places/\(place.id)")
    }

    init(_ donation: DonationID, _ localizer: Localizer) {
        self.init(
            localizer.text("scan.donation"), localizer.text("story.whatCame"),
            href: "/donations/\(donation)")
    }

    init(scanned scan: ScanFacts, _ localizer: Localizer) {
        self.init(localizer.text("story.scanned"), localizer.code(scan.code))
    }
}
