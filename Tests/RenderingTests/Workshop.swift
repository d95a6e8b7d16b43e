import Foundation
import Printing

@testable import Rendering

/// Layouts written for one test.
enum Workshop {
    /// A label of a layout whose both arrangements are `part`, a line of YAML.
    static func compose(
        _ part: String, fields: [String: String] = [:], code: String? = nil,
        media: Media = Media(name: "50x30", width: 50, feed: 30, gap: 3, tracking: .gap)
    ) throws -> Composition {
        try Studio().compose(order(part, fields: fields, code: code, media: media))
    }

    /// Its dots.
    static func draw(
        _ part: String, fields: [String: String] = [:], code: String? = nil,
        media: Media = Media(name: "50x30", width: 50, feed: 30, gap: 3, tracking: .gap)
    ) throws -> Bitmap {
        var studio = Studio()
        return try studio.draw(order(part, fields: fields, code: code, media: media)).bitmap
    }

    static func order(
        _ part: String, fields: [String: String], code: String?, media: Media
    ) throws -> LabelOrder {
        let vocabulary = try LayoutCatalogue().vocabulary
        let layout = try LayoutFile.read(
            "wide: \(part)\ntall: \(part)", name: "made", vocabulary: vocabulary)
        return LabelOrder(
            layout: layout, media: media, resolution: .dpi203, fields: fields,
            code: try code.map { content throws(LabelFault) in try LabelCode(content) },
            vocabulary: vocabulary)
    }

    /// The fault that a layout with this part gives; line 1 is the part's.
    static func fault(_ part: String) throws -> LayoutFault? {
        do throws(LayoutFault) {
            let vocabulary = try LayoutCatalogue().vocabulary
            _ = try LayoutFile.read(
                "wide: \(part)\ntall: {text: name}", name: "made", vocabulary: vocabulary)
            return nil
        } catch { return error }
    }
}

extension Composition {
    /// Texts by the field they are reported as, with the size of their font in dots.
    var sizes: [String: Int] {
        texts.reduce(into: [:]) { $0[$1.text.style.field] = $1.text.size }
    }

    var icons: [(side: Int, x: Int, y: Int)] {
        items.compactMap { placed in
            guard case .icon(_, let side) = placed.item else { return nil }
            return (side, placed.x, placed.y)
        }
    }

    /// Black areas, white ones where they stand on black.
    var areas: [(width: Int, height: Int, x: Int, y: Int)] {
        items.compactMap { placed in
            guard case .area(let width, let height) = placed.item else { return nil }
            return (width, height, placed.x, placed.y)
        }
    }
}
