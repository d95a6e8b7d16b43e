import Foundation
import Stock
import Storage

extension HubServices {
    /// Writes date labels out in the hub's language.
    func dateWords() async throws -> @Sendable (DateLabel) -> String {
        let tag = try await store.read { try $0.setting("language") } ?? "en"
        return { _ in tag }
    }
}
