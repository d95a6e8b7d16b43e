import Journal
import Localization
import Stock
import Storage

/// A kind of entry, with the words that a page has for it.
protocol EntryWording: EntryKind {
    /// What happened, in the words of the page's language.
    func described(_ queries: Queries, _ localizer: Localizer) throws -> EntryDescription
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
    init(_ entry: Entry, _ body: (any EntryKind)?, _ queries: Queries, _ page: PageRequest) throws {
        let localizer = page.localizer
        self = try (body as? any EntryWording)?.described(queries, localizer) ?? .init(nil)
        facts.append(
            .init(
                localizer.text("story.recordedAt"),
                localizer.moment(entry.recordedAt, now: page.now)))
        if let donation = body?.facts?.donation, try queries.donation(donation) != nil {
            facts.append(.init(donation, localizer))
        }
        if let source = body?.facts?.source {
            facts.append(try .init(source, queries, localizer))
        }
        if let station = body?.facts?.station {
            facts.append(.init(localizer.text("story.station"), station))
        }
        facts.append(.init(localizer.text("story.kind"), entry.kind))
    }
}

extension StoryModel.Fact {
    /// Who gave, as far as the hub still knows.
    init(_ source: SourceID, _ queries: Queries, _ localizer: Localizer) throws {
        let name = try queries.sourceName(source) ?? localizer.text("story.nameErased")
        self.init(localizer.text("story.givenBy"), name)
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
