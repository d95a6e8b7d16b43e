import API
package import Barcodes
import Foundation
package import Stock
package import Storage

/// How the API's texts become ids and references; each refusal says which text.
package enum InputParsing {
    /// - Throws: `id_unreadable`.
    package static func id<Subject>(_ text: String, _: Subject.Type = Subject.self) throws
        -> ID<Subject>
    {
        guard let id = ID<Subject>(text) else {
            throw Problem.idUnreadable(text)
        }
        return id
    }

    /// - Throws: `id_unreadable`.
    package static func ids<Subject>(_ texts: some Sequence<String>) throws -> Set<ID<Subject>> {
        Set(try texts.map { try id($0) })
    }

    /// A whole number that someone wrote, within ±2^53, so that what is reckoned with it stays within 64 bits; nil for
    /// any other text.
    package static func whole(_ text: some StringProtocol) -> Int64? {
        Int64(text).flatMap { (-wholeLimit...wholeLimit).contains($0) ? $0 : nil }
    }

    private static let wholeLimit: Int64 = 1 << 53

    /// A moment in RFC 3339.
    ///
    /// - Throws: `time_unreadable`.
    package static func moment(_ text: String) throws -> Moment {
        guard let moment = Moment(text) else {
            throw Problem.timeUnreadable
        }
        return moment
    }

    /// A place by its id or its label code, as it is typed, scanned or linked.
    package static func place(_ text: String) throws -> PlaceReference {
        if let id = PlaceID(text) { return .id(id) }
        for reading in (try? ScanReader.read(text))?.readings ?? [] {
            switch reading {
            case .label(let code): return .code(code.description)
            case .text(let text): if let id = PlaceID(text) { return .id(id) }
            case .gtin, .command, .misread: continue
            }
        }
        throw Problem.placeUnreadable(text)
    }

    /// What a code may be looked up by, the likeliest first.
    package static func scanned(_ code: String) throws -> ScanInterpretation {
        do { return try ScanReader.read(code) } catch .tooLong {
            throw Problem.codeTooLong(limit: ScanInterpretation.lengthLimit)
        } catch .paperOfAPerson {
            throw Problem.paperOfAPerson
        } catch .nothingToRead {
            throw Problem.codeEmpty
        }
    }

    /// The largest quantity that is taken, of packs, pieces or grams: with it no sum of many scans overflows.
    package static let quantityLimit: Int64 = 1_000_000_000

    /// How many, or how heavy in grams.
    ///
    /// - Throws: `quantity_not_positive` below `least`, `quantity_out_of_range` beyond ``quantityLimit``.
    package static func quantity(_ number: Int64, from least: Int64 = 1) throws -> Int64 {
        guard number >= least else { throw Problem(StockFault.quantityNotPositive) }
        guard number <= quantityLimit else { throw Problem(StockFault.quantityOutOfRange) }
        return number
    }

    /// How heavy a scan is, in grams.
    ///
    /// - Throws: `quantity_not_positive`, `quantity_out_of_range` beyond ``Item/scanLimitGrams``.
    package static func weight(_ grams: Int64) throws -> Int64 {
        guard grams > 0 else { throw Problem(StockFault.quantityNotPositive) }
        guard grams <= Item.scanLimitGrams else { throw Problem(StockFault.weightOutOfRange) }
        return grams
    }

    /// What a piece weighs, in grams.
    ///
    /// - Throws: `unit_weight_out_of_range` outside ``Item/unitWeights``.
    package static func unitWeight(_ grams: Int64) throws -> Int64 {
        guard Item.unitWeights.contains(grams) else {
            throw Problem.unitWeightOutOfRange
        }
        return grams
    }

    /// A text people wrote, without outer space, control characters and marks that turn the direction of what follows;
    /// a line break in it is a space.
    ///
    /// - Throws: `text_out_of_range` where fewer or more than `lengths` characters are left, or ten times as many scalars;
    ///   `paper_of_a_person` for a line of a licence or a passport, which a scanner sends into whatever has the focus.
    package static func text(_ text: String, _ field: String, _ lengths: ClosedRange<Int>) throws
        -> String
    {
        guard !PersonalPaper.isLine(text) else { throw Problem.paperOfAPerson }
        if text.utf8.allSatisfy(isPlain), lengths.contains(text.utf8.count) { return text }
        let kept = String(String.UnicodeScalarView(spacing(text.unicodeScalars).filter(isKept)))
            .trimmingCharacters(in: .whitespacesAndNewlines)
        guard lengths.contains(kept.count), kept.unicodeScalars.count <= 10 * lengths.upperBound
        else {
            throw Problem.textOutOfRange(field, lengths)
        }
        return kept
    }

    /// A letter, digit or mark of ASCII, of which every one is kept and counts as one character.
    private static func isPlain(_ byte: UInt8) -> Bool { (0x21...0x7E).contains(byte) }

    /// The same with one space for each run of blanks that has a line break or a tab in it.
    private static func spacing(_ scalars: String.UnicodeScalarView) -> String.UnicodeScalarView {
        guard scalars.contains(where: isBreak) else { return scalars }
        var kept = String.UnicodeScalarView()
        var blanks = String.UnicodeScalarView()
        for scalar in scalars {
            if scalar.properties.isWhitespace {
                blanks.append(scalar)
                continue
            }
            kept += blanks.contains(where: isBreak) ? " ".unicodeScalars : blanks
            kept.append(scalar)
            blanks = String.UnicodeScalarView()
        }
        return kept
    }

    private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
        (0x09...0x0D).contains(scalar.value) || [0x85, 0x2028, 0x2029].contains(scalar.value)
    }

    /// Of the invisible marks those stay that letters and emoji are made with: ZWNJ, ZWJ, and the
    /// tags of flags.
    private static func isKept(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: false
        case .format:
            ["\u{200C}", "\u{200D}"].contains(scalar) || (0xE0020...0xE007F) ~= scalar.value
        default: true
        }
    }

    /// - Throws: `date_unreadable`.
    package static func date(_ text: some StringProtocol) throws -> CivilDate {
        guard let date = CivilDate(text) else {
            throw Problem.dateUnreadable(text)
        }
        return date
    }
}
