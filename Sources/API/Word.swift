/// A word of a closed set, as the API says it.
///
/// A newer hub may say a word that this program does not know. It is kept as it came, so that a command still reads the
/// answer and prints it; and a hub refuses one with the problem that names what is wrong.
package struct Word<Known: RawRepresentable & CaseIterable & Sendable>: RawRepresentable, Hashable,
    Sendable, Codable, CustomStringConvertible
where Known.RawValue == String {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package init(_ known: Known) { rawValue = known.rawValue }

    /// The word of a set that has the same ones in another module.
    package init(like other: some RawRepresentable<String>) { rawValue = other.rawValue }

    /// Nil for a word that is none of the set.
    package var known: Known? { Known(rawValue: rawValue) }

    package var description: String { rawValue }
}

/// Members of an object may be named by words.
extension Word: CodingKeyRepresentable {}
