import Journal
import Localization
import Stock
import Storage

/// What an entry says, in the words of the page's language.
struct EntryDescription {
    /// What happened; nil for a kind of entry that this Larder does not know.
    let title: String?
    let facts: [StoryModel.Fact]

    init(_ entry: Entry, _ body: EntryBody?, _ queries: Queries, _ page: PageRequest) throws {
        let localizer = page.localizer
        let said = try body.map { try Self.said($0, queries, localizer) }
        title = said?.title
        var facts = said?.facts ?? []
        facts.append(
            .init(
                localizer.text("story.recordedAt"),
                localizer.moment(entry.recordedAt, now: page.now)))
        if let donation = body?.scan?.donation, try queries.donation(donation) != nil {
            facts.append(Self.donation(donation, localizer))
        }
        if let source = body?.scan?.source {
            facts.append(try .init(source, queries, localizer))
        }
        if let station = body?.scan?.station {
            facts.append(.init(localizer.text("story.station"), station))
        }
        facts.append(.init(localizer.text("story.kind"), entry.kind))
        self.facts = facts
    }

    private static func said(
        _ body: EntryBody, _ queries: Queries, _ localizer: Localizer
    ) throws -> (title: String, facts: [StoryModel.Fact]) {
        switch body {
        case .hubFounded: return (localizer.text("story.founded"), [])
        case .itemDefined(let defined):
            return (localizer.text("story.changed"), [item(defined.item, localizer)])
        case .placeMade(let made): return (localizer.text("story.made"), [place(made, localizer)])
        case .placeMoved(let moved):
            let places = try [moved.place, moved.parent].compactMap { $0 }.compactMap {
                try queries.place($0)
            }
            return (localizer.text("story.placeMoved"), places.map { place($0, localizer) })
        case .movement(let movement):
            let mode = movement.scan?.mode ?? .move
            return (localizer.text("scan.taken_\(mode.rawValue)"), code(movement.scan, localizer))
        case .reversal(let movement):
            return (localizer.text("scan.takenBack"), code(movement.scan, localizer))
        case .scanUnresolved(let scan):
            return (localizer.text("scan.newCode"), code(scan.scan, localizer))
        case .scanResolved(let resolved):
            guard let known = try resolved.item.flatMap({ try queries.item($0)?.item }) else {
                return (localizer.text("unresolved.dismissed"), [])
            }
            return (localizer.text("scan.settled"), [item(known, localizer)])
        case .labelIssued(let issued):
            return (localizer.text("story.labelIssued", ["code": localizer.code(issued.code)]), [])
        case .labelCodesIssued(let issued):
            return (localizer.text("story.labelCodesIssued", n: issued.codes.count), [])
        case .labelBound(let bound): return try labelled(bound, queries, localizer)
        case .donationLabelled(let labelled):
            return (
                localizer.text("story.labelIssued", ["code": localizer.code(labelled.code)]),
                [donation(labelled.donation, localizer)]
            )
        case .countOpened(let opened): return (try counted(opened.place, queries, localizer), [])
        case .countLine(let line):
            let known = try queries.item(line.item)?.item
            let seen = localizer.amount(line.seen.value, known?.measure ?? .each)
            return (
                localizer.text("scan.taken_count"),
                [.init(localizer.text("count.seen"), seen)]
                    + (known.map { [item($0, localizer)] } ?? [])
            )
        case .countCompleted(let completed):
            let place = try queries.count(completed.count)?.place.id
            return (try place.map { try counted($0, queries, localizer) } ?? "", [])
        case .dayClosed(let closed):
            let date = localizer.day(closed.day)
            return (
                localizer.text("story.dayClosed", ["date": date]),
                [.init(localizer.text("home.day"), date, href: "/days/\(closed.day)")]
            )
        }
    }

    private static func item(_ item: Item, _ localizer: Localizer) -> StoryModel.Fact {
        .init(localizer.text("words.item"), item.name, href: "/items/\(item.id)")
    }

    private static func donation(_ id: DonationID, _ localizer: Localizer) -> StoryModel.Fact {
        .init(
            localizer.text("scan.donation"), localizer.text("story.whatCame"),
            href: "/donations/\(id)")
    }

    private static func place(_ place: Place, _ localizer: Localizer) -> StoryModel.Fact {
        .init(localizer.text("words.place"), localizer.name(of: place), href: "/places/\(place.id)")
    }

    private static func labelled(
        _ bound: LabelBound, _ queries: Queries, _ localizer: Localizer
    ) throws -> (title: String, facts: [StoryModel.Fact]) {
        let codes = [
            "code": localizer.code(bound.code), "old": localizer.code(bound.replaces ?? ""),
        ]
        let known: StoryModel.Fact? =
            switch bound.bearer {
            case .place(let id): try queries.place(id).map { place($0, localizer) }
            case .lot(let lot): try queries.item(lot.key.item).map { item($0.item, localizer) }
            case .item(let id): try queries.item(id).map { item($0.item, localizer) }
            case nil: nil
            }
        let said =
            bound.replaces != nil
            ? "labelReplaced"
            : bound.bearer == nil
                ? "labelBlank" : bound.corrects == nil ? "labelBound" : "labelCorrected"
        return (localizer.text("story.\(said)", codes), known.map { [$0] } ?? [])
    }

    private static func code(_ scan: ScanFacts?, _ localizer: Localizer) -> [StoryModel.Fact] {
        scan.map { [.init(localizer.text("story.scanned"), localizer.code($0.code))] } ?? []
    }

    private static func counted(_ id: PlaceID, _ queries: Queries, _ localizer: Localizer) throws
        -> String
    {
        localizer.text(
            "story.counted", ["place": try queries.place(id).map { localizer.name(of: $0) } ?? ""])
    }
}

extension StoryModel.Fact {
    /// Who gave, as far as the hub still knows.
    init(_ source: SourceID, _ queries: Queries, _ localizer: Localizer) throws {
        let name = try queries.sourceName(source) ?? localizer.text("story.nameErased")
        self.init(localizer.text("story.givenBy"), name)
    }
}
