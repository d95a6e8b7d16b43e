import Foundation
import Printing

@testable import Rendering

/// Layouts written for one test.
enum TestLayouts {
    /// A label of a layout whose both arrangements are `node`, a line of YAML.
    static func compose(
        _ node: String, fields: [String: String] = [:], code: String? = nil,
        media: Media = Media(name: "50x30", width: 50, feed: 30, gap: 3, tracking: .gap)
    ) throws -> Composition {
        try RenderContext().compose(request(node, fields: fields, code: code, media: media))
    }

    /// Its dots.
    static func draw(
        _ node: String, fields: [String: String] = [:], code: String? = nil,
        media: Media = Media(name: "50x30", width: 50, feed: 30, gap: 3, tracking: .gap)
    ) throws -> Bitmap {
        var context = RenderContext()
        return try context.draw(request(node, fields: fields, code: code, media: media)).bitmap
    }

    static func request(
        _ node: String, fields: [String: String], code: String?, media: Media
    ) throws -> RenderRequest {
        let vocabulary = try LayoutCatalogue().vocabulary
        let layout = try LayoutFile.read(
            "wide: \(node)\ntall: \(node)", name: "made", vocabulary: vocabulary)
        return RenderRequest(
            layout: layout, media: media, resolution: .dpi203, fields: fields,
            code: try code.map { content throws(LabelFault) in try QRContent(content) },
            vocabulary: vocabulary)
    }

    /// The fault that a layout with this node gives; line 1 is the node's.
    static func fault(_ node: String) throws -> LayoutFault? {
        do throws(LayoutFault) {
            let vocabulary = try LayoutCatalogue().vocabulary
            _ = try LayoutFile.read(
                "wide: \(node)\ntall: {text: name}", name: "made", vocabulary: vocabulary)
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
        items.compactMap { placement in
            guard case .icon(_, let side) = placement.item else { return nil }
            return (side, placement.x, placement.y)
        }
    }

    /// Black areas, white ones where they stand on black.
    var areas: [(width: Int, height: Int, x: Int, y: Int)] {
        items.compactMap { placement in
            guard case .area(let width, let height) = placement.item else { return nil }
            return (width, height, placement.x, placement.y)
        }
    }
}
