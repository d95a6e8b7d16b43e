public import Printing

/// A page of labels for an office printer: a grid of cells, all lengths in millimetres.
public struct Sheet: Sendable, Hashable {
    /// What its maker calls it, such as `5160`.
    public let name: String
    /// The page's sides.
    public let pageWidth, pageHeight: Double
    /// Cells side by side and one below the other, 1 to 40 each.
    public let columns, rows: Int
    /// White at the page's left and top, before the first cell.
    public let left, top: Double
    /// A cell's sides.
    public let width, height: Double
    /// From one cell's left to the next one's, and from one cell's top to the next one's.
    public let across, down: Double

    /// Labels on one page.
    public var count: Int { columns * rows }

    /// A cell as the paper of one label.
    public var media: Media {
        Media(name: name, width: width, feed: height, gap: 0, tracking: .gap)
    }

    /// Where a cell's top left stands; cells are counted from 0, row by row.
    func corner(of cell: Int) -> (left: Double, top: Double) {
        (left + Double(cell % columns) * across, top + Double(cell / columns) * down)
    }
}

/// How far all that is printed on a sheet is moved, for a printer that draws its paper in a little off.
public struct SheetOffset: Sendable, Hashable {
    /// Tenths of a millimetre: 5 mm each way.
    public static let range = -50...50
    /// Where the maker of the sheet has the labels.
    public static let none = SheetOffset(unchecked: 0, 0)

    /// Tenths of a millimetre to the right.
    public let across: Int
    /// Tenths of a millimetre down.
    public let along: Int

    /// - Throws: ``LabelFault/sheetOffsetOutOfRange(tenths:limit:)``.
    public init(across: Int, along: Int) throws(LabelFault) {
        for tenths in [across, along] where !Self.range.contains(tenths) {
            throw .sheetOffsetOutOfRange(tenths: tenths, limit: Self.range.upperBound)
        }
        self.init(unchecked: across, along)
    }

    /// The same in millimetres, to a tenth.
    ///
    /// - Throws: ``LabelFault/sheetOffsetOutOfRange(tenths:limit:)``.
    public init(millimetresAcross across: Double, along: Double) throws(LabelFault) {
        // What is no number, or too large for one, is out of range.
        func tenths(_ length: Double) -> Int { Int(exactly: (length * 10).rounded()) ?? .max }
        try self.init(across: tenths(across), along: tenths(along))
    }

    private init(unchecked across: Int, _ along: Int) {
        (self.across, self.along) = (across, along)
    }
}

/// One label of a sheet.
public struct SheetLabel: Sendable, Hashable {
    /// One of the catalogue's names.
    public let layout: String
    /// What the label says.
    public let fields: [String: String]
    /// What the QR holds, 1 to 300 bytes; nil draws none.
    public let code: String?

    /// A label as it is asked for.
    public init(layout: String, fields: [String: String], code: String?) {
        (self.layout, self.fields, self.code) = (layout, fields, code)
    }
}

/// Sheets of labels, and what a person should know before they are printed.
public struct SheetDrawing: Sendable, Hashable {
    /// A PDF of one or more pages.
    public let pdf: [UInt8]
    /// How many sheets of paper it takes.
    public let pages: Int
    /// By the label's number in what was asked for, from 0.
    public let notes: [Int: [Note]]
}
