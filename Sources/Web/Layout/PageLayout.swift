import Hub
import Localization
import Mustache
import Server
import Stock
import Storage

/// What every page has around its own content.
struct PageLayout: Sendable {
    let t: Messages.Node
    /// The unit that weights are in, `kg` or `lb`: a form says it, so that another one that the hub is set to later changes none.
    let unit: String
    let title: String
    let hubName: String
    /// To change to, with one tap.
    let otherLanguages: [OtherLanguage]
    /// Where this page can be asked for again: its path and query.
    let here: String
    /// Nil before a device has joined.
    let nav: Navigation?
    let practice: Bool
    /// What speaks against the hub's clock; nil where nothing does.
    let clock: ClockNotice?
    /// What is said of entries that are gone; nil where none are.
    let loss: LossNotice?
    /// What is said of entries that are damaged; nil where none are.
    let damage: DamageNotice?
    let told: FlashMessageModel?
    /// The page's own view-model; its stored properties are the names its template uses.
    let content: any Sendable
}

/// A language that the page is not in, by its own name for itself.
struct OtherLanguage: Sendable {
    let otherTag: String
    let otherName: String

    static func all(beside messages: Messages) -> [OtherLanguage] {
        Messages.all.values.filter { $0.tag != messages.tag }.sorted { $0.name < $1.name }
            .map { OtherLanguage(otherTag: $0.tag, otherName: $0.name) }
    }
}

/// What the last form did.
struct FlashMessageModel: Sendable {
    /// `well` or `look`.
    let tone: String
    let text: String
    /// Where what was done is seen; nil where that is here.
    let toldHref: String?
}

/// What is said on every page of a clock that cannot be right, or was not.
struct ClockNotice: Sendable {
    let clockTell: String
    /// Whether this device may say that the clock is right.
    let confirmable: Bool

    /// Nil where nothing speaks against the clock.
    init?(_ check: ClockCheck, now: Moment, mayConfirm: Bool, _ localizer: Localizer) {
        let (key, last): (String, Moment)
        switch check {
        case .plausible: return nil
        case .behind(let moment): (key, last) = ("clock.behind", moment)
        case .ahead(let moment): (key, last) = ("clock.ahead", moment)
        case .leapt(let moment): (key, last) = ("clock.leapt", moment)
        }
        clockTell = localizer.text(
            key,
            [
                "now": localizer.moment(now, now: .earliest),
                "last": localizer.moment(last, now: .earliest),
            ])
        confirmable = mayConfirm
    }
}

/// What is said on every page of entries that are gone, or may be, and of a database that is not in its place.
struct LossNotice: Sendable {
    let lossTell: String

    /// Nil where nothing is gone.
    init?(_ hub: Hub, _ localizer: Localizer) {
        guard hub.isDatabaseInPlace else {
            lossTell = localizer.text("journal.replaced")
            return
        }
        guard let loss = hub.journalLoss else { return nil }
        lossTell =
            loss.expected.map {
                localizer.text(
                    "journal.entriesGone", ["expected": "\($0)", "found": "\(loss.found)"])
            } ?? localizer.text("journal.noteGone", ["found": "\(loss.found)"])
    }
}

/// What coordinators are told on every page of a journal that is damaged.
struct DamageNotice: Sendable {
    let damageTell: String

    /// Nil where nothing is.
    init?(_ damage: JournalDamage?, _ localizer: Localizer) {
        guard let damage else { return nil }
        damageTell =
            damage.seq.map { localizer.text("journal.entryDamaged", ["n": "\($0)"]) }
            ?? localizer.text("journal.unreadable")
    }
}

/// A list under a heading: heading and list come and go together.
struct Rows<Row: Sendable>: Sendable {
    let rows: [Row]

    /// - Returns: Nothing where there are no rows.
    init?(_ rows: [Row]) {
        guard !rows.isEmpty else { return nil }
        self.rows = rows
    }
}

/// The quiet pages beside the five choices.
struct Navigation: Sendable {
    struct Link: Sendable {
        let href: String
        let name: String
        let current: Bool
    }

    let links: [Link]

    init(_ role: Role, at path: String, _ localizer: Localizer) {
        let pages: [(href: String, key: String, needs: Role)] = [
            ("/stock", "nav.stock", .viewer), ("/unresolved", "nav.unresolved", .volunteer),
            ("/printers", "nav.printers", .viewer), ("/settings", "nav.settings", .viewer),
        ]
        links =
            pages.filter { role.covers($0.needs) }
            .map { Link(href: $0.href, name: localizer.text($0.key), current: path == $0.href) }
            + [
                Link(
                    href: HelpTopic.address(for: path), name: localizer.text("nav.help"),
                    current: path == "/help")
            ]
    }
}

extension PageLayout: MustacheParent {
    func child(named name: String) -> Any? {
        switch name {
        case "t": t
        case "unit": unit
        case "title": title
        case "hubName": hubName
        case "otherLanguages": otherLanguages
        case "here": here
        case "nav": nav
        case "practice": practice
        case "clock": clock
        case "loss": loss
        case "damage": damage
        case "told": told
        default: present(Mirror(reflecting: content).descendant(name))
        }
    }

    /// A property's value, or nothing where the property is an optional that is nil.
    private func present(_ value: Any?) -> Any? {
        guard let value else { return nil }
        let mirror = Mirror(reflecting: value)
        guard mirror.displayStyle == .optional else { return value }
        return mirror.children.first?.value
    }
}
