/// One label that is asked for; without a layout, the one that suits its code.
package struct LabelWanted: Codable, Sendable {
    /// Any code that a label may carry.
    package var code: String?
    package var layout: String?
    /// What a person writes, in place of what the hub knows.
    package var fields: [String: String]?

    package init(code: String? = nil, layout: String? = nil, fields: [String: String]? = nil) {
        (self.code, self.layout, self.fields) = (code, layout, fields)
    }
}
