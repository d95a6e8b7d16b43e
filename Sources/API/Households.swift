/// How many households a device counted on a day.
package struct HouseholdsRequest: Codable, Sendable {
    /// An id that the device made for that day alone.
    package var teller: String
    /// All of them, not those since the last time.
    package var households: Int64
    /// In those of which somebody said how many they are.
    package var people: Int64?

    package init(teller: String, households: Int64, people: Int64? = nil) {
        (self.teller, self.households, self.people) = (teller, households, people)
    }
}

/// How many households all devices counted on a day.
package struct HouseholdsResponse: Codable, Sendable {
    package var day: String
    package var households: Int64
    package var people: Int64

    package init(day: String, households: Int64, people: Int64) {
        (self.day, self.households, self.people) = (day, households, people)
    }
}
