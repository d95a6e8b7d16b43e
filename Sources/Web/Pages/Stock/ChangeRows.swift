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
    init?<Thing>(
        _ changes: [FactChange<Thing>], _ page: PageRequest,
        _ facts: (FactChange<Thing>) -> [(term: String, before: String?, after: String?)]
    ) {
        guard !changes.isEmpty else { return nil }
        let localizer = page.localizer
        let none = localizer.text("preview.none")
        rows = changes.map { change in
            .init(
                changeHref: "/entries/\(change.seq)",
                changeNumber: localizer.number(change.seq),
                changeTexts: facts(change).filter { $0.before != $0.after }.map { fact in
                    .init(
                        changeText: localizer.text(
                            "story.factChanged",
                            [
                                "fact": localizer.text(fact.term), "from": fact.before ?? none,
                                "to": fact.after ?? none,
                            ]))
                }, changeWhen: localizer.moment(change.recordedAt, now: page.now))
        }
    }

    init?(of changes: [FactChange<Item>], _ page: PageRequest) {
        let localizer = page.localizer
        func measure(_ item: Item) -> String {
            localizer.text("unresolved.\(item.measure.rawValue)")
        }
        self.init(changes, page) { change in
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

    init?(of changes: [FactChange<StandingPlace>], _ page: PageRequest) {
        self.init(changes, page) { change in
            [
                ("scan.askName", change.before.name, change.after.name),
                ("story.standsIn", change.before.parent, change.after.parent),
            ]
        }
    }
}
