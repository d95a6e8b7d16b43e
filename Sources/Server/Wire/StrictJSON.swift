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
        if let name = try read(MemberNames.self, bytes).unknown(to: deed).min() {
            throw Problem.fieldUnknown(name)
        }
        return deed
    }
}

/// The names of an object's members, and of what they hold.
private struct MemberNames: Decodable {
    private struct Name: CodingKey {
        let stringValue: String
        let intValue: Int? = nil

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    private var members: [String: MemberNames] = [:]
    private var elements: [MemberNames] = []

    init(from decoder: any Decoder) throws {
        if let object = try? decoder.container(keyedBy: Name.self) {
            for name in object.allKeys {
                members[name.stringValue] = try object.decode(MemberNames.self, forKey: name)
            }
        } else if var list = try? decoder.unkeyedContainer() {
            while !list.isAtEnd { elements.append(try list.decode(MemberNames.self)) }
        }
    }

    /// The members that a value was not read from, such as `item.pakc`.
    func unknown(to value: Any) -> [String] {
        var shape = Mirror(reflecting: value)
        // What may be left out, or be given in more than one way, is inside.
        while shape.displayStyle == .optional || shape.displayStyle == .enum,
            let inside = shape.children.first
        {
            shape = Mirror(reflecting: inside.value)
        }
        if shape.displayStyle == .collection {
            return zip(elements, shape.children).flatMap { $0.unknown(to: $1.value) }
        }
        // The members of a shape are what it stores, those that are nil too.
        let known = Dictionary(
            shape.children.compactMap { child in child.label.map { ($0, child.value) } }
        ) { $1 }
        return members.flatMap { name, member in
            known[name].map { member.unknown(to: $0).map { "\(name).\($0)" } } ?? [name]
        }
    }
}
