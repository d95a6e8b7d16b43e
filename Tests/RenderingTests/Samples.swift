import Printing

@testable import Rendering

/// What the tests draw, with one renderer for all of one test.
final class Samples {
    static let code = "7K2M9XRD"
    static let resolutions = [Resolution.dpi203, .dpi300]

    let catalogue: LayoutCatalogue
    let renderer: LabelRenderer
    private var context = RenderContext()

    init() throws {
        catalogue = try LayoutCatalogue()
        renderer = LabelRenderer(catalogue)
    }

    static func fields(_ layout: String) -> [String: String] { fields[layout] ?? [:] }

    private static let fields: [String: [String: String]] = [
        "allergens": [
            "name": "Lentil soup", "icons": "celery, mustard, vegan", "detail": "21 November",
        ],
        "badge": ["name": "Amina", "detail": "Hand out", "hub": "Northside Hub"],
        "bag": ["name": "Bag 12", "detail": "Four people", "icons": "halal, milk"],
        "bin": ["name": "A3", "detail": "Cereal"],
        "box": ["name": "Box 12", "detail": "Canned beans, 14.2 kg"],
        "command": ["name": "Undo", "detail": "Takes back the last scan"],
        "contents": ["name": "Box 12", "contents": "24 × Beans; 12 × Chickpeas; 10 × Rice"],
        "donation": ["name": "Bread", "source": "Harvest Market", "date": "March 2027"],
        "lot": ["name": "Black beans, 15 oz can", "date": "March 2027", "detail": "Purchased"],
        "quarantine": ["name": "Baby formula", "detail": "Recalled"],
        "roll": [:],
        "shelf": ["name": "Soups", "detail": "Cans, by date"],
        "test": ["name": "Larder prints", "detail": "50x30, 203 dpi, TSPL"],
        "transit": ["from": "Northside", "to": "St. Mary’s", "name": "Box 12", "detail": "14 kg"],
    ]

    /// Layouts with a QR that two papers are too small for, whatever the label says.
    static let tooSmall = [
        "12": ["bin", "box", "lot"], "12x12": ["bin", "box", "lot", "test"],
        "23x23": ["bin", "lot"], "24x24": ["bin", "box", "lot"],
        "58x58": ["allergens"],
    ]

    /// Every shipped layout on every shipped medium that is large enough for it, at both
    /// resolutions.
    var everyLabel: [(layout: String, media: Media, resolution: Resolution)] {
        catalogue.layoutNames.flatMap { layout in
            catalogue.media
                .filter {
                    (try? catalogue.layout(layout).needs.isMet(by: $0)) == true
                        && Self.tooSmall[$0.name]?.contains(layout) != true
                }
                .flatMap { media in Self.resolutions.map { (layout, media, $0) } }
        }
    }

    /// Those of them that have a QR.
    var everyCodedLabel: [(layout: String, media: Media, resolution: Resolution)] {
        everyLabel.filter { label in
            (try? catalogue.layout(label.layout).tall.holdsCode) == true
                && (label.layout != "test" || Self.tooSmall[label.media.name] == nil)
        }
    }

    /// A 50×30 mm label at 203 dpi.
    func draw(
        _ fields: [String: String], layout: String = "lot", code: String? = code
    ) throws -> Drawing {
        try renderer.draw(
            layout, on: catalogue.media(named: "50x30"), at: .dpi203, fields: fields, code: code)
    }

    /// Where everything stands on a label, before it is drawn; good until the next label.
    func compose(
        _ layout: String, on media: Media, at resolution: Resolution, fields: [String: String],
        code: String? = code
    ) throws -> Composition {
        let code = try code.map { content throws(LabelFault) in try QRContent(content) }
        return try context.compose(
            RenderRequest(
                layout: catalogue.layout(layout), media: media, resolution: resolution,
                fields: fields, code: code,
                vocabulary: catalogue.vocabulary))
    }
}

extension Bitmap {
    /// Dots that are black.
    var ink: Int { bytes.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// Whether no dot of a rectangle is black.
    func isWhite(x: Range<Int>, y: Range<Int>) -> Bool {
        y.allSatisfy { row in x.allSatisfy { !self[$0, row] } }
    }
}

extension Composition {
    /// The symbol with its place.
    var symbol: (symbol: QRSymbol, module: Int, x: Int, y: Int)? {
        for placed in items {
            if case .symbol(let symbol, let module) = placed.item {
                return (symbol, module, placed.x, placed.y)
            }
        }
        return nil
    }

    var texts: [(text: FittedText, x: Range<Int>, y: Range<Int>)] {
        items.compactMap { placed in
            guard case .text(let text) = placed.item else { return nil }
            let extents = text.extents
            return (
                text, placed.x + extents.left..<placed.x + extents.right,
                placed.y + extents.top..<placed.y + extents.bottom
            )
        }
    }
}
