import API
import Hub
import Journal
import Localization
import Server
import Stock
import Storage

/// What the template of a day says that is not settled: a line for each kind, and under it what it is, by name.
struct UnsettledModel: Sendable {
    struct Matter: Sendable {
        let matterHref: String
        let matterText: String
        let matterDetail: String
    }

    let mark: String
    let text: String
    /// Where all of it is settled; nil where this device may not, or another one has to.
    let settleHref: String?
    let named: Rows<Matter>?

    /// All that a day's story and the devices know of; none where all is settled.
    static func all(_ story: DayStory, _ devices: [DeviceReport], _ page: PageRequest) -> [Self] {
        let (matters, localizer) = (story.matters, page.localizer)
        func row(
            _ count: Int, _ key: String, _ href: String, needs role: Role, _ named: [Matter]
        ) -> Self? {
            guard count > 0 else { return nil }
            return Self(
                mark: "look", text: localizer.text("day.before_\(key)", n: count),
                settleHref: page.may(role) ? href : nil, named: Rows(named))
        }
        let kinds = [
            row(
                matters.unresolved, "unresolved", "/unresolved", needs: .volunteer,
                story.codes.map { code($0, page) }),
            row(
                matters.itemsShort, "shortfalls", "/stock#shortfalls", needs: .viewer,
                story.shortfalls.map { shortfall($0, page) }),
            row(
                matters.openCounts, "counts", "/count", needs: .volunteer,
                story.counts.map { count($0, page) }),
            row(
                matters.jobsInDoubt, "jobs", QueuePage.path, needs: .volunteer,
                story.jobs.map { job($0, page) }),
        ]
        let held = devices.map { device in
            Self(
                mark: "device",
                text: localizer.text(
                    "count.deviceHolds", n: device.held,
                    ["device": device.name, "time": localizer.hour(device.at)]),
                settleHref: nil, named: nil)
        }
        return kinds.compactMap { $0 } + held
    }

    /// The page of new codes, from this one on; who may not say what they are sees the scan.
    private static func code(_ code: OpenCode, _ page: PageRequest) -> Matter {
        let when = page.localizer.moment(code.first.at, now: page.now)
        let place = code.place.map { page.localizer.name(of: $0) }
        return Matter(
            matterHref: page.may(.volunteer)
                ? PageRequest.path(
                    "/unresolved", ["after": Cursor(behindOpenScan: code.first.seq - 1).description]
                )
                : "/entries/\(code.first.seq)",
            matterText: page.localizer.code(code.first.scan.scan.code),
            matterDetail: [when, place].compactMap { $0 }.joined(separator: " · "))
    }

    /// Counting the place settles it; who may not count sees what came and went.
    private static func shortfall(_ short: Shortfall, _ page: PageRequest) -> Matter {
        let (localizer, isFloor) = (page.localizer, short.placeKind == .floor)
        let place = isFloor ? localizer.text("words.floor") : short.placeName
        return Matter(
            matterHref: page.may(.volunteer)
                ? PageRequest.path("/count", ["place": short.place.description])
                : "/items/\(short.item)",
            matterText: short.itemName,
            matterDetail: "\(localizer.signed(short.quantity, short.measure)) · \(place)")
    }

    private static func count(_ count: OpenCount, _ page: PageRequest) -> Matter {
        let since = count.id.madeAt.map { page.localizer.moment($0, now: page.now) }
        return Matter(
            matterHref: page.may(.volunteer) ? "/count/\(count.id)" : "/places/\(count.place.id)",
            matterText: page.localizer.name(of: count.place),
            matterDetail: since.map { page.localizer.text("count.since", ["time": $0]) } ?? "")
    }

    /// The queue, where a person says what came out; who may not sees the printers.
    private static func job(_ line: PrintLine, _ page: PageRequest) -> Matter {
        let (job, localizer) = (line.first, page.localizer)
        let isBatch = line.jobs > 1
        return Matter(
            matterHref: !page.may(.volunteer)
                ? "/printers"
                : isBatch
                    ? PageRequest.path(
                        QueuePage.path, ["batch": job.batch.map { "\($0)" } ?? ""])
                    : QueuePage.path,
            matterText: PrinterText.name(
                of: job, labels: line.labels, isBatch: isBatch, localizer),
            matterDetail: PrinterText.state(job.state, localizer).word)
    }
}
