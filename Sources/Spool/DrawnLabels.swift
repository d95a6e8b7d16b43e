import Printing
import Rendering
import Storage
import Synchronization

/// The labels that were drawn last, so that one that is asked for, looked at and printed is drawn
/// once.
///
/// All that a drawing follows from is its key: where the paper or the head was set anew meanwhile,
/// the label is drawn anew.
final class DrawnLabels: Sendable {
    /// Drawings that are kept; one of 4 × 6 inch at 300 dpi has 270 KB.
    static let limit = 8

    /// What a drawing follows from.
    struct Key: Sendable, Hashable {
        private let layout: String
        private let code: String?
        private let fields: [String: String]
        private let media: Media
        private let resolution: Resolution

        init(_ request: PrintRequest, _ settings: JobSettings) {
            (layout, code, fields) = (request.layout, request.code, request.fields)
            (media, resolution) = (settings.media, settings.resolution)
        }
    }

    /// The one used last stands last.
    private let kept = Mutex<[(key: Key, drawing: Drawing)]>([])

    /// The drawing of that key; `draw` makes it where it is not kept.
    func drawing(
        _ key: Key, draw: () throws(LabelFault) -> Drawing
    ) throws(LabelFault) -> Drawing {
        if let known = use(key) { return known }
        let drawing = try draw()
        kept.withLock { kept in
            kept.removeAll { $0.key == key }
            kept.append((key, drawing))
            kept.removeFirst(max(0, kept.count - Self.limit))
        }
        return drawing
    }

    private func use(_ key: Key) -> Drawing? {
        kept.withLock { kept in
            guard let index = kept.firstIndex(where: { $0.key == key }) else { return nil }
            kept.append(kept.remove(at: index))
            return kept.last?.drawing
        }
    }
}
