import Storage

/// The language of what a label says by itself, such as DO NOT USE.
enum LabelSpeech {
    /// A label's fields, with the hub's language where nobody asked for another.
    static func fields(_ fields: [String: String], in language: String?) -> [String: String] {
        guard let language, language != "en" else { return fields }
        return fields.merging(["language": language]) { own, _ in own }
    }
}

extension Hub {
    /// A label's fields, with the hub's language where nobody asked for another.
    func spoken(_ fields: [String: String]) async throws -> [String: String] {
        let language = try await store.read { try HubSettings($0) }.language
        return LabelSpeech.fields(fields, in: language)
    }
}
