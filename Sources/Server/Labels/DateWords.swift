import Foundation
import Stock
import Storage

extension HubServices {
    /// Writes date labels out in the hub's language: "Best by March 2027".
    func dateWords() async throws -> @Sendable (DateLabel) -> String {
        let settings = try await store.read { try HubSettings($0) }
        let speech = Speech(
            settings.language.flatMap { Messages.all[$0] } ?? .english,
            weightUnit: settings.weightUnit, timeZone: store.calendar.timeZone)
        return { label in
            let words = speech.dateLabel(label)
            return words.prefix(1).uppercased() + words.dropFirst()
        }
    }
}
