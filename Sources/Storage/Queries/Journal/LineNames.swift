import GRDB
import Journal
import Stock

extension Queries {
    /// Lines of a story, those that only name stock anew with why they do.
    func named(_ lines: [StoryLine]) throws -> [StoryLine] {
        let adjusted = Set(lines.filter { $0.otherKind == .adjustment }.map(\.seq))
        guard !adjusted.isEmpty else { return lines }
        let rows = try rows(among: adjusted) {
            "SELECT seq, kind, body FROM journal WHERE seq IN (\($0)) AND kind NOT IN ('countCompleted', 'countLine')"
        }
        var changes: [Int64: NameChange] = [:]
        for row in rows {
            changes[row["seq"] as Int64] = try EntryKinds.read(row["kind"], row["body"])?.nameChange
        }
        let shifts = changes.values.flatMap { change in
            if case .lots(let shifts) = change { shifts } else { [LotShift]() }
        }
        let lots = try lots(among: Set(shifts.map(\.from)))
        return lines.map { line in
            var line = line
            switch changes[line.seq] {
            case .lots(let shifts):
                let shift = shifts.first { [$0.from, $0.to.id].contains(line.lot) }
                line.nameChange = shift.map { .lots([$0]) }
                line.lotBefore = shift.flatMap { lots[$0.from] }
            case let change: line.nameChange = change
            }
            return line
        }
    }
}
