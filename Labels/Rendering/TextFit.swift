/// A text set at the size it will be drawn at.
struct FittedText {
    let paragraph: Paragraph
    let style: TextStyle
    /// Of the font, in dots.
    let size: Int
    let extents: Paragraph.Extents
    let mayHaveColour: Bool
    /// Whether it stands on the label without its end.
    let isCut: Bool
    let notes: [Note]
}

/// How a text looks, and the field it is reported as.
struct TextStyle {
    let field: String
    let bold: Bool
    let centred: Bool
}

/// What a text may take, all in dots.
struct TextBox {
    let width: Int
    let height: Int
    let secondLine: SecondLine
    /// Sizes of the font.
    let smallest, largest: Int

    /// The sizes it may have, from the smallest.
    ///
    /// But for the ends they are rungs of one ladder, so that the same glyphs are drawn again and
    /// again.
    func sizes(from lower: Double, through upper: Double) -> [Int] {
        let upper = min(Int(upper), largest)
        guard upper >= smallest else { return [] }
        let rungs = [smallest] + Self.ladder.filter { $0 > smallest && $0 <= upper }
        return rungs.filter { Double($0) >= lower }
    }

    /// Dots, each 6 % above the one before.
    private static let ladder: [Int] = {
        var rungs = [16]
        while let last = rungs.last, last < 8_000 { rungs.append(last + max(1, last * 6 / 100)) }
        return rungs
    }()
}

extension Paragraph {
    /// Measured once at this size and scaled: metrics are not hinted, so they are linear.
    static let referenceSize = 64.0

    /// Lines of one text.
    static let linesLimit = 8

    /// Sets a text as large as fits; what does not fit at the smallest size ends after a word in an
    /// ellipsis.
    ///
    /// - Returns: Nothing where there is nothing to show or no room at all.
    func fit(_ typed: String, _ style: TextStyle, in box: TextBox) -> FittedText? {
        let printable = PrintableText(typed)
        guard !printable.text.isEmpty, box.width > 0, box.height > 0 else { return nil }
        set(printable.text, style)
        let size = settle(in: box) ?? settleOnMoreLines(in: box)
        if size == nil, !shorten(printable.text, style, in: box) { return nil }
        var notes: [Note] = []
        let isCut = size == nil || printable.isShortened
        if isCut { notes.append(.textCut(field: style.field)) }
        let missing = missingCharacters()
        if !missing.isEmpty {
            notes.append(.charactersMissing(field: style.field, characters: missing))
        }
        return FittedText(
            paragraph: self, style: style, size: size ?? box.smallest,
            extents: extents(),
            mayHaveColour: printable.mayHaveColour, isCut: isCut, notes: notes)
    }

    /// Sets the largest size at which the whole text stands in the box on as many lines as it takes;
    /// nil where none does, or where it may not go on to another line.
    private func settleOnMoreLines(in box: TextBox) -> Int? {
        guard box.secondLine != .never else { return nil }
        // No text takes less than its letters' area, however its lines are parted.
        set(size: Int(Self.referenceSize), width: nil)
        let area = Double(box.width) * Double(box.height)
        let upper = 1.3 * (area * Self.referenceSize / max(extents().width, 1)).squareRoot()
        for size in box.sizes(from: 0, through: upper).reversed() {
            let extents = lay(size: size, across: box.width)
            if extents.stands(in: box, lines: Self.linesLimit) { return size }
        }
        return nil
    }

    /// Sets the largest size at which the whole text stands in the box on one line or two; nil where
    /// none does.
    private func settle(in box: TextBox) -> Int? {
        set(size: Int(Self.referenceSize), width: nil)
        let line = extents()
        let width = max(line.width, Double(line.right - line.left), 1)
        let height = Double(max(line.height, 1))
        let oneLine =
            Self.referenceSize * min(Double(box.width) / width, Double(box.height) / height)
        func onOneLine() -> Int? {
            var sizes = box.sizes(from: 0, through: oneLine)
            // What was measured is scaled: the smallest may stand all the same.
            if sizes.isEmpty, oneLine > Double(box.smallest) - 1 { sizes = [box.smallest] }
            return largest(of: sizes, lines: 1, in: box)
        }
        func onTwoLines() -> Int? {
            let twoLines =
                Self.referenceSize
                * min(
                    2 * Double(box.width) / width,
                    Double(box.height) / (height + Self.linePitch * Self.referenceSize))
            // One line is calmer: two must be a tenth larger.
            let sizes = box.sizes(from: oneLine * 1.1, through: twoLines)
            guard let best = largestOnTwoLines(sizes, in: box) else { return nil }
            return largest(of: sizes.filter { $0 <= best }, lines: 2, in: box)
        }
        switch box.secondLine {
        case .never: return onOneLine()
        case .needed: return onOneLine() ?? onTwoLines()
        case .larger where oneLine < Double(box.largest): return onTwoLines() ?? onOneLine()
        case .larger: return onOneLine()
        }
    }

    /// Sets the largest of some sizes at which the whole text stands in the box on so many lines.
    private func largest(of sizes: [Int], lines: Int, in box: TextBox) -> Int? {
        sizes.last { lay(size: $0, across: box.width).stands(in: box, lines: lines) }
    }

    /// Halves the sizes until one is left; the line is made narrower rather than the font larger.
    private func largestOnTwoLines(_ sizes: [Int], in box: TextBox) -> Int? {
        var best: Int?
        var sizes = sizes[...]
        while !sizes.isEmpty {
            let middle = (sizes.startIndex + sizes.endIndex) / 2
            let width = Double(box.width) * Self.referenceSize / Double(sizes[middle])
            set(width: width)
            let extents = extents()
            let fits = extents.lines <= 2 && extents.width <= width
            if fits { best = sizes[middle] }
            sizes = fits ? sizes[(middle + 1)...] : sizes[..<middle]
        }
        return best
    }

    /// Sets as many of the first words as stand at the smallest size, or where not even one does, of
    /// its letters, with an ellipsis; false where there is no room for that, or it is a number or a date.
    private func shorten(_ text: String, _ style: TextStyle, in box: TextBox) -> Bool {
        func stands(_ beginning: String) -> Bool {
            let end = beginning.lastIndex { !",;:. ".contains($0) }
            set("\(beginning[...(end ?? beginning.startIndex)])…", style)
            return lay(size: box.smallest, across: box.width)
                .stands(in: box, lines: Self.linesLimit)
        }
        let words = text.split(separator: " ")
        func first(_ count: Int) -> String { words[..<count].joined(separator: " ") }
        if let count = (1..<max(1, words.count)).largest(where: { stands(first($0)) }) {
            return stands(first(count))
        }
        // The beginning of a number is another number.
        guard let word = words.first, !word.contains(where: \.isNumber) else { return false }
        let letters = (Self.fewestLetters..<max(Self.fewestLetters, word.count))
            .largest { stands(String(word.prefix($0))) }
        return letters.map { stands(String(word.prefix($0))) } ?? false
    }

    /// Fewer letters of a word say nothing.
    private static let fewestLetters = 2
}

extension Paragraph.Extents {
    fileprivate func stands(in box: TextBox, lines limit: Int) -> Bool {
        lines <= (box.secondLine == .never ? 1 : limit) && isWithin(box)
    }

    func isWithin(_ box: TextBox) -> Bool {
        right - left <= box.width && width <= Double(box.width) + 1 && height <= box.height
    }
}
