import Stock
import Storage

/// What an entry says, in the words of the page's language.
struct EntryWords {
    let facts: [StoryModel.Fact]

    init(_ entry: Entry, _ body: EntryBody?, _ queries: Queries, _ visit: Visit) throws {
        let speech = visit.speech
        var facts = try body.map { try Self.said($0, queries, speech) } ?? []
        facts.append(
            .init(speech.say("story.recordedAt"), speech.moment(entry.recordedAt, now: visit.now)))
        if let station = body?.scan?.station {
            facts.append(.init(speech.say("story.station"), station))
        }
        facts.append(.init(speech.say("story.kind"), entry.kind))
        self.facts = facts
    }

    private static func said(
        _ body: EntryBody, _ queries: Queries, _ speech: Speech
    ) throws -> [StoryModel.Fact] {
        let what = speech.say("story.what")
        switch body {
        case .hubFounded: return [.init(what, speech.say("story.made"))]
        case .itemDefined(let defined):
            return [.init(what, speech.say("story.changed")), item(defined.item, speech)]
        case .placeMade(let made):
            return [.init(what, speech.say("story.made")), place(made, speech)]
        case .placeMoved(let moved):
            let names = try [moved.place, moved.parent].map {
                try $0.flatMap { try queries.place($0) }
            }
            return [.init(what, speech.say("story.placeMoved"))]
                + names.compactMap { $0 }.map { place($0, speech) }
        case .movement(let movement):
            return [.init(what, speech.say("scan.taken_\(movement.scan?.mode.rawValue ?? "move")"))]
                + (try code(movement.scan, speech))
        case .reversal: return [.init(what, speech.say("scan.takenBack"))]
        case .scanUnresolved(let scan):
            return [.init(what, speech.say("scan.newCode"))] + (try code(scan.scan, speech))
        case .scanResolved(let resolved):
            let known = try resolved.item.flatMap { try queries.item($0)?.item }
            return [.init(what, speech.say(known == nil ? "unresolved.dismissed" : "scan.settled"))]
                + (known.map { [item($0, speech)] } ?? [])
        case .labelIssued(let issued):
            return [
                .init(what, speech.say("story.labelIssued", ["code": speech.code(issued.code)]))
            ]
        case .countOpened(let opened):
            return [.init(what, try counted(opened.place, queries, speech))]
        case .countLine(let line):
            let known = try queries.item(line.item)?.item
            return [
                .init(
                    speech.say("count.seen"),
                    speech.amount(line.seen.value, known?.measure ?? .each))
            ]
                + (known.map { [item($0, speech)] } ?? [])
        case .countCompleted(let completed):
            let sheet = try queries.count(completed.count)
            return try sheet.map { [.init(what, try counted($0.place.id, queries, speech))] } ?? []
        case .dayClosed(let closed):
            let text = speech.say("story.dayClosed", ["date": speech.day(closed.day)])
            return [.init(what, text, href: "/days/\(closed.day)")]
        }
    }

    private static func item(_ item: Item, _ speech: Speech) -> StoryModel.Fact {
        .init(speech.say("words.item"), item.name, href: "/items/\(item.id)")
    }

    private static func place(_ place: Place, _ speech: Speech) -> StoryModel.Fact {
        .init(speech.say("words.place"), speech.name(of: place), href: "/places/\(place.id)")
    }

    private static func code(_ scan: ScanFacts?, _ speech: Speech) throws -> [StoryModel.Fact] {
        scan.map { [.init(speech.say("story.scanned"), speech.code($0.code))] } ?? []
    }

    private static func counted(_ id: PlaceID, _ queries: Queries, _ speech: Speech) throws
        -> String
    {
        speech.say(
            "story.counted", ["place": try queries.place(id).map { speech.name(of: $0) } ?? ""])
    }
}

extension EntryBody {
    /// The scan that an entry began with, where it began with one.
    fileprivate var scan: ScanFacts? {
        switch self {
        case .movement(let movement), .reversal(let movement): movement.scan
        case .scanUnresolved(let scan): scan.scan
        case .placeMoved(let moved): moved.scan
        case .countLine(let line): line.scan
        case .hubFounded, .itemDefined, .placeMade, .scanResolved, .labelIssued, .countOpened,
            .countCompleted,
            .dayClosed:
            nil
        }
    }
}
