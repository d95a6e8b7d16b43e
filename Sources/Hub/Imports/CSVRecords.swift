package import API
import Foundation

/// Comma-separated values (RFC 4180), or values that another character separates: fields in quotes may hold
/// separators, line ends and doubled quotes.
///
/// Records are read one by one. Those that hold nothing but separators and blanks are passed over.
package struct CSVRecords: Sequence {
    package struct Record {
        /// The line of the file on which the record begins, from 1.
        package let line: Int
        package let fields: [String]
        /// Why the record cannot be trusted; its fields are then what could be read.
        package let fault: RowFault?
    }

    private var reader: Reader

    /// - Parameters:
    ///   - bytes: UTF-8; a field that holds anything else is a fault of its record.
    ///   - separator: One character of ASCII.
    package init(_ bytes: [UInt8], separator: UInt8 = UInt8(ascii: ",")) {
        reader = Reader(bytes: bytes, separator: separator)
    }

    package init(_ text: String) { self.init(Array(text.utf8)) }

    package func makeIterator() -> Reader { reader }

    /// The file without its first line.
    func withoutFirstLine() -> CSVRecords {
        var rest = self
        rest.reader.skipLine()
        return rest
    }

    package struct Reader: IteratorProtocol {
        /// Line ends that a field in quotes may hold; with more of them its closing quote was forgotten.
        private static let lineEndLimit = 50
        /// Fields of a record at the most; what has more of them is no table.
        private static let fieldLimit = 1_000
        private static let quote = UInt8(ascii: "\"")

        private let bytes: [UInt8]
        private let separator: UInt8
        private var at = 0
        private var line = 1

        init(bytes: [UInt8], separator: UInt8) { (self.bytes, self.separator) = (bytes, separator) }

        package mutating func next() -> Record? {
            while skipEmptyLines() {
                let record = read()
                let isEmpty = record.fields.allSatisfy { $0.allSatisfy(\.isWhitespace) }
                if !isEmpty || record.fault != nil { return record }
            }
            return nil
        }

        /// Whether anything is left after lines of nothing but separators and blanks.
        private mutating func skipEmptyLines() -> Bool {
            while at < bytes.count {
                let rest = bytes[at...].firstIndex {
                    $0 != separator && $0 != 0x20 && $0 != 0x09
                }
                guard let rest else {
                    at = bytes.count
                    return false
                }
                guard bytes[rest] == 0x0A || bytes[rest] == 0x0D else { return true }
                at = rest
                skipLineEnd()
            }
            return false
        }

        private mutating func read() -> Record {
            let (start, first) = (at, line)
            var fields: [String] = []
            var fault: RowFault?
            while true {
                let (field, wrong) = bytes[at...].first == Self.quote ? quoted() : plain()
                // A quote that is closed nowhere, or in a later record, spoils its own line alone.
                if let wrong, line != first {
                    (at, line) = (start, first)
                    skipLine()
                    return Record(line: first, fields: fields, fault: wrong)
                }
                fields.append(String(decoding: field, as: UTF8.self))
                fault = fault ?? wrong ?? Self.fault(in: field)
                guard at < bytes.count, bytes[at] == separator else { break }
                guard fields.count < Self.fieldLimit else {
                    skipLine()
                    return Record(
                        line: first, fields: fields, fault: .fieldsTooMany(limit: Self.fieldLimit))
                }
                at += 1
            }
            skipLineEnd()
            return Record(line: first, fields: fields, fault: fault)
        }

        private static func fault(in field: [UInt8]) -> RowFault? {
            if field.contains(0) { return .nulCharacter }
            return field.allSatisfy { $0 < 0x80 } || String(validating: field, as: UTF8.self) != nil
                ? nil : .notUTF8
        }

        /// A field as it stands, to the next separator or line end; `="…"` is a field of this kind.
        private mutating func plain() -> (field: [UInt8], fault: RowFault?) {
            let start = at
            if bytes[at...].starts(with: [UInt8(ascii: "="), Self.quote]) {
                at += 2
                while at < bytes.count, !endsField(bytes[at]), bytes[at] != Self.quote { at += 1 }
                if at < bytes.count, bytes[at] == Self.quote { at += 1 }
                if at == bytes.count || endsField(bytes[at]) {
                    return (Array(bytes[start..<at]), nil)
                }
            }
            while at < bytes.count, !endsField(bytes[at]) { at += 1 }
            let field = Array(bytes[start..<at])
            return (
                field,
                field.contains(Self.quote) ? .quoteInside : nil
            )
        }

        /// Reads from the opening quote to the separator or line end after the closing one.
        private mutating func quoted() -> (field: [UInt8], fault: RowFault?) {
            var field: [UInt8] = []
            let first = line
            at += 1
            while at < bytes.count, line - first <= Self.lineEndLimit {
                if bytes[at] == Self.quote {
                    guard bytes[(at + 1)...].first == Self.quote else { break }
                    at += 1
                }
                countLineEnd()
                field.append(bytes[at])
                at += 1
            }
            guard at < bytes.count, bytes[at] == Self.quote else {
                at = bytes.count
                return (field, .quoteUnclosed)
            }
            at += 1
            var rest = false
            while at < bytes.count, !endsField(bytes[at]) {
                rest = rest || bytes[at] != 0x20
                at += 1
            }
            return (field, rest ? .textBehindQuote : nil)
        }

        private func endsField(_ byte: UInt8) -> Bool {
            byte == separator || byte == 0x0A || byte == 0x0D
        }

        private mutating func countLineEnd() {
            if bytes[at] == 0x0A || (bytes[at] == 0x0D && bytes[(at + 1)...].first != 0x0A) {
                line += 1
            }
        }

        private mutating func skipLineEnd() {
            guard at < bytes.count else { return }
            if bytes[at] == 0x0D, bytes[(at + 1)...].first == 0x0A { at += 1 }
            countLineEnd()
            at += 1
        }

        mutating func skipLine() {
            while at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
            skipLineEnd()
        }
    }
}
