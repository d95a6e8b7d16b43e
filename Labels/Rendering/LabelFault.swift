public import Printing

/// Why a label cannot be drawn, in order of precedence.
public enum LabelFault: FaultOfLabels, Hashable, CustomStringConvertible {
    case layoutUnknown(name: String, known: [String])
    case mediaUnknown(name: String, known: [String])
    case sheetUnknown(name: String, known: [String])
    /// A sheet is to begin with a label that it does not have.
    case sheetPlaceOutOfRange(place: Int, limit: Int)
    /// Sheets for no label, or for more than `limit`, are asked for at once.
    case labelCountOutOfRange(count: Int, limit: Int)
    /// Sheets are to be moved by more than `limit` tenths of a millimetre.
    case sheetOffsetOutOfRange(tenths: Int, limit: Int)
    /// The label's sides are under what the layout needs, in millimetres.
    case mediaTooSmall(media: String, layout: String, long: Double, short: Double)
    /// A side of the label is beyond 10,000 dots.
    case labelTooLarge(media: String, dots: Int, limit: Int)
    /// What the QR is to hold is empty or longer than `limit` bytes.
    case codeLengthOutOfRange(bytes: Int, limit: Int)
    /// A field lists icons that there are not.
    case iconUnknown(field: String, names: [String], known: [String])
    /// The QR would need modules under 0.375 mm to fit into its part of the label.
    case codeDoesNotFit(media: String, layout: String)
    /// What the label must say whole does not fit at a readable size.
    case textDoesNotFit(media: String, layout: String, field: String)
    /// There is nothing on it: it has no code, and no field that it shows says anything.
    case labelEmpty(layout: String)
    /// The label is wider than the print head, both in dots.
    case labelWiderThanHead(label: Int, head: Int)
    /// Cairo has no memory left, or cannot write; the number is its status, for the log.
    case drawingFailed(status: UInt32)
    /// What one of several labels is refused for, by its number from 1.
    indirect case ofLabel(Int, LabelFault)

    /// One sentence that says what is wrong and what there is.
    public var description: String {
        switch self {
        case .layoutUnknown(let name, let known):
            "There is no layout \"\(name)\"; there are \(known.joined(separator: ", "))."
        case .mediaUnknown(let name, let known):
            "There is no media \"\(name)\"; there are \(known.joined(separator: ", "))."
        case .sheetUnknown(let name, let known):
            "There is no sheet \"\(name)\"; there are \(known.joined(separator: ", "))."
        case .sheetPlaceOutOfRange(let place, let limit):
            "The sheet has labels 1 to \(limit), and no label \(place)."
        case .labelCountOutOfRange(let count, let limit):
            "Sheets are made for 1 to \(limit) labels at once, not \(count)."
        case .sheetOffsetOutOfRange(let tenths, let limit):
            "Sheets are moved by up to \(limit / 10) mm each way, not by \(Double(tenths) / 10) mm."
        case .mediaTooSmall(let media, let layout, let long, let short):
            "The layout \"\(layout)\" needs a label of \(Self.size(long, short)) mm or more; "
                + "\(media) is smaller."
        case .labelTooLarge(let media, let dots, let limit):
            "A \(media) label would be \(dots) dots long; the limit is \(limit)."
        case .codeLengthOutOfRange(let bytes, let limit):
            "A QR code holds 1 to \(limit) bytes here, not \(bytes)."
        case .codeDoesNotFit(let media, let layout):
            "The QR code of the layout \"\(layout)\" would be too small to scan on \(media)."
        case .textDoesNotFit(let media, let layout, let field):
            "\"\(field)\" does not fit the layout \"\(layout)\" on \(media) at a readable size, and "
                + "must not be cut."
        case .iconUnknown(let field, let names, let known):
            "\"\(field)\" asks for \(names.prefix(5).map { "\"\($0.prefix(40))\"" }.joined(separator: ", ")), "
                + "and there is no such icon; there are \(known.joined(separator: ", "))."
        case .labelEmpty(let layout):
            "There is nothing on the label: give it a code, or a field that the layout \"\(layout)\" shows."
        case .labelWiderThanHead(let label, let head):
            "The label is \(label) dots wide and the print head only \(head)."
        case .ofLabel(let number, let fault): "Label \(number): \(fault)"
        case .drawingFailed(let status): "The label could not be drawn (Cairo's status \(status))."
        }
    }

    /// Such as `50 × 28`.
    private static func size(_ long: Double, _ short: Double) -> String {
        [long, short].map { $0 == $0.rounded() ? String(Int($0)) : String($0) }
            .joined(separator: " × ")
    }
}

extension Bitmap {
    /// Refuses a label that a print head cannot cover.
    ///
    /// - Parameter head: The head's width in dots, such as 832 for 104 mm at 203 dpi.
    /// - Throws: ``LabelFault/labelWiderThanHead(label:head:)``.
    public func checkFits(head: Int) throws(LabelFault) {
        guard width <= head else { throw .labelWiderThanHead(label: width, head: head) }
    }
}
