extension Paragraph {
    /// Sets rows one below the other, amounts flush at the column's end, at the largest size at which
    /// all stand whole.
    ///
    /// Each has one line, or names go on to further lines where that is clearly larger. Where not even the smallest size has room for them, the last ones are left out.
    ///
    /// Where it `isWhole`, rows that are left out would be of no use.
    ///
    /// - Returns: Nothing where there is nothing to show or no room at all.
    func fit(
        list rows: [ListRow], _ style: TextStyle, in box: TextBox, isWhole: Bool = false
    ) -> FittedText? {
        guard !rows.isEmpty, box.width > 0, box.height > 0 else { return nil }
        set(rows.map(\.measured).joined(separator: "\n"), style)
        set(size: Int(Self.referenceSize), width: nil)
        let all = extents()
        let width = max(all.width, Double(all.right - all.left), 1)
        let across = Self.referenceSize * Double(box.width) / width
        let down = Self.referenceSize * Double(box.height) / Double(max(all.height, 1))
        // What was measured is scaled, so the last one or two are tried.
        let onOneLine = box.sizes(from: 0, through: min(across, down) + 1).suffix(2)
            .last { flush(rows, style, $0, in: box, widest: all.width) }
        let larger = box.sizes(
            from: onOneLine.map { Double($0) * Self.clearlyLarger } ?? 0, through: down)
        let onMoreLines = larger.indices.largest { wrap(rows, style, larger[$0], in: box) }
            .map { larger[$0] }
        var size = box.smallest
        var isCut = rows.contains(where: \.whole.isShortened)
        if let onMoreLines {
            size = onMoreLines
            _ = wrap(rows, style, size, in: box)
        } else if let onOneLine {
            size = onOneLine
            _ = flush(rows, style, size, in: box, widest: all.width)
        } else {
            isCut = true
            guard !isWhole, keep(rows, style, size, in: box) else { return nil }
        }
        var notes: [Note] = []
        if isCut { notes.append(.textCut(field: style.field)) }
        let missing = missingCharacters()
        if !missing.isEmpty {
            notes.append(.charactersMissing(field: style.field, characters: missing))
        }
        return FittedText(
            paragraph: self, style: style, size: size, extents: extents(),
            mayHaveColour: rows.contains(where: \.whole.mayHaveColour), isCut: isCut, notes: notes)
    }

    /// Sets each row on one line, and says whether all of that has room.
    ///
    /// `widest` is the widest one at the reference size.
    private func flush(
        _ rows: [ListRow], _ style: TextStyle, _ size: Int, in box: TextBox, widest: Double
    ) -> Bool {
        set(rows.map(\.flush).joined(separator: "\n"), style)
        // On a long label, no further from its name than a glance bridges.
        let measured = widest * Double(size) / Self.referenceSize
        let extents = lay(size: size, across: box.width, endTab: measured * Self.widestRow)
        return extents.lines <= rows.count && extents.isWithin(box)
    }

    /// Of a row that is as long as its name and its amount.
    private static let widestRow = 1.8
    /// One line is calmer: letters on more must be larger by a third.
    private static let clearlyLarger = 4.0 / 3
    /// Of a column that names go on in, in sizes of the font.
    private static let narrowestNames = 4.0

    /// Sets rows whose names go on to further lines, beside which no amount stands but at the end of
    /// the last; says whether all of that has room.
    private func wrap(
        _ rows: [ListRow], _ style: TextStyle, _ size: Int, in box: TextBox,
        ending end: String? = nil
    ) -> Bool {
        let amounts = rows.compactMap(\.parts?.amount)
        set(amounts.joined(separator: "\n"), style)
        set(size: size, width: nil)
        let amount = amounts.isEmpty ? 0 : extents().width + Double(size) / 2
        let room = box.width - Int(amount.rounded(.up))
        guard Double(room) >= Double(size) * Self.narrowestNames else { return false }
        set(rows.map(\.breakable).joined(separator: "\n"), style)
        guard lay(size: size, across: room).width <= Double(room) + 1 else { return false }
        var lines = zip(rows, lines()).map { row, lines in
            lines.joined(separator: "\u{2028}") + (row.parts.map { "\t\($0.amount)" } ?? "")
        }
        if let end { lines.append(end) }
        set(lines.joined(separator: "\n"), style)
        return lay(size: size, across: box.width, endTab: Double(box.width)).isWithin(box)
    }

    /// Sets as many of the first rows as fit, and an ellipsis for the others; false where none do.
    private func keep(_ rows: [ListRow], _ style: TextStyle, _ size: Int, in box: TextBox) -> Bool {
        let kept = (1..<max(1, rows.count)).largest {
            wrap(Array(rows[..<$0]), style, size, in: box, ending: "…")
        }
        guard let kept else { return false }
        return wrap(Array(rows[..<kept]), style, size, in: box, ending: "…")
    }
}

extension Range<Int> {
    /// The largest number for which a condition holds that holds for all smaller ones too; nil where
    /// it holds for none.
    func largest(where holds: (Int) -> Bool) -> Int? {
        var (low, high) = (lowerBound, upperBound)
        while low < high {
            let middle = (low + high) / 2
            if holds(middle) { low = middle + 1 } else { high = middle }
        }
        return low > lowerBound ? low - 1 : nil
    }
}
