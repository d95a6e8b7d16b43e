/// A drawing on a grid of 32 by 32, in black strokes and areas.
struct Icon: Sendable, Hashable {
    /// Lengths of the grid on a side.
    static let grid = 32.0
    /// Lengths of the grid: half a millimetre, or 4 dots at 203 dpi, where an icon is 8 mm.
    static let pen = 2.0
    /// The white stroke that parts what crosses from what is crossed.
    static let eraser = 5.0

    enum Tool: String, Sendable, Hashable, CaseIterable {
        /// A black stroke.
        case pen
        /// A black area.
        case fill
        /// A white stroke over what is there.
        case cut
        /// A white area over what is there.
        case hole
    }

    struct Step: Sendable, Hashable {
        let tool: Tool
        let path: [PathStep]
    }

    let steps: [Step]
}

/// A step of a path; every point is on the icon's grid.
enum PathStep: Sendable, Hashable {
    case move(Double, Double)
    case line(Double, Double)
    /// Bézier's cubic curve: two points that pull, and its end.
    case curve(Double, Double, Double, Double, Double, Double)
    /// Its middle and radius.
    case circle(Double, Double, Double)
    case close

    /// Reads `M x,y`, `L x,y`, `C x,y x,y x,y`, `O x,y,radius` and `Z`, as SVG writes them but for
    /// the circle; more numbers repeat the step.
    ///
    /// - Returns: Nothing where it is no such path, or leaves the grid.
    static func path(_ text: String) -> [PathStep]? {
        var steps: [PathStep] = []
        let parts = text.split { $0 == " " || $0 == "," || $0.isNewline }
        var place = parts.startIndex
        var letter: Character?
        func numbers(_ count: Int) -> [Double]? {
            guard parts.endIndex - place >= count else { return nil }
            let read = parts[place..<place + count].compactMap { Double($0) }
            guard read.count == count, read.allSatisfy((0...Icon.grid).contains) else { return nil }
            place += count
            return read
        }
        while place < parts.endIndex {
            if let first = parts[place].first, first.isLetter, parts[place].count == 1 {
                letter = first
                place += 1
            }
            switch letter {
            case "M":
                guard let at = numbers(2) else { return nil }
                steps.append(.move(at[0], at[1]))
                letter = "L"
            case "L":
                guard let at = numbers(2) else { return nil }
                steps.append(.line(at[0], at[1]))
            case "C":
                guard let at = numbers(6) else { return nil }
                steps.append(.curve(at[0], at[1], at[2], at[3], at[4], at[5]))
            case "O":
                guard let at = numbers(3) else { return nil }
                steps.append(.circle(at[0], at[1], at[2]))
            case "Z":
                steps.append(.close)
                letter = nil
            default: return nil
            }
        }
        return steps.isEmpty ? nil : steps
    }
}
