/// A text set at the size it will be drawn at.
struct FittedText {
    let paragraph: Paragraph
    let field: String
    /// Of the font, in dots.
    let size: Int
    let extents: Paragraph.Extents
    let mayHaveColour: Bool
    let notes: [Note]
}

/// What a text may take, all in dots.
struct TextBox {
    var width: Int
    var height: Int
    /// 1 or 2.
    var lines: Int
    /// Sizes of the font.
    var smallest, largest: Int
}

extension Paragraph {
    /// Measured once at this size and scaled: metrics are not hinted, so they are linear.
    private static let referenceSize = 64
    /// Sizes in dots, each 6 % above the one before, so that the same glyphs are drawn again and again.
    private static let ladder: [Int] = {
        var rungs = [16]
        while let last = rungs.last, last < 8_000 { rungs.append(last + max(1, last * 6 / 100)) }
        return rungs
    }()

    /// Sets a text as large as fits, on one line unless two make it clearly larger; below the
    /// smallest size it is cut with an ellipsis.
    func fit(_ typed: String, field: String, bold: Bool, centred: Bool, in box: TextBox)
        -> FittedText?
    {
        let printable = PrintableText(typed)
        guard !printable.text.isEmpty, box.width > 0, box.height > 0 else { return nil }
        set(printable.text, bold: bold, centred: centred)
        cut(after: nil)
        let (size, fits) = settle(in: box)
        var notes: [Note] = []
        if !fits {
            var lines = box.lines
            repeat {
                cut(after: lines)
                set(size: size, width: Double(box.width))
                lines -= 1
            } while lines > 0 && extents().height > box.height
        }
        if isCut || printable.wasTooLong { notes.append(.textCut(field: field)) }
        let missing = missingCharacters()
        if !missing.isEmpty { notes.append(.charactersMissing(field: field, characters: missing)) }
        return FittedText(
            paragraph: self, field: field, size: size, extents: extents(),
            mayHaveColour: printable.mayHaveColour, notes: notes)
    }

    /// The largest size of the ladder at which the whole text stands in the box, left set at it.
    private func settle(in box: TextBox) -> (size: Int, fits: Bool) {
        let reference = Double(Self.referenceSize)
        set(size: Self.referenceSize, width: nil)
        let line = extents()
        let width = max(line.width, Double(line.right - line.left), 1)
        let height = Double(max(line.height, 1))
        let oneLine = min(
            reference * Double(box.width) / width, reference * Double(box.height) / height,
            Double(box.largest))
        var size = Self.rung(under: oneLine, box: box)
        if box.lines > 1, oneLine < Double(box.largest) {
            let pitch = 1.15 * reference
            let bound = min(
                reference * 2 * Double(box.width) / width,
                reference * Double(box.height) / (height + pitch),
                Double(box.largest))
            let two = largestOnTwoLines(
                under: bound, over: max(oneLine * 1.1, Double(box.smallest)), box: box)
            if let two { size = two }
        }
        guard var rung = size else { return (box.smallest, false) }
        while rung >= box.smallest {
            set(size: rung, width: Double(box.width))
            let extents = extents()
            if extents.lines <= box.lines, extents.right - extents.left <= box.width,
                extents.width <= Double(box.width) + 1, extents.height <= box.height
            {
                return (rung, true)
            }
            rung = Self.rung(under: Double(rung - 1), box: box) ?? 0
        }
        return (box.smallest, false)
    }

    /// Halves the ladder between the bounds; the line is made narrower rather than the font larger.
    private func largestOnTwoLines(under upper: Double, over lower: Double, box: TextBox) -> Int? {
        guard let top = Self.rung(under: upper, box: box), Double(top) >= lower else { return nil }
        var best: Int?
        var rungs = Self.rungs(from: box.smallest, through: top).filter { Double($0) >= lower }[...]
        while let middle = rungs.indices.isEmpty ? nil : (rungs.startIndex + rungs.endIndex) / 2 {
            let width = Double(box.width) * Double(Self.referenceSize) / Double(rungs[middle])
            set(width: width)
            let extents = extents()
            if extents.lines <= 2, extents.width <= width {
                best = rungs[middle]
                rungs = rungs[(middle + 1)...]
            } else {
                rungs = rungs[..<middle]
            }
        }
        return best
    }

    private static func rung(under size: Double, box: TextBox) -> Int? {
        guard size >= Double(box.smallest) else { return nil }
        return rungs(from: box.smallest, through: Int(size)).last
    }

    private static func rungs(from smallest: Int, through largest: Int) -> [Int] {
        [smallest] + ladder.filter { $0 > smallest && $0 <= largest }
    }
}
