import Printing

extension LayoutEngine {
    /// The icons of a node.
    func icons(of source: IconNode.Origin) -> [(name: String, icon: Icon)] {
        let names: [String] =
            switch source {
            case .drawing(let name): [name]
            case .field(let field): IconNames.split(fields[field] ?? "")
            }
        return names.compactMap { name in vocabulary.icons[name].map { (name, $0) } }
    }

    /// In rows from the left, all as large as lets every one of them find room.
    func icons(_ node: IconNode, width: Int, height: Int) -> Arrangement? {
        let known = icons(of: node.source)
        let field = node.source.field ?? known.first?.name ?? ""
        var notes: [Note] = []
        let smallest = resolution.dots(node.smallest)
        if node.hasNames, !isLeast,
            let named = named(known, node, width: width, height: height)
                ?? namedBeside(known, node, width: width, height: height)
        {
            return named
        }
        let grid = IconGrid(
            count: known.count, width: width, height: height, gap: gap, smallest: smallest,
            largest: isLeast ? smallest : resolution.dots(node.largest))
        let shown = known.prefix(grid.room)
        if shown.count < known.count {
            let left = known.dropFirst(shown.count).map(\.name).joined(separator: ", ")
            notes.append(.iconsLeftOut(field: field, names: left))
        }
        guard !shown.isEmpty else {
            return notes.isEmpty ? nil : Arrangement(width: 0, height: 0, items: [], notes: notes)
        }
        let pitch = grid.side + gap
        let items = shown.enumerated().map { index, icon in
            Arrangement.Placement(
                x: index % grid.columns * pitch, y: index / grid.columns * pitch,
                item: .icon(icon.icon, side: grid.side))
        }
        let rows = (shown.count + grid.columns - 1) / grid.columns
        return Arrangement(
            width: min(shown.count, grid.columns) * pitch - gap, height: rows * pitch - gap,
            items: items, notes: notes)
    }
}

extension LayoutEngine {
    /// The icons with their names under them, where all of these stand whole; else nil.
    private func named(
        _ icons: [(name: String, icon: Icon)], _ node: IconNode, width: Int, height: Int
    ) -> Arrangement? {
        guard !icons.isEmpty else { return nil }
        let size = resolution.fontSize(xHeight: 2)
        let smallest = resolution.dots(node.smallest)
        let largest = resolution.dots(node.largest)
        let style = TextStyle(field: node.source.field ?? "icons", bold: false, centred: true)
        for rows in 1...icons.count {
            let columns = (icons.count + rows - 1) / rows
            let cell = (width - (columns - 1) * gap) / columns
            let room = (height - (rows - 1) * gap) / rows
            guard cell >= smallest, room > smallest else { continue }
            let box = TextBox(
                width: cell, height: min(room - smallest, 3 * size), secondLine: .needed,
                smallest: size, largest: size)
            let names = icons.compactMap { icon -> FittedText? in
                let name = vocabulary.word(icon.name, in: languages.first)
                return typesetter.paragraph().fit(name, style, in: box)
            }
            guard names.count == icons.count, !names.contains(where: \.isCut),
                let highest = names.map(\.extents.height).max()
            else { continue }
            let side = min(cell, room - highest - gap / 2, largest)
            guard side >= smallest else { continue }
            let high = side + gap / 2 + highest
            // No further apart than their names ask for.
            let widest = names.map { $0.extents.right - $0.extents.left }.max() ?? 0
            let own = min(cell, max(side, widest) + gap)
            var items: [Arrangement.Placement] = []
            for (index, icon) in icons.enumerated() {
                let (x, y) = (index % columns * (own + gap), index / columns * (high + gap))
                items.append(
                    .init(x: x + (own - side) / 2, y: y, item: .icon(icon.icon, side: side)))
                items += Arrangement(names[index], width: cell)
                    .moved(x: x - (cell - own) / 2, y: y + side + gap / 2)
            }
            return Arrangement(
                width: columns * (own + gap) - gap, height: rows * (high + gap) - gap,
                items: items)
        }
        return nil
    }

    /// The icons in one row with their names beside them, where a low room has no place under them; nil where these do not all
    /// stand whole, or the icons would be smaller than without.
    private func namedBeside(
        _ icons: [(name: String, icon: Icon)], _ node: IconNode, width: Int, height: Int
    ) -> Arrangement? {
        let side = min(height, resolution.dots(node.largest))
        let between = 3 * gap
        var free = width - icons.count * (side + gap) - (icons.count - 1) * between
        guard !icons.isEmpty, side >= resolution.dots(node.smallest) else { return nil }
        let size = resolution.fontSize(xHeight: 2)
        let style = TextStyle(field: node.source.field ?? "icons", bold: false, centred: false)
        var (items, x): ([Arrangement.Placement], Int) = ([], 0)
        for icon in icons {
            let box = TextBox(
                width: free, height: side, secondLine: .needed, smallest: size, largest: size)
            let name = vocabulary.word(icon.name, in: languages.first)
            guard let fitted = typesetter.paragraph().fit(name, style, in: box), !fitted.isCut
            else { return nil }
            let extents = fitted.extents
            let wide = extents.right - extents.left
            items.append(.init(x: x, y: 0, item: .icon(icon.icon, side: side)))
            items += Arrangement(fitted, width: wide)
                .moved(x: x + side + gap, y: (side - extents.height) / 2)
            x += side + gap + wide + between
            free -= wide
        }
        return Arrangement(width: x - between, height: side, items: items)
    }
}

/// Reads what a field of icons lists.
public enum IconNames {
    /// Lower-case names, parted by commas, semicolons or spaces; each once.
    public static func split(_ typed: String) -> [String] {
        var seen: Set<Substring> = []
        return typed.lowercased().split { ",; \n".contains($0) }
            .filter { seen.insert($0).inserted }.map(String.init)
    }
}

/// How many squares of which side stand in a room, in dots.
struct IconGrid {
    let side: Int
    let columns: Int
    /// Squares that find room.
    let room: Int

    init(count: Int, width: Int, height: Int, gap: Int, smallest: Int, largest: Int) {
        func side(rows: Int) -> Int {
            let columns = (count + rows - 1) / rows
            return min(
                (width - (columns - 1) * gap) / columns, (height - (rows - 1) * gap) / rows, largest
            )
        }
        let best = (1...max(1, count)).lazy.map { side(rows: $0) }.max() ?? 0
        self.side = max(best, smallest)
        columns = max(0, (width + gap) / (self.side + gap))
        room = columns * max(0, (height + gap) / (self.side + gap))
    }
}
