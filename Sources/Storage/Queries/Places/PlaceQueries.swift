import Foundation
import GRDB
public import Stock

/// What stands in one place, without what stands in places inside it.
public struct PlaceSummary: Sendable {
    /// In storage; the world's edges have no summary.
    public let place: Place
    /// How many places it stands in; 0 where it was looked for by name.
    package let depth: Int
    /// What it stands in.
    package let parent: Place?
    /// Items with a balance that is not zero.
    public let items: Int
    /// Shortfalls count below zero.
    public let sums: Sums
}

/// A place's page: what is in it, and the entries behind that.
package struct PlaceStory: Sendable {
    package let place: Place
    /// What it stands in.
    package let parent: Place?
    /// Whether other places stand in it.
    package let holdsPlaces: Bool
    /// Balances in it and in all that stands in it; none for the world's edges.
    package let holdings: [StockRow]
    /// The latest first.
    package let lines: [StoryLine]
    /// What it was called and where it stood before, the latest first, in its first page.
    package let changes: [FactChange<StandingPlace>]
    /// The entries that changed it otherwise, the latest first, in its first page.
    package let told: [EntryStory]
}

extension Queries {
    /// What a place's page tells.
    ///
    /// - Parameters:
    ///   - id: The place.
    ///   - from: Where its story begins; nil for the latest.
    ///   - behind: The balance that the page begins behind; nil for the first page.
    ///   - holdings: Balances at the most.
    ///   - lines: Lines of its story at the most.
    /// - Returns: All of it as of one moment.
    /// - Throws: ``StorageFault/placeNotFound(_:)``, or what SQLite says.
    package func placeStory(
        _ id: PlaceID, from: StoryPosition?, behind: StockPosition?, holdings: Int, lines: Int
    ) throws -> PlaceStory {
        guard let place = try place(id) else { throw StorageFault.placeNotFound(id.description) }
        let inner = "SELECT 1 FROM place WHERE parent = ? AND retired IS NULL LIMIT 1"
        return PlaceStory(
            place: place, parent: try place.parent.flatMap { try self.place($0) },
            holdsPlaces: try Int.fetchOne(db, sql: inner, arguments: [id.blob]) != nil,
            holdings: place.kind.isStorage
                ? try stock(place: id, behind: behind, limit: holdings) : [],
            lines: try story(place: id, from: from, limit: lines),
            changes: from == nil ? try changes(of: place, limit: lines) : [],
            told: from == nil ? try changes(told: id.blob, limit: lines) : [])
    }

    /// Nil where nobody has made it.
    public func place(_ id: PlaceID) throws -> Place? {
        try Row.fetchOne(db, sql: "SELECT * FROM place WHERE id = ?", arguments: [id.blob]).map {
            try Place(row: $0)
        }
    }

    /// The place that a reference names, if there is one.
    public func place(_ reference: PlaceReference) throws -> Place? {
        switch reference {
        case .id(let id): return try place(id)
        case .code(let code):
            guard case .place(let place)? = try meaning(of: [code]) else { return nil }
            return place
        }
    }

    /// The storage places that are used, as people look for them by name; or all that there ever were, the world's edges among them.
    public func places(edges: Bool = false) throws -> [Place] {
        let condition =
            edges ? "" : "WHERE kind IN (\(Place.Kind.storageList)) AND retired IS NULL"
        let places = try Row.fetchAll(
            db, sql: "SELECT * FROM place \(condition) ORDER BY name COLLATE NOCASE, id"
        )
        .map { try Place(row: $0) }
        return edges ? places : NaturalOrder.sorted(places, by: \.name)
    }

    /// A page of the storage places that are used, by name: those behind a position, or what is left after `skipping` rows.
    public func places(
        behind: NamePosition<Place>?, skipping: Int = 0, limit: Int
    ) throws -> [Place] {
        let sql = """
            SELECT * FROM place INDEXED BY place_name WHERE kind IN (\(Place.Kind.storageList)) AND retired IS NULL
                AND (?1 IS NULL OR (name COLLATE NOCASE, id) > (?1, ?2))
            ORDER BY name COLLATE NOCASE, id LIMIT ?3 OFFSET ?4
            """
        let arguments: StatementArguments = [
            behind?.name, behind?.id.blob, min(max(1, limit), 1_000), max(0, skipping),
        ]
        return try Row.fetchAll(db, sql: sql, arguments: arguments).map { try Place(row: $0) }
    }

    /// Places of some ids; those that nobody has made are left out.
    package func places(among ids: Set<PlaceID>) throws -> [PlaceID: Place] {
        let places = try rows(among: ids.map(\.blob)) { "SELECT * FROM place WHERE id IN (\($0))" }
            .map { try Place(row: $0) }
        return Dictionary(uniqueKeysWithValues: places.map { ($0.id, $0) })
    }

    /// A page of the outline of all storage places, each with what stands in it.
    ///
    /// - Parameters:
    ///   - behind: The place that the page begins behind; nil for the first page.
    ///   - limit: Places at the most.
    ///   - floor: What the floor is called.
    /// - Returns: The page, and whether there are more behind it.
    /// - Throws: What SQLite says.
    package func placeOutline(
        behind: PlaceID?, limit: Int, floor: String
    ) throws -> (places: [PlaceSummary], isLast: Bool) {
        let outline = PlaceOutline(try places()) { $0.kind == .floor ? floor : $0.name }
        let rows = outline.rows(behind: behind)
        let shown = rows.prefix(limit).map { ($0.place, $0.depth) }
        return (try summaries(of: shown), rows.count <= limit)
    }

    /// Storage places whose names hold every word of a text, by name, each with what stands in it.
    package func placeSummaries(
        matching text: String, floor: String, limit: Int
    ) throws -> [PlaceSummary] {
        let words = Item.key(ofName: text).split(separator: " ")
        guard !words.isEmpty else { return [] }
        let found = try places().lazy.filter { place in
            let name = Item.key(ofName: place.kind == .floor ? floor : place.name)
            return words.allSatisfy { name.contains($0) }
        }
        return try summaries(of: found.prefix(limit).map { ($0, 0) })
    }

    private func summaries(of rows: [(place: Place, depth: Int)]) throws -> [PlaceSummary] {
        let held = try contents(of: rows.map(\.place))
        let parents = try places(among: Set(rows.compactMap(\.place.parent)))
        return rows.map { place, depth in
            PlaceSummary(
                place: place, depth: depth, parent: place.parent.flatMap { parents[$0] },
                items: held[place.id]?.items ?? 0,
                sums: held[place.id]?.sums ?? Sums(pieces: 0, grams: 0))
        }
    }

    /// What stands in each of some places and in all places within it; nothing for those that are empty.
    private func contents(of places: [Place]) throws -> [PlaceID: (items: Int, sums: Sums)] {
        guard !places.isEmpty else { return [:] }
        let rows = try Row.fetchAll(
            db, sql: Self.contentsSQL(of: places.count), arguments: .init(places.map(\.id.blob)))
        return try Dictionary(
            uniqueKeysWithValues: rows.map {
                (try PlaceID(column: $0["place"]), ($0["items"], sums($0)))
            })
    }

    static func contentsSQL(of count: Int) -> String {
        """
        WITH RECURSIVE inside (whole, place) AS (
            VALUES \((1...max(1, count)).map { "(?\($0), ?\($0))" }.joined(separator: ", "))
            UNION ALL SELECT whole, place.id FROM inside CROSS JOIN place INDEXED BY place_parent
                ON place.parent = inside.place
        )
        SELECT whole AS place, (SELECT count(DISTINCT balance.item) FROM inside AS part
                CROSS JOIN balance INDEXED BY balance_by_place ON balance.place = part.place AND held <> 0
                WHERE part.whole = inside.whole) AS items,
            \(summed)
        FROM inside CROSS JOIN place_stock ON place_stock.place = inside.place
        CROSS JOIN item ON item.id = place_stock.item GROUP BY whole
        """
    }
}
