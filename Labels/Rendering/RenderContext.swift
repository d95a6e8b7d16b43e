import Printing

/// What one label after the other is drawn with: the fonts, and the last canvas.
struct RenderContext: ~Copyable {
    private let typesetter = Typesetter()
    private var canvas: Canvas?

    /// A label as dots.
    mutating func draw(_ request: RenderRequest) throws(LabelFault) -> Drawing {
        FontLock.take()
        defer { FontLock.give() }
        let label = try place(request)
        let dots = try canvas(width: label.width, height: label.height).draw(label.items)
        // A byte a dot: what is larger than a label of 4 × 6 inch at 300 dpi is not kept.
        if label.width * label.height > 2_200_000 { canvas = nil }
        return Drawing(bitmap: (label.turned ? dots.turned() : dots).bitmap, notes: label.notes)
    }

    /// Lets go of the dots of the last label.
    mutating func forget() { canvas = nil }

    /// A label as a page of its media's size.
    func page(_ request: RenderRequest) throws(LabelFault) -> [UInt8] {
        FontLock.take()
        defer { FontLock.give() }
        let label = try place(request)
        let media = request.media
        return try PDFPages.bytes(width: media.width, height: media.feed) { page in
            page.draw(label, media: media, resolution: request.resolution, left: 0, top: 0)
        }
    }

    /// Labels one after the other in the cells of a sheet, from a cell counted from 0.
    func sheets(
        _ sheet: Sheet, _ requests: [RenderRequest], from first: Int, movedBy offset: SheetOffset
    ) throws(LabelFault) -> SheetDrawing {
        var notes: [Int: [Note]] = [:]
        FontLock.take()
        defer { FontLock.give() }
        let pdf = try PDFPages.bytes(width: sheet.pageWidth, height: sheet.pageHeight) {
            page throws(LabelFault) in
            for (index, request) in requests.enumerated() {
                let cell = (first + index) % sheet.count
                if cell == 0, index > 0 { page.turn() }
                // Others may draw theirs between two of them.
                FontLock.give()
                FontLock.take()
                let label = try LabelFault.naming(index, of: requests.count) {
                    () throws(LabelFault) in try place(request)
                }
                if !label.notes.isEmpty { notes[index] = label.notes }
                let (left, top) = sheet.corner(of: cell)
                page.draw(
                    label, media: request.media, resolution: request.resolution,
                    left: left + Double(offset.across) / 10, top: top + Double(offset.along) / 10)
            }
        }
        return SheetDrawing(
            pdf: pdf, pages: (first + requests.count + sheet.count - 1) / sheet.count, notes: notes)
    }

    /// A label as it would be drawn.
    func compose(_ request: RenderRequest) throws(LabelFault) -> Composition {
        FontLock.take()
        defer { FontLock.give() }
        return try place(request)
    }

    private func place(_ request: RenderRequest) throws(LabelFault) -> Composition {
        let width = request.resolution.dots(request.media.width)
        let height = request.resolution.dots(request.media.feed)
        let limit = LabelRenderer.sideLimit
        guard max(width, height) <= limit, min(width, height) > 0 else {
            throw .labelTooLarge(media: request.media.name, dots: max(width, height), limit: limit)
        }
        guard request.layout.needs.isMet(by: request.media) else {
            throw .mediaTooSmall(
                media: request.media.name, layout: request.layout.name,
                long: request.layout.needs.long, short: request.layout.needs.short)
        }
        if let fault = request.unknownIcons { throw fault }
        var refusal: LabelFault?
        let arrangements = request.layout.arrangements(
            width: request.media.width, feed: request.media.feed)
        for economies in Economy.inOrder {
            var best: (index: Int, left: Int)?
            for (index, (node, turned)) in arrangements.enumerated() {
                do throws(LabelFault) {
                    let label = try place(
                        request, node, (width, height), turned: turned, economies)
                    guard label.rowsLeftOut > 0 else { return label }
                    if label.rowsLeftOut < best?.left ?? .max { best = (index, label.rowsLeftOut) }
                } catch { refusal = refusal ?? error }
            }
            // Placed anew: the texts of one arrangement are set with the paragraphs of the one before.
            if let best {
                let (node, turned) = arrangements[best.index]
                return try place(request, node, (width, height), turned: turned, economies)
            }
        }
        throw refusal ?? .labelEmpty(layout: request.layout.name)
    }

    /// The label in one of its layout's arrangements, with no more economy than it takes.
    private func place(
        _ request: RenderRequest, _ node: LayoutNode, _ media: (width: Int, height: Int),
        turned: Bool, _ economies: [Economy]
    ) throws(LabelFault) -> Composition {
        if let field = request.fieldLeftOff(of: node) {
            throw .textDoesNotFit(
                media: request.media.name, layout: request.layout.name, field: field)
        }
        let size = turned ? (width: media.height, height: media.width) : media
        var fault: LabelFault?
        for economy in economies {
            let label = arrange(request, node, size, turned: turned, economy: economy)
            guard let found = label.fault else {
                guard economy == .none, label.isTextCut else { return label }
                // Rather all of it, and the name somewhat smaller.
                let other = arrange(request, node, size, turned: turned, economy: .fairRows)
                if other.fault == nil, !other.isTextCut, !other.isMuchSmaller(than: label) {
                    return other
                }
                return arrange(request, node, size, turned: turned, economy: economy)
            }
            // Where the texts were too much before, the QR is not what has no room.
            if case .codeDoesNotFit = found, fault != nil { continue }
            fault = found
        }
        throw fault ?? .codeDoesNotFit(media: request.media.name, layout: request.layout.name)
    }

    private func arrange(
        _ request: RenderRequest, _ node: LayoutNode, _ size: (width: Int, height: Int),
        turned: Bool, economy: Economy
    ) -> Composition {
        var label = Composition(
            width: size.width, height: size.height, turned: turned, items: [],
            notes: request.fieldsNotOn(node).map { .fieldNotOnLayout(field: $0) })
        let (across, along) = request.media.inset(margin: request.layout.margin)
        typesetter.begin()
        var engine = LayoutEngine(
            request, inset: turned ? (along, across) : (across, along), typesetter: typesetter,
            economy: economy)
        let margin = engine.margin
        let room = label.height - 2 * margin.y
        let arranged = engine.arrange(
            node, width: label.width - 2 * margin.x, height: room, edges: .all)
        if let arranged {
            label.notes += arranged.notes
            label.items = arranged.moved(
                x: margin.x, y: margin.y + max(0, room - arranged.height) / 2)
        }
        for case .text(let text) in label.items.map(\.item) { label.notes += text.notes }
        label.fault = label.fault(
            request, mayBeCut: engine.mayBeCut(in: node) + engine.rowsLeftOut.keys,
            codeDoesNotFit: engine.codeDoesNotFit)
        label.rowsLeftOut = engine.rowsLeftOut.values.reduce(0, +)
        if economy >= .lessText {
            label.notes += engine.mayBeCut(in: node)
                .filter(request.said.says)
                .map { .textCut(field: $0) }
        }
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
struct RenderRequest: Sendable {
    let layout: Layout
    let media: Media
    let resolution: Resolution
    let fields: [String: String]
    let said: FieldTexts
    let code: QRContent?
    let vocabulary: Vocabulary

    init(
        layout: Layout, media: Media, resolution: Resolution, fields: [String: String],
        code: QRContent?, vocabulary: Vocabulary
    ) {
        let said = FieldTexts(fields, allergens: vocabulary.allergens)
        self.layout = layout.drawn(saying: said)
        (self.media, self.resolution) = (media, resolution)
        (self.fields, self.said) = (fields, said)
        (self.code, self.vocabulary) = (code, vocabulary)
    }

    /// The fault of the first field that lists icons which there are not; nil where there are all.
    var unknownIcons: LabelFault? {
        for field in layout.iconFields.sorted() {
            let unknown = IconNames.split(fields[field] ?? "")
                .filter { vocabulary.icons[$0] == nil }
            if !unknown.isEmpty {
                return .iconUnknown(field: field, names: unknown, known: vocabulary.iconNames)
            }
        }
        return nil
    }

    /// The first of the fields that say something which an arrangement has room for on larger labels only,
    /// and must not leave out.
    func fieldLeftOff(of node: LayoutNode) -> String? {
        let needed = Set(node.neededFields.flatMap { [$0, $0 + "2"] })
        let known = node.fields(on: nil)
        return fieldsNotOn(node).first { field in
            said.says(field)
                && (needed.contains(field) || known.contains(field) && said.isNeeded(field))
        }
    }

    /// In alphabetical order; a name with a 2 is the field's second language.
    func fieldsNotOn(_ node: LayoutNode) -> [String] {
        let known = node.fields(on: media)
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
    var items: [Arrangement.Placement]
    var notes: [Note]
    /// Why it must not be printed: something that it has to say whole is not.
    var fault: LabelFault?
    /// Of lists that end with how many more there are.
    var rowsLeftOut = 0

    /// Whether a text stands on it without its end.
    fileprivate var isTextCut: Bool {
        notes.contains { if case .textCut = $0 { true } else { false } }
    }

    /// Whether what catches the eye on another one does so less on this.
    fileprivate func isMuchSmaller(than other: Composition) -> Bool {
        let sizes = boldSizes
        return other.boldSizes.contains { field, size in sizes[field, default: 0] * 3 < size * 2 }
    }

    /// Of the texts in bold, by their fields.
    private var boldSizes: [String: Int] {
        items.reduce(into: [:]) { sizes, placed in
            guard case .text(let text) = placed.item, text.style.bold else { return }
            sizes[text.style.field] = text.size
        }
    }

    fileprivate func fault(
        _ request: RenderRequest, mayBeCut: [String], codeDoesNotFit: Bool
    ) -> LabelFault? {
        let (media, layout) = (request.media.name, request.layout.name)
        guard !codeDoesNotFit else { return .codeDoesNotFit(media: media, layout: layout) }
        let maybe = Set(mayBeCut.flatMap { [$0, $0 + "2"] })
        for note in notes {
            switch note {
            case .textCut(let field) where !maybe.contains(field),
                .iconsLeftOut(let field, _):
                return .textDoesNotFit(media: media, layout: layout, field: field)
            case .textCut, .charactersMissing, .fieldNotOnLayout: break
            }
        }
        return isEmpty ? .labelEmpty(layout: layout) : nil
    }

    /// Whether it says nothing: a line alone says none.
    private var isEmpty: Bool {
        items.allSatisfy { placed in
            switch placed.item {
            case .text, .symbol, .icon: false
            case .area, .ground: true
            }
        }
    }
}
