import Printing

/// What one label after the other is drawn with: the fonts, and the last canvas.
struct Studio {
    private let typesetter = Typesetter()
    private var canvas: Canvas?

    mutating func draw(
        _ layout: Layout, on media: Media, at resolution: Resolution, fields: [String: String],
        code: LabelCode?
    ) throws(LabelFault) -> Drawing {
        let width = resolution.dots(media.width)
        let height = resolution.dots(media.feed)
        let (part, turned) = layout.arrangement(width: media.width, feed: media.feed)
        typesetter.begin()
        var arranger = Arranger(
            layout, fields: fields, code: code, resolution: resolution, typesetter: typesetter)
        let across = turned ? height : width
        let along = turned ? width : height
        let margin = arranger.margin
        let arranged = arranger.arrange(
            part, width: across - 2 * margin, height: along - 2 * margin, edges: .all)
        if arranger.codeDoesNotFit { throw .codeDoesNotFit(media: media.name, layout: layout.name) }
        var items: [Arrangement.Placed] = []
        if let arranged {
            items = arranged.moved(
                x: margin, y: margin + max(0, along - 2 * margin - arranged.height) / 2)
        }
        let canvas = try canvas(width: across, height: along)
        let dots = try canvas.draw(items)
        let notes = items.flatMap { placed -> [Note] in
            if case .text(let text) = placed.item { text.notes } else { [] }
        }
        return Drawing(bitmap: (turned ? dots.turned() : dots).bitmap, notes: notes)
    }

    private mutating func canvas(width: Int, height: Int) throws(LabelFault) -> Canvas {
        if let canvas, canvas.width == width, canvas.height == height { return canvas }
        let made = try Canvas(width: width, height: height)
        canvas = made
        return made
    }
}
