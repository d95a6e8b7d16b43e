import API
import Foundation
import Hub
import Hummingbird
import Localization
import NIOCore
import Server
import Stock

/// The fields of a form that a page sent.
struct PageForm: Sendable {
    private let fields: [String: String]

    /// What the scanning page takes from a person who insists (`quantity.js`).
    private static let mostTyped: Int64 = 9_999_999

    /// What an address asks, read like a form.
    init(_ fields: [String: String]) { self.fields = fields }

    /// - Throws: `request_malformed`, `body_too_large`.
    init(_ request: Request) async throws {
        let body = try await request.body(limit: 64 * 1024)
        do {
            fields = try URLEncodedFormDecoder().decode(
                [String: String].self, from: String(buffer: body))
        } catch {
            throw Problem.formUnreadable
        }
    }

    /// A field without outer space; nil where it is missing or empty.
    subscript(_ name: String) -> String? {
        guard let text = fields[name]?.trimmingCharacters(in: .whitespacesAndNewlines),
            !text.isEmpty
        else {
            return nil
        }
        return text
    }

    /// The fields whose names begin so, under the rest of their names; empty ones are left out.
    func fields(_ beginning: String) -> [String: String] { fields.named(beginning) }

    /// A field that has to be there.
    ///
    /// - Throws: `field_unreadable`.
    func required(_ name: String) throws -> String {
        guard let text = self[name] else {
            throw Problem.fieldMissing(name)
        }
        return text
    }

    /// A date of a package as a person typed it, with what it says; nil where the field is missing or empty.
    func dateLabel(_ name: String, _ kind: DateLabel.Kind) -> DateLabelText? {
        self[name].map { typed in
            DateLabelText(
                kind: Word(kind), date: PartialDate(typed: typed)?.description ?? typed)
        }
    }

    /// A field as a whole number; nil where it is missing or empty.
    ///
    /// - Throws: `number_unreadable`.
    func number(_ name: String) throws -> Int64? {
        guard let text = self[name] else { return nil }
        guard let number = InputParsing.whole(text) else {
            throw Problem.fieldNotWhole(name)
        }
        return number
    }

    /// How many, as much as the page's own field takes; nil where it is missing or empty.
    ///
    /// - Throws: `number_unreadable`, `quantity_out_of_range`.
    func quantity(_ name: String) throws -> Int64? {
        guard let number = try number(name) else { return nil }
        guard number <= Self.mostTyped else { throw Problem(StockFault.quantityOutOfRange) }
        return number
    }

    /// A field as a number that may have a fraction, with a point or a comma; nil where it is
    /// missing or empty.
    ///
    /// - Throws: `number_unreadable`.
    func decimal(_ name: String) throws -> Double? {
        guard let text = self[name]?.replacing(",", with: ".") else { return nil }
        // As people write one: no 1e3, and no 0x10.
        guard text.wholeMatch(of: #/[+-]?(?:[0-9]+\.?|[0-9]*\.[0-9]+)/#) != nil,
            let number = Double(text), number.isFinite
        else {
            throw Problem.fieldNotNumber(name)
        }
        return number
    }

    /// A field with a weight in the hub's unit, in grams; nil where it is missing or empty.
    ///
    /// - Throws: `number_unreadable`.
    func weight(_ name: String, _ unit: WeightUnit) throws -> Int64? {
        try decimal(name).map { unit.grams($0) ?? .max }
    }

    /// A field as a whole number or a weight, by how the item is counted; nil where it is missing or empty.
    ///
    /// - Throws: `number_unreadable`.
    func amount(_ name: String, _ unit: WeightUnit) throws -> SaidAmount? {
        guard let text = self[name], let grams = try weight(name, unit) else { return nil }
        return SaidAmount(pieces: InputParsing.whole(text), grams: grams)
    }

    /// The unit that the form's weights are in, as its page said; nil where it did not.
    var unit: WeightUnit? { self["unit"].flatMap { WeightUnit(rawValue: $0) } }

    /// A field in millimetres as tenths of one; nil where it is missing or empty.
    ///
    /// - Throws: `number_unreadable`.
    func tenths(_ name: String) throws -> Int? {
        try decimal(name).map { Int(exactly: ($0 * 10).rounded()) ?? .max }
    }

    /// Tenths as a field for a number shows them, such as `-0.8`.
    static func shown(tenths: Int) -> String {
        tenths.isMultiple(of: 10) ? "\(tenths / 10)" : "\(Double(tenths) / 10)"
    }
}

extension [String: String] {
    /// What was written into fields whose names begin so, under the rest of their names.
    func named(_ beginning: String) -> [String: String] {
        reduce(into: [:]) { found, field in
            let text = field.value.trimmingCharacters(in: .whitespacesAndNewlines)
            guard field.key.hasPrefix(beginning), !text.isEmpty else { return }
            found[String(field.key.dropFirst(beginning.count))] = text
        }
    }
}
