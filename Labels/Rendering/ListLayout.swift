import Printing

extension LayoutEngine {
    /// Texts one below the other, all of one size; in columns where that lets more of them, or
    /// larger ones, stand whole.
    ///
    /// Where not all of them stand and the list may say so, those do that name a date or allergens, the first of the others, and
    /// how many more there are.
    mutating func list(_ node: ListNode, width: Int, height: Int) -> Arrangement? {
        let all = said.list(node.field)
        let rows = all.rows
        guard !rows.isEmpty else { return nil }
        let columns = ListColumns(node, self, width: width)
        let isShort = node.more != nil && economy >= .shortLists && code != nil
        if isShort, isLeast, rows.count > 2, let word = node.more,
            let least = shortened(
                all, word, columns, height: height, most: max(1, all.needed.count))
        {
            return least.list
        }
        let best = columns.best(rows[...], height: height)
        if isShort, best?.contains(where: \.isCut) ?? true, let word = node.more,
            let short = shortened(all, word, columns, height: height, most: rows.count - 1)
        {
            if !isLeast { rowsLeftOut[node.field] = short.left }
            return short.list
        }
        if !isLeast { rowsLeftOut[node.field] = nil }
        guard let best, let size = best.map(\.size).min() else {
            return Arrangement(withoutRoomFor: node.field)
        }
        sizeBefore = size
        return columns.arranged(best)
    }

    /// The rows that must stand whole and as many of the first others as leave room for a line on the rest, in fewer words where
    /// these let it be one line, and how many are left out; nil where not even one row stands, or one of those that must does not.
    private mutating func shortened(
        _ list: FieldTexts.List, _ word: String, _ columns: ListColumns, height: Int,
        most limit: Int
    ) -> (list: Arrangement, left: Int)? {
        let rows = list.rows
        let (style, smallest) = (columns.style, columns.smallest)
        func line(_ count: Int) -> Arrangement? {
            let short = word + "-short"
            let ways: [(String, SecondLine)] =
                vocabulary.words[short] == nil
                ? [(word, .needed)] : [(word, .never), (short, .never), (word, .needed)]
            for (word, secondLine) in ways {
                let text = vocabulary.word(word, in: languages.first)
                    .replacing("{count}", with: "\(count)")
                let box = TextBox(
                    width: columns.width, height: height, secondLine: secondLine,
                    smallest: smallest, largest: smallest)
                if let fitted = typesetter.paragraph().fit(text, style, in: box), !fitted.isCut {
                    return Arrangement(fitted, width: columns.width)
                }
            }
            return nil
        }
        guard let under = line(rows.count) else { return nil }
        let room = height - under.height - gap / 2
        var most: [FittedText] = []
        let fewest = max(1, list.needed.count)
        let highest = min(limit, columns.most(height: room))
        guard fewest <= highest, fewest < rows.count else { return nil }
        let kept = (fewest..<highest + 1).largest { count in
            guard let best = columns.best(list.first(count)[...], height: room, isWhole: true),
                !best.contains(where: \.isCut)
            else { return false }
            most = best
            return true
        }
        guard let kept, let last = line(rows.count - kept) else { return nil }
        sizeBefore = smallest
        let note = Note.textCut(field: style.field)
        let all = Arrangement(
            rows: [columns.arranged(most), last], width: columns.width, between: gap / 2)
        return all.map {
            let list = Arrangement(
                width: $0.width, height: $0.height, items: $0.items, notes: $0.notes + [note])
            return (list, rows.count - kept)
        }
    }
}

/// The columns that a list may stand in.
private struct ListColumns {
    let style: TextStyle
    let width: Int
    /// Sizes of the font.
    let smallest, largest: Int
    private let gap: Int
    private let isLeast: Bool
    private let typesetter: Typesetter

    init(_ node: ListNode, _ engine: LayoutEngine, width: Int) {
        style = TextStyle(field: node.field, bold: node.bold, centred: false)
        self.width = width
        smallest = engine.resolution.fontSize(xHeight: node.smallest)
        let limit = engine.isLeast ? node.smallest : node.largest
        largest = max(smallest, engine.resolution.fontSize(xHeight: limit))
        // Between two columns, whose amounts would else seem to belong to the next.
        gap = 4 * engine.gap
        isLeast = engine.isLeast
        typesetter = engine.typesetter
    }

    /// Two of many things where that is not much smaller, and more where they let more stand, or
    /// larger.
    ///
    /// Where it `isWhole`, rows that are left out would be of no use.
    ///
    /// - Returns: Nothing where not even the first row stands.
    func best(_ rows: ArraySlice<ListRow>, height: Int, isWhole: Bool = false) -> [FittedText]? {
        // With one more than ever stand, the last are left out as they are among all.
        let rows = rows.prefix(most(height: height) + 1)
        var best = columns(1, rows, largest: largest, height: height, isWhole: isWhole)
        for count in 2...Self.columnsLimit where count <= rows.count {
            guard
                let more = columns(
                    count, rows, largest: largest, height: height, isWhole: true),
                !more.contains(where: \.isCut), let size = more.map(\.size).min()
            else { continue }
            if isLeast {
                // The lowest is what the list needs.
                if best.map({ $0.contains(where: \.isCut) || more.height < $0.height }) ?? true {
                    best = more
                }
                continue
            }
            let before = best.flatMap { $0.contains(where: \.isCut) ? nil : $0.map(\.size).min() }
            let isCalmer = count == 2 && rows.count >= Self.many
            guard before.map({ $0 < size || isCalmer && $0 * 3 <= size * 4 }) ?? true else {
                continue
            }
            best =
                more.allSatisfy { $0.size == size }
                ? more
                : columns(count, rows, largest: size, height: height, isWhole: isWhole)
        }
        return best
    }

    private static let columnsLimit = 4

    /// Rows that may stand in a height, were they as small and as close as they can be.
    func most(height: Int) -> Int { Self.columnsLimit * (max(0, height) / smallest + 1) }

    /// From here on a list is long, and a column of it a narrow ribbon.
    private static let many = 6

    private func columns(
        _ count: Int, _ rows: ArraySlice<ListRow>, largest: Int, height: Int, isWhole: Bool
    ) -> [FittedText]? {
        let each = (rows.count + count - 1) / count
        let box = TextBox(
            width: (width - (count - 1) * gap) / count, height: height, secondLine: .never,
            smallest: smallest, largest: largest)
        var fitted: [FittedText] = []
        for first in stride(from: rows.startIndex, to: rows.endIndex, by: each) {
            let part = Array(rows[first..<min(rows.endIndex, first + each)])
            guard
                let text = typesetter.paragraph().fit(
                    list: part, style, in: box, isWhole: isWhole)
            else { return nil }
            fitted.append(text)
        }
        return fitted
    }

    /// Side by side, their first lines beside each other.
    func arranged(_ texts: [FittedText]) -> Arrangement {
        let each = (width - (texts.count - 1) * gap) / texts.count
        let columns = texts.map { Arrangement($0, width: each) }
        let items = columns.enumerated().flatMap { $1.moved(x: $0 * (each + gap), y: 0) }
        return Arrangement(
            width: width, height: columns.map(\.height).max() ?? 0, items: items)
    }
}

extension [FittedText] {
    /// Of the highest, in dots.
    fileprivate var height: Int { map(\.extents.height).max() ?? 0 }
}

extension FieldTexts.List {
    /// So many rows, in their order: those that must stand whole, and the first of the others.
    fileprivate func first(_ count: Int) -> [ListRow] {
        guard let last = needed.last, last >= count else { return Array(rows.prefix(count)) }
        let must = Set(needed)
        let others = rows.indices.lazy.filter { !must.contains($0) }.prefix(count - must.count)
        return must.union(others).sorted().map { rows[$0] }
    }
}
