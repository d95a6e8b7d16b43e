import GRDB
package import Stock

/// How many households got something, and how many people they said to be; nobody of them is recorded.
package struct HouseholdCount: Sendable, Hashable {
    package private(set) var households: Int64
    /// In those households of which somebody said how many they are.
    package private(set) var people: Int64

    package init(households: Int64, people: Int64) {
        (self.households, self.people) = (households, people)
    }

    /// Those of another day are counted too; what is beyond 64 bits is cut off.
    mutating func add(_ more: HouseholdCount) {
        households = households.adding(clamping: more.households)
        people = people.adding(clamping: more.people)
    }

    /// Tells the devices apart that count; each makes an id for a day.
    package enum Teller {}
}

extension Ledger {
    /// Notes what a device counted on a day, in place of what it told before.
    package func note(
        _ count: HouseholdCount, on day: CivilDate, by teller: ID<HouseholdCount.Teller>
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO household_count (day, teller, households, people) VALUES (?, ?, ?, ?)
                ON CONFLICT (day, teller) DO UPDATE
                SET households = excluded.households, people = excluded.people
                """,
            arguments: [day.description, teller.blob, count.households, count.people])
    }
}

extension Queries {
    /// What all devices counted on each of some days on which they counted any.
    func householdCounts(
        from first: CivilDate, until last: CivilDate
    ) throws -> [(day: CivilDate, came: HouseholdCount)] {
        let sql = """
            SELECT day, sum(households) AS households, sum(people) AS people
            FROM household_count WHERE day BETWEEN ? AND ? GROUP BY day
            """
        let days: StatementArguments = [first.description, last.description]
        return try Row.fetchAll(db, sql: sql, arguments: days).compactMap { row in
            CivilDate(row["day"] as String).map {
                ($0, HouseholdCount(households: row["households"], people: row["people"]))
            }
        }
    }

    /// What all devices counted on a day.
    package func householdCount(on day: CivilDate) throws -> HouseholdCount {
        let sql = """
            SELECT coalesce(sum(households), 0) AS households, coalesce(sum(people), 0) AS people
            FROM household_count WHERE day = ?
            """
        let row = try Row.fetchOne(db, sql: sql, arguments: [day.description])
        return HouseholdCount(
            households: row?["households"] ?? 0, people: row?["people"] ?? 0)
    }
}
