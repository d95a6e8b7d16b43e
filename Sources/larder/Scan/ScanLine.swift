import API
import Foundation

/// One line in, one line out.
enum ScanLine {
    /// What a line says.
    enum Content: Equatable {
        case blank
        case scan(quantity: Int64?, code: String)
        /// It has an asterisk and figures, and none of them can be the quantity.
        case unclear
    }

    /// Digits of a quantity at the most: most codes have more.
    private static let quantityDigits = 5

    /// A code, or a quantity, an asterisk and a code, with spaces or without; the quantity may stand behind the code
    /// too, where what is in front is too long for one.
    static func read(_ line: String) -> Content {
        let text = line.trimmingCharacters(in: .whitespaces)
        guard !text.isEmpty else { return .blank }
        let parts = text.split(separator: "*", omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: .whitespaces) }
        guard parts.count == 2 else { return .scan(quantity: nil, code: text) }
        if let quantity = quantity(parts[0]), !parts[1].isEmpty {
            return .scan(quantity: quantity, code: parts[1])
        }
        if let quantity = quantity(parts[1]), !parts[0].isEmpty {
            return .scan(quantity: quantity, code: parts[0])
        }
        let isFigures = parts.contains { !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }
        return isFigures ? .unclear : .scan(quantity: nil, code: text)
    }

    private static func quantity(_ text: String) -> Int64? {
        guard (1...quantityDigits).contains(text.utf8.count), text.utf8.allSatisfy(isDigit) else {
            return nil
        }
        return Int64(text)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// What an unclear line is answered with.
    static let unclear = Problem(
        .numberUnreadable,
        "A quantity of at most \(quantityDigits) digits stands in front of the asterisk, and the code behind it: 12*041331024686."
    )

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
