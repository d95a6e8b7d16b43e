public import Printing

/// A label as it will be printed, and what a person should know before it is.
public struct Drawing: Sendable, Hashable {
    /// The dots, as every printer language takes them.
    public let bitmap: Bitmap
    /// Empty when everything that was asked for is on the label.
    public let notes: [Note]

    /// A label that was drawn, and what it shows less of than it was asked to.
    public init(bitmap: Bitmap, notes: [Note]) {
        self.bitmap = bitmap
        self.notes = notes
    }
}

/// What a label shows less of than it was asked to.
public enum Note: Sendable, Hashable {
    /// The field is too long for the label at a readable size and ends in an ellipsis.
    case textCut(field: String)
    /// No installed font has these characters; boxes stand in their place.
    case charactersMissing(field: String, characters: String)
    /// These icons find no room on the label at a readable size.
    case iconsLeftOut(field: String, names: String)
    /// The layout has no such field, or not on a label of this size, so it is not drawn.
    case fieldNotOnLayout(field: String)
}

/// What some of many labels show less of than they were asked to: each note once, with the labels that it is of.
public struct NoteTally: Sendable, Hashable {
    /// One note.
    public struct Line: Sendable, Hashable {
        /// What is not as it was asked for.
        public let note: Note
        /// The number of the first label that it is of, from 1.
        public let first: Int
        /// Labels that it is of.
        public fileprivate(set) var labels: Int
    }

    /// Those of the first labels first.
    public private(set) var lines: [Line] = []
    private var places: [Note: Int] = [:]

    /// Of no label.
    public init() {}

    /// Counts the notes of one more label, whose number is from 1.
    public mutating func add(_ notes: [Note], of label: Int) {
        var seen: Set<Note> = []
        for note in notes where seen.insert(note).inserted {
            if let place = places[note] {
                lines[place].labels += 1
            } else {
                places[note] = lines.count
                lines.append(Line(note: note, first: label, labels: 1))
            }
        }
    }
}

extension SheetDrawing {
    /// Its notes, each once.
    public var tally: NoteTally {
        notes.sorted { $0.key < $1.key }.reduce(into: NoteTally()) {
            $0.add($1.value, of: $1.key + 1)
        }
    }
}

extension Note: CustomStringConvertible {
    /// One sentence for whoever works at a terminal.
    public var description: String {
        switch self {
        case .textCut(let field): "The text of \(field) is too long for this label and is cut."
        case .charactersMissing(let field, let characters):
            "No font that is installed has \(characters), which \(field) holds."
        case .iconsLeftOut(let field, let names):
            "There is no room for the icon \(names) of \(field)."
        case .fieldNotOnLayout(let field): "This label does not show \(field)."
        }
    }
}
