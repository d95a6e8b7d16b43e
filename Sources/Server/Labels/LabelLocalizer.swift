import Stock
import Storage

/// The hub's own language and name, in which labels speak whoever prints them.
struct LabelLocalizer: Sendable {
    let localizer: Localizer
    let hub: String

    func text(_ key: String) -> String { localizer.text(key) }

    /// A date label at the beginning of a line: "Best by March 2027".
    func written(_ label: DateLabel) -> String {
        let words = localizer.dateLabel(label)
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    /// The layout for a place's label.
    func suiting(_ kind: Place.Kind) -> String {
        switch kind {
        case .box: "box"
        case .shelf, .room: "shelf"
        case .bin, .floor, .source, .distributed, .discarded, .adjustment, .sorting, .transit: "bin"
        }
    }
}

extension Hub {
    func labelLocalizer() async throws -> LabelLocalizer {
        let settings = try await store.read { try HubSettings($0) }
        let localizer = Localizer(
            settings.language.flatMap { Messages.all[$0] } ?? .english,
            weightUnit: settings.weightUnit, timeZone: store.calendar.timeZone)
        return LabelLocalizer(localizer: localizer, hub: settings.name)
    }
}
