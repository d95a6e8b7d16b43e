package import API
package import Storage

extension HouseholdsRequest {
    /// What the device counted.
    package var count: HouseholdCount {
        HouseholdCount(households: households, people: people ?? 0)
    }
}
