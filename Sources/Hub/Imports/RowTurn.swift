import API

/// When a row of an item file is read, the earliest first; rows of one turn keep their order.
///
/// What a row is of that names its item by an id does not depend on what others make of the hub, so such rows come first;
/// then those with a key of their own, which look for their item once and find it by the key from then on; then those whose
/// name is new, which make an item that they name by an id from then on; then rows that find their item by its name, and
/// rows without a name last. Each finds the second time what it found the first, and of two that contradict each other the
/// same one is the first. A row is read from the file again when its turn comes, so that few are in memory at once.
enum RowTurn: CaseIterable, Sendable {
    /// Rows whose item is named by an id or by the key that made it, and rows that cannot be read; whether a row is one, the
    /// ledger says.
    case certain
    /// Rows with a key that is remembered for an item.
    case remembered
    /// Rows with a key that no item has.
    case newKeys
    /// Rows of a name that no item has.
    case named
    /// Rows of a name that an item has.
    case found
    /// Rows without a name, with a key of their own.
    case keyed
    case others

    init(of row: Result<ItemRow, any Error>) {
        guard let row = try? row.get(), row.name.isEmpty else {
            self = .certain
            return
        }
        self = row.hasKeyOfItsOwn ? .keyed : .others
    }
}

extension CSVTable {
    /// The rows of a turn under their indices, each read when it is asked for.
    func rows(
        in turn: RowTurn, of turns: [RowTurn]
    ) -> some Sequence<(index: Int, row: ItemImport.Row)> {
        zip(turns, rowsOneByOne).lazy.enumerated().lazy.filter { $0.element.0 == turn }.map {
            let row = $0.element.1
            return (index: $0.offset, row: (line: row.line, row: Result { try ItemRow(row) }))
        }
    }
}

extension ItemImportResponse {
    /// Lines in the order of the file.
    var inOrder: Self {
        var sorted = self
        sorted.refused.sort { $0.line < $1.line }
        sorted.notes.sort { $0.line < $1.line }
        sorted.plan?.sort { $0.line < $1.line }
        return sorted
    }
}

extension Array {
    /// Parts of at most so many elements, in order.
    func chunks(of size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
