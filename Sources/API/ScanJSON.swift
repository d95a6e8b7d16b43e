/// A scan, as the API takes it.
package struct ScanJSON: Decodable {
    /// Bytes of one scan at the most.
    package static let limit = 256 * 1_024

    package var id: String?
    package var mode: String?
    package var code: String
    package var quantity: Int64?
    package var weightGrams: Int64?
    package var place: String?
    package var to: String?
    package var dateLabel: DateLabelJSON?
    package var lotNumber: String?
    package var programme: String?
    package var source: String?
    package var donation: String?
    package var distribution: String?
    package var reason: String?
    package var count: String?
    package var station: String?
    package var at: String?

    package struct DateLabelJSON: Codable {
        package var kind: String
        package var date: String

        package init(kind: String, date: String) { (self.kind, self.date) = (kind, date) }
    }

    /// A scan that says nothing but its code.
    package init(code: String) { self.code = code }
}
