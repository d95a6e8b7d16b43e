public import Foundation

/// JSON text of a value, written as the value is walked: members in the order of their declaration,
/// nil members left out, slashes bare.
///
/// Foundation's encoder builds a tree of the value first; a scan's entry and answer together
/// took a sixth of the whole work of recording it that way.
public enum OrderedJSONEncoder {
    /// The text as UTF-8.
    ///
    /// - Throws: What the value's own `encode(to:)` throws.
    public static func encode(_ value: some Encodable) throws -> Data {
        guard let plain = value as? any PlainJSON else { return try walk(value) }
        return Data(bytes(plain))
    }

    /// The same of a value that writes itself.
    package static func bytes(_ value: some PlainJSON) -> [UInt8] {
        var text = JSONWriter()
        value.write(to: &text)
        return text.bytes
    }

    /// The same by the value's `encode(to:)`, whether or not it can write itself.
    static func walk(_ value: some Encodable) throws -> Data {
        let sink = JSONSink()
        try sink.write(value)
        return Data(sink.text.bytes)
    }
}

/// Where the text grows, and which bracket is open.
private final class JSONSink {
    private(set) var text = JSONWriter()
    /// What closes the container of the value being written; nil where it has none.
    private var closer: UInt8?

    func write(_ value: some Encodable) throws {
        let outer = closer
        closer = nil
        try value.encode(to: JSONWalk(sink: self))
        text.close(closer)
        closer = outer
    }

    func open(_ bracket: Character) {
        precondition(closer == nil, "a value has one container")
        let isObject = bracket == "{"
        closer = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
        text.open(isObject ? UInt8(ascii: "{") : UInt8(ascii: "["))
    }

    func separate() { text.separate() }
    /// A key may be any text: dictionaries have keys too.
    func member(_ name: String) {
        text.separate()
        text.string(name)
        text.raw(":")
    }
    func write(raw: String) { text.raw(raw) }
    func write(_ string: String) { text.string(string) }
}

/// The walk through one value.
private struct JSONWalk: Encoder {
    let sink: JSONSink
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy: Key.Type) -> KeyedEncodingContainer<Key> {
        sink.open("{")
        return KeyedEncodingContainer(JSONObject<Key>(sink: sink))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        sink.open("[")
        return JSONArray(sink: sink)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { JSONValue(sink: sink) }
}

private struct JSONObject<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let sink: JSONSink
    var codingPath: [any CodingKey] { [] }

    func encodeNil(forKey key: Key) throws {
        sink.member(key.stringValue)
        sink.write(raw: "null")
    }

    func encode(_ value: String, forKey key: Key) throws {
        sink.member(key.stringValue)
        sink.write(value)
    }

    func encode(_ value: Int64, forKey key: Key) throws {
        sink.member(key.stringValue)
        sink.write(raw: value.description)
    }

    func encode(_ value: Bool, forKey key: Key) throws {
        sink.member(key.stringValue)
        sink.write(raw: value ? "true" : "false")
    }

    func encode(_ value: some Encodable, forKey key: Key) throws {
        sink.member(key.stringValue)
        try sink.write(value)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> { preconditionFailure("bodies nest by values") }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        preconditionFailure("bodies nest by values")
    }

    func superEncoder() -> any Encoder { preconditionFailure("bodies are values") }
    func superEncoder(forKey key: Key) -> any Encoder { preconditionFailure("bodies are values") }
}

private struct JSONArray: UnkeyedEncodingContainer {
    let sink: JSONSink
    var codingPath: [any CodingKey] { [] }
    private(set) var count = 0

    init(sink: JSONSink) { self.sink = sink }

    mutating func encodeNil() throws {
        sink.separate()
        sink.write(raw: "null")
        count += 1
    }

    mutating func encode(_ value: some Encodable) throws {
        sink.separate()
        try sink.write(value)
        count += 1
    }

    func nestedContainer<Nested: CodingKey>(keyedBy: Nested.Type) -> KeyedEncodingContainer<Nested>
    {
        preconditionFailure("bodies nest by values")
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        preconditionFailure("bodies nest by values")
    }

    func superEncoder() -> any Encoder { preconditionFailure("bodies are values") }
}

private struct JSONValue: SingleValueEncodingContainer {
    let sink: JSONSink
    var codingPath: [any CodingKey] { [] }

    func encodeNil() { sink.write(raw: "null") }
    func encode(_ value: Bool) { sink.write(raw: value ? "true" : "false") }
    func encode(_ value: String) { sink.write(value) }
    func encode(_ value: Double) { sink.write(raw: value.description) }
    func encode(_ value: Float) { sink.write(raw: value.description) }
    func encode(_ value: Int) { sink.write(raw: value.description) }
    func encode(_ value: Int8) { sink.write(raw: value.description) }
    func encode(_ value: Int16) { sink.write(raw: value.description) }
    func encode(_ value: Int32) { sink.write(raw: value.description) }
    func encode(_ value: Int64) { sink.write(raw: value.description) }
    func encode(_ value: UInt) { sink.write(raw: value.description) }
    func encode(_ value: UInt8) { sink.write(raw: value.description) }
    func encode(_ value: UInt16) { sink.write(raw: value.description) }
    func encode(_ value: UInt32) { sink.write(raw: value.description) }
    func encode(_ value: UInt64) { sink.write(raw: value.description) }
    func encode(_ value: some Encodable) throws { try value.encode(to: JSONWalk(sink: sink)) }
}
