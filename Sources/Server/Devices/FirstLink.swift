import Storage

/// The one-time link that the terminal shows.
public enum FirstLink {
    /// A link that makes one browser a coordinator's, within an hour; `address` ends in a slash.
    ///
    /// - Throws: A ``StorageFault`` of the whole store.
    public static func make(_ address: String, _ hub: Hub) async throws -> String {
        let secret = Secrets.long()
        _ = try await Secrets.keep(
            secret, .link, role: .coordinator, name: "coordinator", minutes: 60, in: hub.store)
        return "\(address)join?token=\(secret)"
    }
}
