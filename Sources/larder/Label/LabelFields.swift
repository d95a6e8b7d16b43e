import ArgumentParser

/// What a label says.
struct LabelFields: ParsableArguments {
    @Option(
        name: .customLong("field"),
        help: ArgumentHelp("What the label says; may be repeated.", valueName: "name=text"))
    var fields: [String] = []

    func validate() throws {
        for field in fields where !field.contains("=") {
            throw ValidationError(
                "A field is a name, an equals sign and a text: name=Rice. “\(field)” is not.")
        }
    }

    /// By the field's name; the last one of a name holds.
    var values: [String: String] {
        fields.reduce(into: [:]) { values, field in
            let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            values[String(parts[0])] = String(parts[1])
        }
    }
}
