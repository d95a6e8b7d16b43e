import Printing

extension LayoutEngine {
    /// Dots of a line's thickness: 2 at the least, which every head burns.
    func thickness(of line: LineNode) -> Int { max(2, resolution.dots(line.thickness)) }

    /// Dots down a line with the white above it.
    func height(of line: LineNode) -> Int {
        resolution.dots(line.above) + thickness(of: line)
    }

    /// A line across.
    func rule(_ line: LineNode, width: Int) -> Arrangement {
        let placed = Arrangement.Placement(
            x: 0, y: resolution.dots(line.above),
            item: .area(width: width, height: thickness(of: line)))
        return Arrangement(width: width, height: height(of: line), items: [placed])
    }

    /// A node with a frame around it, or on black ground.
    ///
    /// It is as high as the node needs; where it reaches from edge to edge, as high as the label.
    mutating func box(_ box: BoxNode, width: Int, height: Int, edges: Edges) -> Arrangement? {
        let frame = box.frame > 0 ? max(2, resolution.dots(box.frame)) : 0
        let inset = frame + resolution.dots(box.padding)
        guard
            let inner = arrange(
                box.node, width: width - 2 * inset, height: height - 2 * inset, edges: [])
        else { return nil }
        let high =
            !isLeast && edges.contains([.top, .bottom]) ? height : inner.height + 2 * inset
        var items = inner.moved(x: inset, y: (high - inner.height) / 2)
        if box.isFilled {
            for index in items.indices { items[index].isWhite.toggle() }
            items.insert(.init(x: 0, y: 0, item: .ground(width: width, height: high)), at: 0)
        }
        let sides = [
            (0, 0, width, frame), (0, high - frame, width, frame),
            (0, frame, frame, high - 2 * frame), (width - frame, frame, frame, high - 2 * frame),
        ]
        for (x, y, across, down) in sides where frame > 0 && !box.isFilled {
            items.append(.init(x: x, y: y, item: .area(width: across, height: down)))
        }
        return Arrangement(width: width, height: high, items: items, notes: inner.notes)
    }
}

extension Arrangement {
    /// A black area of this size.
    init(area width: Int, by height: Int) {
        self.init(
            width: width, height: height,
            items: [Placement(x: 0, y: 0, item: .area(width: width, height: height))])
    }
}
