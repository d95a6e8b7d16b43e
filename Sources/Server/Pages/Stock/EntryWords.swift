import Stock
import Storage

/// What an entry says, in the words of the page's language.
struct EntryWords {
    /// What happened; nil for a kind of entry that this Larder does not know.
    let title: String?
    let facts: [StoryModel.Fact]

    init(_ entry: Entry, _ body: EntryBody?, _ queries: Queries, _ visit: Visit) throws {
        let speech = visit.speech
        let said = try body.map { try Self.said($0, queries, speech) }
        title = said?.title
        var facts = said?.facts ?? []
        facts.append(
            .init(speech.say("story.recordedAt"), speech.moment(entry.recordedAt, now: visit.now)))
        if let donation = body?.scan?.donation, try queries.donation(donation) != nil {
            facts.append(Self.donation(donation, speech))
        }
        if let source = body?.scan?.source {
            facts.append(try .init(source, queries, speech))
        }
        if let station = body?.scan?.station {
            facts.append(.init(speech.say("story.station"), station))
        }
        facts.append(.init(speech.say("story.kind"), entry.kind))
        self.facts = facts
    }

    private static func said(
        _ body: EntryBody, _ queries: Queries, _ speech: Speech
    ) throws -> (title: String, facts: [StoryModel.Fact]) {
        switch body {
        case .hubFounded: return (speech.say("story.founded"), [])
        case .itemDefined(let defined):
            return (speech.say("story.changed"), [item(defined.item, speech)])
        case .placeMade(let made): return (speech.say("story.made"), [place(made, speech)])
        case .placeMoved(let moved):
            let places = try [moved.place, moved.parent].compactMap { $0 }.compactMap {
                try queries.place($0)
            }
            return (speech.say("story.placeMoved"), places.map { place($0, speech) })
        case .movement(let movement):
            let mode = movement.scan?.mode ?? .move
            return (speech.say("scan.taken_\(mode.rawValue)"), code(movement.scan, speech))
        case .reversal(let movement):
            return (speech.say("scan.takenBack"), code(movement.scan, speech))
        case .scanUnresolved(let scan): return (speech.say("scan.newCode"), code(scan.scan, speech))
        case .scanResolved(let resolved):
            guard let known = try resolved.item.flatMap({ try queries.item($0)?.item }) else {
                return (speech.say("unresolved.dismissed"), [])
            }
            return (speech.say("scan.settled"), [item(known, speech)])
        case .labelIssued(let issued):
            return (speech.say("story.labelIssued", ["code": speech.code(issued.code)]), [])
        case .labelCodesIssued(let issued):
            return (speech.say("story.labelCodesIssued", n: issued.codes.count), [])
        case .labelBound(let bound): return try labelled(bound, queries, speech)
        case .donationLabelled(let labelled):
            return (
                speech.say("story.labelIssued", ["code": speech.code(labelled.code)]),
                [donation(labelled.donation, speech)]
            )
        case .countOpened(let opened): return (try counted(opened.place, queries, speech), [])
        case .countLine(let line):
            let known = try queries.item(line.item)?.item
            let seen = speech.amount(line.seen.value, known?.measure ?? .each)
            return (
                speech.say("scan.taken_count"),
                [.init(speech.say("count.seen"), seen)] + (known.map { [item($0, speech)] } ?? [])
            )
        case .countCompleted(let completed):
            let place = try queries.count(completed.count)?.place.id
            return (try place.map { try counted($0, queries, speech) } ?? "", [])
        case .dayClosed(let closed):
            let date = speech.day(closed.day)
            return (
                speech.say("story.dayClosed", ["date": date]),
                [.init(speech.say("home.day"), date, href: "/days/\(closed.day)")]
            )
        }
    }

    private static func item(_ item: Item, _ speech: Speech) -> StoryModel.Fact {
        .init(speech.say("words.item"), item.name, href: "/items/\(item.id)")
    }

    private static func donation(_ id: DonationID, _ speech: Speech) -> StoryModel.Fact {
        .init(speech.say("scan.donation"), speech.say("story.whatCame"), href: "/donations/\(id)")
    }

    private static func place(_ place: Place, _ speech: Speech) -> StoryModel.Fact {
        .init(speech.say("words.place"), speech.name(of: place), href: "/places/\(place.id)")
    }

    private static func labelled(
        _ bound: LabelBound, _ queries: Queries, _ speech: Speech
    ) throws -> (title: String, facts: [StoryModel.Fact]) {
        let codes = ["code": speech.code(bound.code), "old": speech.code(bound.replaces ?? "")]
        let known: StoryModel.Fact? =
            switch bound.bearer {
            case .place(let id): try queries.place(id).map { place($0, speech) }
            case .lot(let lot): try queries.item(lot.key.item).map { item($0.item, speech) }
            case .item(let id): try queries.item(id).map { item($0.item, speech) }
            case nil: nil
            }
        let said =
            bound.replaces != nil
            ? "labelReplaced"
            : bound.bearer == nil
                ? "labelBlank" : bound.corrects == nil ? "labelBound" : "labelCorrected"
        return (speech.say("story.\(said)", codes), known.map { [$0] } ?? [])
    }

    private static func code(_ scan: ScanFacts?, _ speech: Speech) -> [StoryModel.Fact] {
        scan.map { [.init(speech.say("story.scanned"), speech.code($0.code))] } ?? []
    }

    private static func counted(_ id: PlaceID, _ queries: Queries, _ speech: Speech) throws
        -> String
    {
        speech.say(
            "story.counted", ["place": try queries.place(id).map { speech.name(of: $0) } ?? ""])
    }
}

extension StoryModel.Fact {
    /// Who gave, as far as the hub still knows.
    init(_ source: SourceID, _ queries: Queries, _ speech: Speech) throws {
        let name = try queries.sourceName(source) ?? speech.say("story.nameErased")
        self.init(speech.say("story.givenBy"), name)
    }
}
