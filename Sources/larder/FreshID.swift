import Stock
import Storage

/// Ids that this command makes for what it sends.
enum FreshID {
    /// A version 7 UUID.
    static func text() -> String { SystemClock().newID(JournalEntry.self).description }
}
