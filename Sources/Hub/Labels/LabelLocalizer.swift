package import Localization
package import Stock
import Storage

/// The hub's own language and name, in which labels speak whoever prints them.
package struct LabelLocalizer: Sendable {
    package let localizer: Localizer
    package let hub: String

    package func text(_ key: String) -> String { localizer.text(key) }

    /// A date label at the beginning of a line: "Best by March 2027".
    package func written(_ label: DateLabel) -> String {
        let words = localizer.dateLabel(label)
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    /// The layout for a place's label.
    package func suiting(_ kind: Place.Kind) -> String {
        switch kind {
        case .box: "box"
        case .shelf, .room: "shelf"
        case .bin, .floor, .source, .distributed, .discarded, .adjustment, .sorting, .transit: "bin"
        }
    }
}

extension Hub {
    package func labelLocalizer() async throws -> LabelLocalizer {
        let settings = try await store.read { try HubSettings($0) }
        let localizer = Localizer(
            settings.language.flatMap { Messages.all[$0] } ?? .english,
            weightUnit: settings.weightUnit, timeZone: store.calendar.timeZone)
        return LabelLocalizer(localizer: localizer, hub: settings.name)
    }

    /// A label's fields, with the hub's language where nobody asked for another.
    package func spoken(_ fields: [String: String]) async throws -> [String: String] {
        guard let language = try await read({ try HubSettings($0) }).language, language != "en"
        else { return fields }
        return fields.merging(["language": language]) { own, _ in own }
    }
}
