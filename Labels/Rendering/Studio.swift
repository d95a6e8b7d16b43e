import Printing

/// What one label after the other is drawn with: the fonts, and the last canvas.
struct Studio: ~Copyable {
    private let typesetter = Typesetter()
    private var canvas: Canvas?

    /// A label as dots.
    mutating func draw(_ order: LabelOrder) throws(LabelFault) -> Drawing {
        let label = try compose(order)
        let canvas = try canvas(width: label.width, height: label.height)
        let dots = try canvas.draw(label.items)
        return Drawing(bitmap: (label.turned ? dots.turned() : dots).bitmap, notes: label.notes)
    }

    /// A label as a page of its media's size.
    func page(_ order: LabelOrder) throws(LabelFault) -> [UInt8] {
        let label = try compose(order)
        let media = order.media
        return try PDFPages.bytes(width: media.width, height: media.feed) { page in
            page.draw(label, media: media, resolution: order.resolution, left: 0, top: 0)
        }
    }

    /// Labels one after the other in the cells of a sheet, from a cell counted from 0.
    func sheets(
        _ sheet: Sheet, _ orders: [LabelOrder], from first: Int
    ) throws(LabelFault) -> SheetDrawing {
        var notes: [Int: [Note]] = [:]
        let pdf = try PDFPages.bytes(width: sheet.pageWidth, height: sheet.pageHeight) {
            page throws(LabelFault) in
            for (index, order) in orders.enumerated() {
                let cell = (first + index) % sheet.count
                if cell == 0, index > 0 { page.turn() }
                let label = try compose(order)
                if !label.notes.isEmpty { notes[index] = label.notes }
                let (left, top) = sheet.corner(of: cell)
                page.draw(
                    label, media: order.media, resolution: order.resolution, left: left, top: top)
            }
        }
        return SheetDrawing(
            pdf: pdf, pages: (first + orders.count + sheet.count - 1) / sheet.count, notes: notes)
    }

    func compose(_ order: LabelOrder) throws(LabelFault) -> Composition {
        let width = order.resolution.dots(order.media.width)
        let height = order.resolution.dots(order.media.feed)
        let limit = LabelRenderer.sideLimit
        guard max(width, height) <= limit, min(width, height) > 0 else {
            throw .labelTooLarge(media: order.media.name, dots: max(width, height), limit: limit)
        }
        guard order.layout.needs.isMet(by: order.media) else {
            throw .mediaTooSmall(
                media: order.media.name, layout: order.layout.name,
                long: order.layout.needs.long, short: order.layout.needs.short)
        }
        let (part, turned) = order.layout.arrangement(
            width: order.media.width, feed: order.media.feed)
        var label = Composition(
            width: turned ? height : width, height: turned ? width : height, turned: turned,
            items: [],
            notes: order.fieldsNotOnLayout.map { .fieldNotOnLayout(field: $0) })
        let (across, along) = (order.media.edgeAcross, order.media.edgeAlong)
        typesetter.begin()
        var arranger = Arranger(
            order, edge: turned ? (along, across) : (across, along), typesetter: typesetter)
        let margin = arranger.margin
        let room = label.height - 2 * margin.y
        let arranged = arranger.arrange(
            part, width: label.width - 2 * margin.x, height: room, edges: .all)
        if arranger.codeDoesNotFit {
            throw .codeDoesNotFit(media: order.media.name, layout: order.layout.name)
        }
        if let arranged {
            label.notes += arranged.notes
            label.items = arranged.moved(
                x: margin.x, y: margin.y + max(0, room - arranged.height) / 2)
        }
        for case .text(let text) in label.items.map(\.item) { label.notes += text.notes }
        return label
    }

    private mutating func canvas(width: Int, height: Int) throws(LabelFault) -> Canvas {
        if let canvas, canvas.width == width, canvas.height == height { return canvas }
        let made = try Canvas(width: width, height: height)
        canvas = made
        return made
    }
}

/// One label that is asked for, with its layout and code already read.
struct LabelOrder: Sendable {
    let layout: Layout
    let media: Media
    let resolution: Resolution
    let fields: [String: String]
    let code: LabelCode?
    let vocabulary: Vocabulary

    /// In alphabetical order; a name with a 2 is the field's second language.
    var fieldsNotOnLayout: [String] {
        let known = layout.fields(on: media)
        return fields.keys.filter {
            $0 != LabelLanguages.field && !known.contains($0)
                && !($0.hasSuffix("2") && known.contains(String($0.dropLast())))
        }.sorted()
    }
}

/// Everything of one label in its place, in dots.
struct Composition {
    let width, height: Int
    /// Whether it is to be turned a quarter to the right, because it was composed lying on its
    /// side.
    let turned: Bool
    var items: [Arrangement.Placed]
    var notes: [Note]
}
