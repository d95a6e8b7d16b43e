/// Places as a list that reads like a tree: each is followed by what stands in it, places beside each other by name.
public struct PlaceOutline: Sendable {
    /// A place, and how many places it stands in.
    public struct Row: Sendable, Hashable {
        /// In storage; an outline has no edges of the world.
        public let place: Place
        /// 0 for one that stands by itself.
        public let depth: Int
    }

    /// A place that none of the others holds comes first, in the order of their names.
    public let rows: [Row]

    /// The outline of some places, which are called as `name` says.
    ///
    /// One whose holder is not among them stands by itself.
    public init(_ places: [Place], name: (Place) -> String) {
        let known = Set(places.map(\.id))
        let named = NaturalOrder.sorted(places.sorted { $0.id < $1.id }, by: name)
        let inside = Dictionary(grouping: named) { place in
            place.parent.flatMap { known.contains($0) ? $0 : nil }
        }
        var rows: [Row] = []
        // Last in, first out: what stands in a place follows it at once.
        var waiting = (inside[nil] ?? []).reversed().map { Row(place: $0, depth: 0) }
        while let next = waiting.popLast() {
            rows.append(next)
            waiting += (inside[next.place.id] ?? []).reversed()
                .map { Row(place: $0, depth: next.depth + 1) }
        }
        self.rows = rows
    }

    /// The rows behind a place; all of them where it is nil or not among them.
    public func rows(behind place: PlaceID?) -> ArraySlice<Row> {
        rows.firstIndex { $0.place.id == place }.map { rows[($0 + 1)...] } ?? rows[...]
    }
}
