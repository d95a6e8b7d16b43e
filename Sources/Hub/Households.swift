package import Stock
package import Storage

// How many came, and nothing of whom.
extension Hub {
    /// Households that one device counts on a day at the most, and people.
    private static let limit: (households: Int64, people: Int64) = (100_000, 1_000_000)

    /// Notes how many households a device counted on a day, in place of what it told before; the same again changes
    /// nothing.
    ///
    /// - Parameters:
    ///   - count: All that the device counted that day.
    ///   - day: In the hub's own time zone.
    ///   - teller: An id that the device made for that day alone.
    /// - Returns: What all devices counted that day.
    /// - Throws: `quantity_out_of_range`.
    package func note(
        _ count: HouseholdCount, on day: CivilDate, by teller: ID<HouseholdCount.Teller>
    ) async throws -> HouseholdCount {
        guard (0...Self.limit.households).contains(count.households),
            (0...Self.limit.people).contains(count.people)
        else { throw StockFault.quantityOutOfRange }
        return try await store.write { ledger in
            try ledger.note(count, on: day, by: teller)
            return try ledger.queries().householdCount(on: day)
        }
    }
}
