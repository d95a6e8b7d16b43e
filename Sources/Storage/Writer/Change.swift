package import Journal

/// What one committed entry was, for those who follow the hub live.
public struct Change: Sendable {
    /// The entry's number; a follower that was ended reads the journal from its last one.
    public let seq: Int64
    /// The entry's kind, as in ``EntryKinds/all``.
    public let kind: String
    /// What the entry says.
    package let body: any EntryKind
}
