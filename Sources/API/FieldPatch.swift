/// A member of a JSON object that may be left out, be null, or have a value (RFC 7396).
package enum FieldPatch<Value: Codable & Sendable>: Sendable {
    case none
    case cleared
    case value(Value)

    /// A value that is there, or to be nothing.
    package init(_ value: Value?) { self = value.map { .value($0) } ?? .cleared }

    /// The same with its value turned into another.
    package func map<Other>(
        _ transform: (Value) throws -> Other
    ) rethrows -> FieldPatch<Other> {
        switch self {
        case .none: .none
        case .cleared: .cleared
        case .value(let value): .value(try transform(value))
        }
    }

    package func applied(to old: Value?) -> Value? {
        switch self {
        case .none: old
        case .cleared: nil
        case .value(let value): value
        }
    }
}

extension KeyedDecodingContainer {
    package func patch<Value>(_ key: Key) throws -> FieldPatch<Value> {
        guard contains(key) else { return .none }
        return try decodeNil(forKey: key) ? .cleared : .value(decode(Value.self, forKey: key))
    }
}

extension KeyedEncodingContainer {
    package mutating func encode<Value>(_ patch: FieldPatch<Value>, forKey key: Key) throws {
        switch patch {
        case .none: break
        case .cleared: try encodeNil(forKey: key)
        case .value(let value): try encode(value, forKey: key)
        }
    }
}
