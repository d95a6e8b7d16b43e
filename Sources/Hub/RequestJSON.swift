import API
package import Foundation

/// JSON that is sent to the hub: a request's body, or a line of a file of scans.
package enum RequestJSON {
    /// - Throws: `DecodingError`, or `field_unreadable` for a number that no field can hold.
    package static func read<Value: Decodable>(_: Value.Type, from text: Data) throws -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: text)
        } catch DecodingError.dataCorrupted(let context) where context.codingPath.isEmpty {
            guard let value = try? JSONSerialization.jsonObject(with: text),
                let path = path(ofNumberBeyondBoundsIn: value), !path.isEmpty
            else { throw DecodingError.dataCorrupted(context) }
            throw Problem.fieldBeyondBounds(path.joined(separator: "."))
        }
    }

    /// Where the first number stands that is a fraction or beyond 64 bits: to the decoder such a text is no JSON at all.
    private static func path(ofNumberBeyondBoundsIn value: Any) -> [String]? {
        let members: [(name: String, value: Any)]
        switch value {
        case let number as NSNumber: return Int64(number.stringValue) == nil ? [] : nil
        case let object as [String: Any]:
            members = object.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        case let list as [Any]: members = list.enumerated().map { ("\($0)", $1) }
        default: return nil
        }
        return members.lazy.compactMap { name, value in
            path(ofNumberBeyondBoundsIn: value).map { [name] + $0 }
        }.first
    }
}
