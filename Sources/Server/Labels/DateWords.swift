import Foundation
import Stock
import Storage

extension HubServices {
    /// Writes date labels out in the hub's language: "Best by March 2027".
    func dateWords() async throws -> @Sendable (DateLabel) -> String {
        let tag = try await store.read { try $0.setting("language") }
        let speech = Speech(
            tag.flatMap { Messages.all[$0] } ?? .english, weightUnit: .kilograms,
            timeZone: store.calendar.timeZone)
        return { label in
            let words = speech.dateLabel(label)
            return words.prefix(1).uppercased() + words.dropFirst()
        }
    }
}
