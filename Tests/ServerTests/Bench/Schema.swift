import Foundation

// As much of JSON Schema (2020-12) as the hub's description uses.
extension Description {
    /// What about a value is not as a schema says.
    func faults(of value: JSON, by schema: JSON, at path: String) -> [String] {
        if case .text(let reference) = schema["$ref"] {
            let name = reference.split(separator: "/").last.map { String($0) } ?? ""
            return faults(of: value, by: document["components"]["schemas"][name], at: path)
        }
        let choices = schema["oneOf"].rows
        if !choices.isEmpty {
            let fitting = choices.count { faults(of: value, by: $0, at: path).isEmpty }
            return fitting == 1
                ? [] : ["\(path) fits \(fitting) of \(choices.count) forms: \(value)"]
        }
        var found = typeFaults(of: value, by: schema, at: path)
        if case .list(let words) = schema["enum"], !words.contains(value), !value.isNull {
            found.append("\(path) is \(value)")
        }
        if case .text(let pattern) = schema["pattern"], case .text(let text) = value,
            text.range(of: pattern, options: .regularExpression) == nil
        {
            found.append("\(path) is “\(text)”")
        }
        for (index, row) in value.rows.enumerated() where !schema["items"].isNull {
            found += faults(of: row, by: schema["items"], at: "\(path)[\(index)]")
        }
        return found + memberFaults(of: value, by: schema, at: path)
    }

    private func typeFaults(of value: JSON, by schema: JSON, at path: String) -> [String] {
        let names = schema["type"].rows.isEmpty ? [schema["type"]] : schema["type"].rows
        let isRight = names.map(\.text).contains { name in
            switch (name, value) {
            case ("null", .null), ("boolean", .bool), ("integer", .whole), ("number", .whole),
                ("number", .number), ("string", .text), ("array", .list), ("object", .object),
                ("", _):
                true
            default: false
            }
        }
        return isRight ? [] : ["\(path) is no \(names.map(\.text).joined(separator: " or "))"]
    }

    private func memberFaults(of value: JSON, by schema: JSON, at path: String) -> [String] {
        guard case .object(let members) = value else { return [] }
        var found = schema["required"].rows.map(\.text).filter { members[$0] == nil }
            .map { "\(path).\($0) is missing" }
        for (name, member) in members {
            let known = schema["properties"][name]
            if known.isNull {
                if schema["additionalProperties"] == false {
                    found.append("\(path).\(name) is new")
                }
            } else {
                found += faults(of: member, by: known, at: "\(path).\(name)")
            }
        }
        return found
    }
}
