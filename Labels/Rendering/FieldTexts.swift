import Synchronization

/// What the fields of one label say, worked out once: each arrangement and each economy asks for it again.
struct FieldTexts: Sendable {
    /// Texts of one field.
    private struct Texts: Sendable {
        /// As they can be drawn.
        let printable: String
        /// With places where a line may end: within no date, and within a lot number where it has to.
        let bound: String
        /// The same with long names of months cut.
        let short: String

        /// Nil where the field says nothing.
        init?(_ typed: String, in field: String) {
            let printable = PrintableText(typed).text
            guard !printable.isEmpty else { return nil }
            self.printable = printable
            let typed = PrintableText.beginning(of: typed)
            if DateText.fields.contains(field) {
                bound = DateText.bound(typed)
                short = DateText.bound(DateText.shortened(typed))
            } else {
                bound =
                    FieldTexts.lotNumbers.contains(field)
                    ? typed.breakable : DateText.boundWithin(typed)
                short = bound
            }
        }
    }

    /// The fields that hold the number of a lot, which is whole on a label, be it on two lines.
    static let lotNumbers: Set = ["number", "number2"]

    /// What is worked out where it is first asked for: most labels never ask.
    private final class Findings: Sendable {
        let needed = Mutex<[String: Bool]>([:])
        let lists = Mutex<[String: List]>([:])
    }

    /// The rows of one field.
    struct List: Sendable {
        let rows: [ListRow]
        /// Indices of those that must stand whole.
        let needed: [Int]
    }

    private let fields: [String: String]
    private let texts: [String: Texts]
    /// What allergens are called.
    private let allergens: Set<String>
    private let findings = Findings()

    init(_ fields: [String: String], allergens: Set<String>) {
        (self.fields, self.allergens) = (fields, allergens)
        texts = fields.reduce(into: [:]) { $0[$1.key] = Texts($1.value, in: $1.key) }
    }

    /// Whether there is something of a field to draw.
    func says(_ field: String) -> Bool { texts[field] != nil }

    /// Empty where a field says nothing.
    func printable(_ field: String) -> String { texts[field]?.printable ?? "" }

    /// What a field says, in lines that end where they may; nil where it says nothing.
    func bound(_ field: String, _ economy: Economy) -> String? {
        texts[field].map { economy == .none ? $0.bound : $0.short }
    }

    /// Whether what a field says must stand whole wherever a layout shows it.
    func isNeeded(_ field: String) -> Bool {
        guard let text = texts[field] else { return false }
        return findings.needed.withLock { known in
            if let known = known[field] { return known }
            let found = NeededText.isIn(text.printable, of: field, allergens: allergens)
            known[field] = found
            return found
        }
    }

    /// The same of what a list says.
    func isNeeded(list field: String) -> Bool { !list(field).needed.isEmpty }

    /// The rows of a field that is drawn as a list.
    func list(_ field: String) -> List {
        findings.lists.withLock { known in
            if let known = known[field] { return known }
            let rows = ListRow.rows(of: fields[field] ?? "")
            let needed = rows.indices.filter { index in
                NeededText.isIn(rows[index].name, of: field, allergens: allergens)
            }
            let list = List(rows: rows, needed: needed)
            known[field] = list
            return list
        }
    }
}
