import Yams

/// Reads `sheets.yaml`: a list of sheets, one a line; README.md shows the format.
enum SheetFile {
    static let name = "sheets.yaml"
    /// Millimetres, width and height.
    private static let pages: KeyValuePairs<String, (Double, Double)> = [
        "letter": (215.9, 279.4), "a4": (210, 297),
    ]

    /// - Throws: ``LayoutFault`` with file and line.
    static func read(_ yaml: String) throws(LayoutFault) -> [Sheet] {
        try YAMLEntry.list(yaml, file: name, key: "sheets", wanted: "a list of sheets", sheet)
    }

    private static func sheet(_ node: Node) throws(LayoutFault) -> Sheet {
        let entry = try YAMLEntry(
            node, file: name, key: "sheets",
            keys: [
                "name", "page", "columns", "rows", "left", "top", "width", "height", "across",
                "down",
            ])
        let page = try page(entry)
        let width = try entry.number("width", in: 10...page.width)
        let height = try entry.number("height", in: 10...page.height)
        let sheet = Sheet(
            name: try entry.text("name"), pageWidth: page.width, pageHeight: page.height,
            columns: Int(try entry.number("columns", in: 1...40)),
            rows: Int(try entry.number("rows", in: 1...40)),
            left: try entry.number("left", in: 0...page.width),
            top: try entry.number("top", in: 0...page.height), width: width, height: height,
            across: try entry.number("across", in: width...page.width, otherwise: width),
            down: try entry.number("down", in: height...page.height, otherwise: height))
        let last = sheet.corner(of: sheet.count - 1)
        // A tenth of a millimetre is the makers' own rounding.
        guard last.left + width <= page.width + 0.1 else {
            throw try entry.wrong(
                "columns", wanted: "as many columns as the page is wide enough for")
        }
        guard last.top + height <= page.height + 0.1 else {
            throw try entry.wrong("rows", wanted: "as many rows as the page is high enough for")
        }
        return sheet
    }

    /// A size by name, or as width and height: `210x297`.
    private static func page(_ entry: YAMLEntry) throws(LayoutFault) -> (
        width: Double, height: Double
    ) {
        let text = try entry.text("page")
        if let known = pages.first(where: { $0.key == text }) { return known.value }
        let sides = text.split(separator: "x").compactMap { Double($0) }
        guard sides.count == 2, sides.allSatisfy((50...1_000).contains) else {
            throw try entry.wrong("page", wanted: "letter, a4, or width and height such as 210x297")
        }
        return (sides[0], sides[1])
    }
}
