import API
import Barcodes
import Foundation

/// Lines of people's papers among those that the hub is never sent: nothing of one is shown.
///
/// Of those that it is sent, the hub says so.
struct LinesOfPapers {
    /// Lines that may lie between two of one paper.
    private static let longestGap = 5
    private var left = 0

    /// Whether a line is one of a paper, by itself or behind another.
    ///
    /// - Parameters:
    ///   - line: As it was typed or scanned.
    ///   - code: What of it is counted, where a quantity stands beside it.
    /// - Returns: Not for a line that is only like one, where none came before it.
    mutating func next(_ line: String, counting code: String?) -> Bool {
        let isOpen = left > 0
        let isLine = [line, code].compactMap { $0 }.contains {
            PersonalPaper.isLine($0) || isOpen && PersonalPaper.continues($0)
        }
        left = isLine ? Self.longestGap : max(0, left - 1)
        return isLine
    }
}

/// One line in, one line out.
enum ScanLine {
    /// What an unclear line is answered with.
    static let unclear = Problem.scanLineUnclear(digits: TypedScan.quantityDigits)

    /// What letters are answered with that nobody knows as a code, and that are no item's whole name.
    static func isNoCode(near names: [String]) -> Problem { .scanLineIsNoCode(near: names) }

    /// What a command card is answered with, and what is scanned after the card of another work.
    static func refusal(of card: CommandCard) -> Problem {
        .scanLineIsCommand(card.rawValue, isOfWork: card.isOfWork)
    }

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
