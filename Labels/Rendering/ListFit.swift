extension Paragraph {
    /// Sets rows one below the other at the largest size at which all stand whole, with amounts flush
    /// at the column's end; at the smallest, long ones go on to another line, or where there is no
    /// room for that, the last ones are left out.
    ///
    /// - Returns: Nothing where there is nothing to show or no room at all.
    func fit(list rows: [ListRow], _ style: TextStyle, in box: TextBox) -> FittedText? {
        guard !rows.isEmpty, box.width > 0, box.height > 0 else { return nil }
        set(rows.map(\.measured).joined(separator: "\n"), style)
        set(size: Int(Self.referenceSize), width: nil)
        let all = extents()
        let scale = min(
            Double(box.width) / max(all.width, Double(all.right - all.left), 1),
            Double(box.height) / Double(max(all.height, 1)))
        let size = box.sizes(from: 0, through: Self.referenceSize * scale).last ?? box.smallest
        let fits = scale * Self.referenceSize >= Double(box.smallest)
        var isCut = rows.contains(where: \.whole.isShortened)
        if fits {
            set(rows.map(\.flush).joined(separator: "\n"), style)
            // On a long label, no further from its name than a glance bridges.
            let measured = all.width * Double(size) / Self.referenceSize
            set(endTab: min(Double(box.width), measured * Self.widestRow))
            set(size: size, width: Double(box.width))
        } else if !stands(rows.map(\.wrapped), style, size, in: box) {
            isCut = true
            guard keep(rows.map(\.wrapped), style, size, in: box) else { return nil }
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

    /// Of a row that is as long as its name and its amount.
    private static let widestRow = 1.8

    /// Sets rows, and says whether they stand whole where long ones go on to another line.
    private func stands(
        _ rows: [String], _ style: TextStyle, _ size: Int, in box: TextBox
    ) -> Bool {
        set(rows.joined(separator: "\n"), style)
        set(size: size, width: Double(box.width))
        return extents().isWithin(box)
    }

    /// Sets as many of the first rows as fit, and an ellipsis for the others; false where none do.
    private func keep(_ rows: [String], _ style: TextStyle, _ size: Int, in box: TextBox) -> Bool {
        let kept = (1..<max(1, rows.count)).largest {
            stands(rows[..<$0] + ["…"], style, size, in: box)
        }
        guard let kept else { return false }
        return stands(rows[..<kept] + ["…"], style, size, in: box)
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
