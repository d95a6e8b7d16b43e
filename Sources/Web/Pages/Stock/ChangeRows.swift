import Journal
import Localization
import Server
import Stock
import Storage

/// What was said anew of a thing, on its page: an entry each, with what was so before and since.
struct ChangeRows: Sendable {
    struct Row: Sendable {
        let changeHref: String
        let changeNumber: String
        let changeTexts: [Text]
        let changeWhen: String
    }

    struct Text: Sendable {
        let changeText: String
    }

    let rows: [Row]

    /// Nil where nothing was said anew.
    private init?<Thing>(
        _ changes: [FactChange<Thing>], told: [EntryStory], _ page: PageRequest,
        _ facts: (FactChange<Thing>) -> [(term: String, before: String?, after: String?)]
    ) {
        let localizer = page.localizer
        let none = localizer.text("preview.none")
        var entries: [Int64: (texts: [String], at: Moment)] = [:]
        for change in changes {
            let texts = facts(change).filter { $0.before != $0.after }.map { fact in
                localizer.text(
                    "story.factChanged",
                    [
                        "fact": localizer.text(fact.term), "from": fact.before ?? none,
                        "to": fact.after ?? none,
                    ])
            }
            entries[change.seq] = (texts, change.recordedAt)
        }
        for story in told {
            let (seq, at) = (story.entry.seq, story.entry.recordedAt)
            entries[seq, default: ([], at)].texts.append(Self.text(of: story, localizer))
        }
        guard !entries.isEmpty else { return nil }
        rows = entries.sorted { $0.key > $1.key }.prefix(StoryModel.Entries.pageLength).map {
            seq, entry in
            Row(
                changeHref: "/entries/\(seq)", changeNumber: localizer.number(seq),
                changeTexts: entry.texts.map { Text(changeText: $0) },
                changeWhen: localizer.moment(entry.at, now: page.now))
        }
    }

    private static func text(of story: EntryStory, _ localizer: Localizer) -> String {
        guard let words = (story.body as? any EntryWording)?.described(story, localizer) else {
            return story.entry.kind
        }
        return ([words.title] + words.facts.map(\.text)).compactMap { $0 }.joined(
            separator: " · ")
    }

    init?(
        of changes: [FactChange<Item>], told: [EntryStory], _ page: PageRequest
    ) {
        let localizer = page.localizer
        func measure(_ item: Item) -> String {
            localizer.text("unresolved.\(item.measure.rawValue)")
        }
        self.init(changes, told: told, page) { change in
            let (old, new) = (change.before, change.after)
            func fact(_ term: String, _ text: (Item) -> String?) -> (String, String?, String?) {
                (term, text(old), text(new))
            }
            return [
                fact("scan.askName") { $0.name },
                fact("words.category") { $0.category.isEmpty ? nil : $0.category },
                fact("unresolved.measure", measure),
                fact("story.weightOfOne") { $0.unitWeightGrams.map { localizer.weight($0) } },
                fact("mend.keeps") { $0.shelfLifeDays.map { localizer.number(Int64($0)) } },
                fact("story.programme") { localizer.name(of: $0.programme) },
            ]
        }
    }

    init?(
        of changes: [FactChange<StandingPlace>], told: [EntryStory], _ page: PageRequest
    ) {
        self.init(changes, told: told, page) { change in
            [
                ("scan.askName", change.before.name, change.after.name),
                ("story.standsIn", change.before.parent, change.after.parent),
            ]
        }
    }
}
