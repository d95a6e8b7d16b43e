import API
package import Foundation

/// JSON that is sent to the hub: a request's body, or a line of a file of scans.
package enum RequestJSON {
    /// - Throws: `DecodingError`, or `field_unreadable` for a number that no field can hold.
    package static func read<Value: Decodable>(_: Value.Type, from text: Data) throws -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: text)
        } catch DecodingError.dataCorrupted(let context) where context.codingPath.isEmpty {
            guard let field = fieldBeyondBounds(in: text) else {
                throw DecodingError.dataCorrupted(context)
            }
            throw Problem.fieldBeyondBounds(field)
        }
    }

    /// The first member of an object whose number is a fraction or beyond 64 bits: to the decoder such a text is no
    /// JSON at all.
    private static func fieldBeyondBounds(in text: Data) -> String? {
        let object = try? JSONSerialization.jsonObject(with: text) as? [String: Any]
        return object?.filter { _, value in
            (value as? NSNumber).map { Int64($0.stringValue) == nil } ?? false
        }.keys.min()
    }
}
