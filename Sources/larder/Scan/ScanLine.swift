import Foundation

/// One line in, one line out.
enum ScanLine {
    struct Request: Encodable {
        let id: String
        let mode: String
        let code: String
        let quantity: Int64?
        let place: String?
        let to: String?
        let reason: String?
        let station: String?
        let at: String
    }

    private struct Answer: Decodable {
        struct Named: Decodable {
            let name: String
        }

        let outcome: String?
        let target: String?
        let item: Named?
        let place: Named?
        let quantity: Int64?
        let balance: Int64?
        let warnings: [String]?
        let detail: String?
        let code: String?
    }

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
        guard let answer = try? JSONDecoder().decode(Answer.self, from: bytes) else {
            return "\(code)  ?"
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
        default: return "\(code)  refused: \(answer.detail ?? "") (\(answer.code ?? ""))"
        }
    }
}
