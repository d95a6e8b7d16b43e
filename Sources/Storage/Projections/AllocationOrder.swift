import Stock

/// The order in which a hand-out takes balances, as an index has it: of some places among all, or of one place.
struct AllocationOrder {
    /// Places that are read one by one; of more, all of the item's balances are gone through.
    private static let placeLimit = 64

    /// Takes `?1` item, `?2` place, `?3` lot, `?4` its last day.
    let sql: String
    let place: PlaceID?
    /// Nil where each row is of the place.
    let sources: Set<PlaceID>?

    /// What to read for a hand-out from some places, of which one is the nearest.
    static func statements(
        ofLot: Bool, _ sources: Set<PlaceID>, nearest: PlaceID?
    ) -> [Self] {
        let isMany = sources.count > placeLimit
        let single = isMany ? sources.filter { $0 == nearest } : sources
        let ofPlaces = single.map {
            Self(sql: sql(ofPlace: true, ofLot: ofLot), place: $0, sources: nil)
        }
        guard isMany else { return ofPlaces }
        return ofPlaces + [
            Self(sql: sql(ofPlace: false, ofLot: ofLot), place: nil, sources: sources)
        ]
    }

    static func sql(ofPlace: Bool, ofLot: Bool) -> String {
        """
        SELECT place, lot, quantity FROM balance INDEXED BY \(ofPlace ? "balance_by_place" : "balance_by_day")
        WHERE item = ?1 AND \(ofPlace ? "place = ?2" : "?2 IS NULL") AND held <> 0 AND held > 0
            AND \(ofLot ? "lot = ?3 AND last_day = ?4" : "?3 IS NULL AND ?4 IS NOT NULL")
        ORDER BY last_day, lot\(ofPlace ? "" : ", place")
        """
    }
}
