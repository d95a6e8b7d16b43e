import API
import Foundation

/// One line in, one line out.
enum ScanLine {
    /// How many of a code; one where nothing is said.
    struct Amount: Equatable {
        var quantity: Int64?
        var code: String
    }

    /// What a line says.
    enum Content: Equatable {
        case blank
        case scan(Amount)
        /// This, unless the hub knows the code `rival`, which is read as the quantity here, and not the amount's.
        case unlessKnown(Amount, rival: String)
        /// One of these: the one whose code is known, or else `likely`.
        case either([Amount], likely: Amount?)
        /// It has a sign and figures, and none of them can be the quantity.
        case unclear
    }

    /// Digits of a quantity at the most: most codes have more.
    private static let quantityDigits = 5
    /// Fewer digits than this are no number of a product, PLUs among them.
    private static let shortestNumber = 4

    /// A code, or a quantity, a sign and a code, with spaces or without; the quantity may stand behind the code too.
    ///
    /// The sign is `*` or `×`, or an `x` where that is in no code: between spaces, or between figures.
    static func read(_ line: String) -> Content {
        let text = line.trimmingCharacters(in: .whitespaces)
        guard !text.isEmpty else { return .blank }
        let whole = Amount(code: text)
        let parts = parts(text)
        let hasFigures = parts.contains {
            !$0.isEmpty && $0.utf8.allSatisfy(isDigit) || isOnlyNumber($0)
        }
        guard parts.count > 1, hasFigures else { return glued(text) ?? .scan(whole) }
        guard parts.count == 2, !parts.contains("") else { return .unclear }
        let pairs = [(parts[0], parts[1]), (parts[1], parts[0])].filter { !isOnlyNumber($1) }
        let readings = pairs.compactMap { number, code in
            quantity(number).map { Amount(quantity: $0, code: code) }
        }
        guard let first = readings.first else { return .unclear }
        guard readings.count == 2 else {
            let rival = parts[first.code == parts[0] ? 1 : 0]
            return isLong(first.code) ? .scan(first) : .unlessKnown(first, rival: rival)
        }
        // Both can be either. A number of a product has four digits or more, and a quantity seldom has.
        let likely = readings.filter { $0.code.utf8.count >= shortestNumber }
        return .either(readings, likely: likely.count == 1 ? likely[0] : nil)
    }

    private static func parts(_ text: String) -> [String] {
        let signs = text.replacing("×", with: "*").replacing(#/\s+[xX]\s+/#, with: "*")
            .replacing(#/^([+\-]?[0-9.,]+)[xX]\s*([+\-]?[0-9.,]+)$/#) { "\($0.1)*\($0.2)" }
            .replacing(#/^([0-9]+)[xX]\s+/#) { "\($0.1)*" }
        return signs.split(separator: "*", omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: .whitespaces) }
    }

    /// `2xABC-1`, which may be a code that begins so.
    private static func glued(_ text: String) -> Content? {
        guard let match = text.wholeMatch(of: #/([0-9]{1,5})[xX](\S.*)/#),
            let quantity = quantity(String(match.1))
        else { return nil }
        let readings = [Amount(quantity: quantity, code: String(match.2)), Amount(code: text)]
        return .either(readings, likely: nil)
    }

    /// Whether beside a sign it is no code of its own: a number that is no whole one, such as `1.5`, `-2` or `1e3`.
    private static func isOnlyNumber(_ text: String) -> Bool {
        let number =
            #/[+\-−]?\s*(?:[0-9.,]*[0-9][.,]?(?:[eE][+\-]?[0-9]+)?\s*[½⅓⅔¼¾]?|(?:[0-9]+\s)?[0-9]+\/[0-9]+|[½⅓⅔¼¾])/#
        return text.wholeMatch(of: number) != nil && !text.utf8.allSatisfy(isDigit)
    }

    /// Whether it has more digits than a quantity, and nothing else: it is a product's number.
    private static func isLong(_ text: String) -> Bool {
        text.utf8.count > quantityDigits && text.utf8.allSatisfy(isDigit)
    }

    private static func quantity(_ text: String) -> Int64? {
        guard (1...quantityDigits).contains(text.utf8.count), text.utf8.allSatisfy(isDigit) else {
            return nil
        }
        return Int64(text)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// What an unclear line is answered with.
    static let unclear = Problem.scanLineUnclear(digits: quantityDigits)

    /// What became of a scan, for a person.
    static func words(_ bytes: Data, of code: String) -> String {
        let decoder = JSONDecoder()
        guard let answer = try? decoder.decode(ScanResponse.self, from: bytes) else {
            let problem = try? decoder.decode(ProblemText.self, from: bytes)
            // Nothing of a person's paper is shown, either.
            if let problem, problem.code.known == .paperOfAPerson {
                return "dropped: \(problem.detail)"
            }
            return problem.map { "\(code)  refused: \($0)" }
                ?? "\(code)  ?"
        }
        let warnings =
            (answer.warnings ?? []).isEmpty
            ? "" : "  (\(answer.warnings?.map(\.rawValue).joined(separator: ", ") ?? ""))"
        let what = answer.item?.name ?? answer.place?.name ?? code
        switch answer.outcome.known {
        case .recorded where answer.item == nil && answer.quantity == 0 && !warnings.isEmpty:
            return "\(what)  it was empty\(warnings)"
        case .recorded:
            return
                "\(what)  \(answer.quantity ?? 0), now \(answer.balance ?? 0) in \(answer.place?.name ?? "")\(warnings)"
        case .unresolved: return "\(code)  not known yet; kept until someone says what it was"
        case .lookup:
            switch answer.target?.known {
            case .unknown: return "\(code)  not known"
            case .donation: return "\(code)  a donation's label"
            case .item, .lot, .place, .label, nil: return "\(what)  \(answer.balance ?? 0)"
            }
        case nil: return "\(code)  \(answer.outcome)\(warnings)"
        }
    }
}
