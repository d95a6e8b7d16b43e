extension Paragraph {
    /// Sets texts, parted by semicolons or line ends, one below the other at the largest size at
    /// which all stand whole; at the smallest, long ones go on to another line, or where there is no
    /// room for that, their ends and the last ones are cut.
    ///
    /// - Returns: Nothing where there is nothing to show or no room at all.
    func fit(list typed: String, _ style: TextStyle, in box: TextBox) -> FittedText? {
        let rows = typed.split { $0.isNewline || $0 == ";" }
            .map { PrintableText(String($0)) }.filter { !$0.text.isEmpty }
        guard !rows.isEmpty, box.width > 0, box.height > 0 else { return nil }
        set(rows.map(\.text).joined(separator: "\n"), style)
        cut(after: nil)
        set(size: Int(Self.referenceSize), width: nil)
        let all = extents()
        let scale = min(
            Double(box.width) / max(all.width, Double(all.right - all.left), 1),
            Double(box.height) / Double(max(all.height, 1)))
        var notes: [Note] = []
        var isCut = rows.contains(where: \.isShortened)
        let size = box.sizes(from: 0, through: Self.referenceSize * scale).last ?? box.smallest
        set(size: size, width: Double(box.width))
        if scale * Self.referenceSize < Double(box.smallest), !standsWrapped(in: box) {
            isCut = true
            keep(rows.map(\.text), style, within: box.height)
        }
        if isCut { notes.append(.textCut(field: style.field)) }
        let missing = missingCharacters()
        if !missing.isEmpty {
            notes.append(.charactersMissing(field: style.field, characters: missing))
        }
        return FittedText(
            paragraph: self, style: style, size: size,
            extents: extents().clipped(width: box.width, height: box.height),
            mayHaveColour: rows.contains(where: \.mayHaveColour), isCut: isCut, notes: notes)
    }

    /// Whether all rows stand whole where long ones go on to another line.
    private func standsWrapped(in box: TextBox) -> Bool {
        let wrapped = extents()
        return wrapped.height <= box.height && wrapped.right - wrapped.left <= box.width
            && wrapped.width <= Double(box.width) + 1
    }

    /// Ends long rows in an ellipsis, and leaves out as many of the last as do not fit.
    private func keep(_ rows: [String], _ style: TextStyle, within height: Int) {
        cut(after: 1)
        var kept = rows.count
        while extents().height > height, kept > 1 {
            let over = Double(extents().height) / Double(height)
            kept = min(kept - 1, max(1, Int(Double(kept) / over)))
            set(rows[..<kept].joined(separator: "\n") + " …", style)
        }
    }
}
