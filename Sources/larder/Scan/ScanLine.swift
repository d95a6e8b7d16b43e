import API
import Foundation

/// One line in, one line out.
enum ScanLine {
    /// A quantity and a code; nil for a blank line.
    static func read(_ line: String) -> (quantity: Int64?, code: String)? {
        let text = line.trimmingCharacters(in: .whitespaces)
        guard !text.isEmpty else { return nil }
        let parts = text.split(separator: "*", maxSplits: 1)
        if parts.count == 2, let quantity = Int64(parts[0]) { return (quantity, String(parts[1])) }
        return (nil, text)
    }

    /// What became of a scan, for a person.
    static func words(_ bytes: Data, of code: String) -> String {
        let decoder = JSONDecoder()
        guard let answer = try? decoder.decode(ScanResponse.self, from: bytes) else {
            let problem = try? decoder.decode(Problem.self, from: bytes)
            return problem.map { "\(code)  refused: \($0.detail) (\($0.code.rawValue))" }
                ?? "\(code)  ?"
        }
        let warnings =
            (answer.warnings ?? []).isEmpty
            ? "" : "  (\(answer.warnings?.joined(separator: ", ") ?? ""))"
        let what = answer.item?.name ?? answer.place?.name ?? code
        switch answer.outcome {
        case "recorded":
            return
                "\(what)  \(answer.quantity ?? 0), now \(answer.balance ?? 0) in \(answer.place?.name ?? "")\(warnings)"
        case "unresolved": return "\(code)  not known yet; kept until someone says what it was"
        case "lookup":
            switch answer.target {
            case "unknown": return "\(code)  not known"
            case "donation": return "\(code)  a donation's label"
            default: return "\(what)  \(answer.balance ?? 0)"
            }
        default: return "\(code)  ?"
        }
    }
}
