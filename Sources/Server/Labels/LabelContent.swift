import Barcodes
import Rendering
import Stock
import Storage

/// What a label says of the thing its code stands for.
struct LabelContent: Sendable {
    /// The layout that suits the thing, where nobody chose another.
    let layout: String
    let fields: [String: String]

    /// Takes what a box `holds`, or where a place stands, as one line, and a date label `written`
    /// in the hub's language, such as "Best by March 2027".
    init(_ meaning: CodeMeaning, holds: String?, written: (DateLabel) -> String) {
        switch meaning {
        case .place(let place):
            layout = place.kind == .box ? "box" : "bin"
            fields = ["name": place.name, "detail": holds ?? ""]
        case .lot(let lot, let item):
            layout = "lot"
            fields = [
                "name": item.name, "date": lot.key.dateLabel.map(written) ?? "",
                "detail": lot.key.number ?? item.category,
            ]
        case .item(let item, _):
            layout = "lot"
            fields = ["name": item.name, "date": "", "detail": item.category]
        }
    }
}

extension HubServices {
    /// What the label of a code says now.
    ///
    /// - Throws: `label_code_unknown`.
    func labelContent(of code: String) async throws -> (key: String, content: LabelContent) {
        let keys = try Names.scanned(code).keys
        let words = try await dateWords()
        return try await store.read { queries in
            for key in keys {
                guard let meaning = try queries.meaning(of: [key]) else { continue }
                return (
                    key, LabelContent(meaning, holds: try queries.holds(meaning), written: words)
                )
            }
            throw StorageFault.labelCodeUnknown(code)
        }
    }
}

extension Queries {
    /// One line of what a box holds, or where a place stands.
    fileprivate func holds(_ meaning: CodeMeaning) throws -> String? {
        guard case .place(let place) = meaning else { return nil }
        guard place.kind == .box else {
            return try place.parent.flatMap { try self.place($0)?.name }
        }
        let rows = try stock(place: place.id, limit: 100)
        var names: [String] = []
        for row in rows where !names.contains(row.itemName) { names.append(row.itemName) }
        return names.isEmpty ? nil : names.joined(separator: ", ")
    }
}
