import Stock

@testable import API

/// Makes a value of any shape of the API, from the shape alone: every text is `x`, every number 1, every
/// list has one row.
///
/// What a shape need not have is there where the value is to be whole, else it is missing; encoded, the two
/// tell which members a shape has and which of them it always has.
struct ExampleDecoder: Decoder {
    let isWhole: Bool
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func make<Value: Decodable>(_: Value.Type) throws -> Value {
        if let words = Value.self as? any CaseIterable.Type, let word = first(of: words) as? Value {
            return word
        }
        if let words = Value.self as? any ExampleWord.Type, let word = words.example as? Value {
            return word
        }
        if let word = Uncounted.leave as? Value { return word }
        return try Value(from: self)
    }

    private func first<Words: CaseIterable>(of _: Words.Type) -> Words? { Words.allCases.first }

    func container<Key: CodingKey>(keyedBy _: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(ExampleObject<Key>(decoder: self))
    }

    func unkeyedContainer() -> any UnkeyedDecodingContainer { ExampleArray(decoder: self) }
    func singleValueContainer() -> any SingleValueDecodingContainer { ExampleValue(decoder: self) }
}

/// A member whose words the API lists.
private protocol ExampleWord { static var example: Self? { get } }

extension Word: ExampleWord { static var example: Self? { Known.allCases.first.map { Self($0) } } }

/// What examples do not need: no shape asks for it.
private struct NotInShapes: Error {}

private struct ExampleObject<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: ExampleDecoder
    var codingPath: [any CodingKey] { [] }
    /// Asked for by dictionaries alone.
    var allKeys: [Key] { [Key(stringValue: "x")].compactMap { $0 } }

    func contains(_ key: Key) -> Bool { decoder.isWhole }
    func decodeNil(forKey key: Key) -> Bool { false }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try decoder.make(type)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy _: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { throw NotInShapes() }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        throw NotInShapes()
    }

    func superDecoder() throws -> any Decoder { throw NotInShapes() }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw NotInShapes() }
}

private struct ExampleArray: UnkeyedDecodingContainer {
    let decoder: ExampleDecoder
    var codingPath: [any CodingKey] { [] }
    var count: Int? { 1 }
    var currentIndex = 0
    var isAtEnd: Bool { currentIndex > 0 }

    init(decoder: ExampleDecoder) { self.decoder = decoder }

    mutating func decodeNil() -> Bool { false }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        currentIndex += 1
        return try decoder.make(type)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy _: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> { throw NotInShapes() }

    func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { throw NotInShapes() }
    func superDecoder() throws -> any Decoder { throw NotInShapes() }
}

private struct ExampleValue: SingleValueDecodingContainer {
    let decoder: ExampleDecoder
    var codingPath: [any CodingKey] { [] }

    func decodeNil() -> Bool { false }
    func decode(_: Bool.Type) -> Bool { true }
    func decode(_: String.Type) -> String { "x" }
    func decode(_: Double.Type) -> Double { 1.5 }
    func decode(_: Float.Type) -> Float { 1.5 }
    func decode(_: Int.Type) -> Int { 1 }
    func decode(_: Int8.Type) -> Int8 { 1 }
    func decode(_: Int16.Type) -> Int16 { 1 }
    func decode(_: Int32.Type) -> Int32 { 1 }
    func decode(_: Int64.Type) -> Int64 { 1 }
    func decode(_: UInt.Type) -> UInt { 1 }
    func decode(_: UInt8.Type) -> UInt8 { 1 }
    func decode(_: UInt16.Type) -> UInt16 { 1 }
    func decode(_: UInt32.Type) -> UInt32 { 1 }
    func decode(_: UInt64.Type) -> UInt64 { 1 }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try decoder.make(type) }
}
