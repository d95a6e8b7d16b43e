import API
import NIOCore

extension JSONText {
    /// The same of a deed for which a member that is left out is a word of its own, such as "it was nothing".
    ///
    /// There a misspelt member would do what nobody asked for. It is refused by its name.
    ///
    /// - Throws: `DecodingError`, or `field_unreadable` for a member that the deed does not have.
    static func readStrictly<Deed: Decodable>(_ type: Deed.Type, _ bytes: ByteBuffer) throws -> Deed
    {
        let deed = try read(type, bytes)
        // The members of a shape are what it stores, those that are nil too.
        let known = Set(Mirror(reflecting: deed).children.compactMap(\.label))
        let unknown = try read(MemberNames.self, bytes).names.subtracting(known)
        if let name = unknown.min() { throw Problem.fieldUnknown(name) }
        return deed
    }
}

/// The names of an object's members.
private struct MemberNames: Decodable {
    private struct Name: CodingKey {
        let stringValue: String
        let intValue: Int? = nil

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    let names: Set<String>

    init(from decoder: any Decoder) throws {
        names = Set(try decoder.container(keyedBy: Name.self).allKeys.map(\.stringValue))
    }
}
