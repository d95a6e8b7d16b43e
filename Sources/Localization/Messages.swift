package import Foundation

/// One language's texts, as `Messages/<tag>.json` has them.
///
/// A further language is one more file.
package struct Messages: Sendable {
    /// A text, or a section of named ones.
    ///
    /// Templates reach into it by dots: `t.home.takeIn`.
    package indirect enum Node: Sendable, Equatable {
        case text(String)
        case section([String: Node])
    }

    /// A BCP 47 tag, such as `es`.
    package let tag: String
    /// What the language calls itself.
    package let name: String
    /// All texts, by section.
    package let root: Node
    private let plural: PluralRule

    /// Reads a catalogue.
    ///
    /// - Throws: `DecodingError` where it is not texts in sections with a `language` of its own.
    package init(json: Data) throws {
        root = try JSONDecoder().decode(Node.self, from: json)
        guard case .text(let tag)? = root["language.tag"],
            case .text(let name)? = root["language.name"]
        else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: [], debugDescription: "a catalogue says its language's tag and name"
                ))
        }
        (self.tag, self.name) = (tag, name)
        plural = PluralRule(language: String(tag.prefix { $0 != "-" }))
    }

    /// The text of a key, its `{names}` filled in; a key without a text shows itself.
    ///
    /// Where the text depends on a number, `number` chooses the form.
    package func text(_ key: String, number: Int64? = nil, _ values: [String: String]) -> String {
        switch root[key] {
        case .text(let text): return Self.filled(text, values)
        case .section(let forms):
            let form = forms[plural.form(of: number ?? 0)] ?? forms["other"]
            guard case .text(let text)? = form else { return key }
            return Self.filled(text, values)
        case nil: return key
        }
    }

    /// Whether there is such a text.
    package func has(_ key: String) -> Bool { root[key] != nil }

    /// What was filled in is not looked at again: a name may hold braces.
    private static func filled(_ text: String, _ values: [String: String]) -> String {
        text.replacing(/\{(\w+)\}/) { match in values[String(match.1)] ?? "" }
    }
}

extension Messages {
    /// Every language that ships with the hub, by tag.
    ///
    /// Read once, at start.
    package static let all: [String: Messages] = {
        let folder = Bundle.module.bundleURL.appendingPathComponent("Messages")
        do {
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            let catalogues = try files.filter { $0.hasSuffix(".json") }.map {
                try Messages(json: Data(contentsOf: folder.appendingPathComponent($0)))
            }
            return Dictionary(uniqueKeysWithValues: catalogues.map { ($0.tag, $0) })
        } catch {
            preconditionFailure("a message catalogue of Larder's own cannot be read: \(error)")
        }
    }()

    /// What is spoken where nothing else is known.
    package static let english: Messages = {
        guard let english = all["en"] else { preconditionFailure("Larder ships with English") }
        return english
    }()
}

extension Messages.Node: Decodable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .text(text)
        } else {
            self = .section(try container.decode([String: Messages.Node].self))
        }
    }
}

extension Messages.Node: Encodable {
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .section(let nodes): try container.encode(nodes)
        }
    }
}

extension Messages.Node {
    /// The node of a dotted key, such as `home.takeIn`.
    package subscript(key: String) -> Messages.Node? {
        key.split(separator: ".").reduce(self) { node, name in
            guard case .section(let nodes)? = node else { return nil }
            return nodes[String(name)]
        }
    }
}
