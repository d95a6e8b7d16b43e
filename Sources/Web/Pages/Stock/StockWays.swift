import Localization
import Server
import Storage

/// The pages that tell of the stock, as links above and below each of them.
struct StockWay: Sendable {
    let pageHref: String
    let pageName: String
    let pageIsHere: Bool

    /// Those that whoever asks may see.
    static func all(at here: String, _ page: PageRequest) -> [Self] {
        let pages: [(href: String, key: String, needs: Role)] = [
            ("/stock", "stock.title", .viewer), (UseFirstPage.path, "useFirst.title", .viewer),
            (LowPage.path, "low.title", .viewer),
            (WeeksPage.path, "weeks.title", .viewer),
            (DonorsPage.path, "donors.title", .coordinator),
            (HistoryPage.path, "story.entries", .viewer),
        ]
        return pages.filter { page.may($0.needs) }.map {
            Self(
                pageHref: $0.href, pageName: page.localizer.text($0.key),
                pageIsHere: $0.href == here)
        }
    }
}
