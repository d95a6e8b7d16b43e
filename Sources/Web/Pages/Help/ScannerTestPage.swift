import Barcodes
import Hub
import Hummingbird
import Localization
import Server
import Storage

/// What a scan's keys tell of how the scanner is set up.
enum ScannerAdvice: String, Sendable {
    case changeEnd, changeTab, changeSlow, changeLayout, changeFault

    /// Milliseconds from key to key that no scanner needs (`scanner.js` takes it for a person from there on).
    private static let slow = 50
    /// What the keys of the digits send where the scanner takes them for those of another country's keyboard.
    private static let shifted = Set("&é\"'(-è_çà)!@#$%^*§")

    /// What is to be changed of a scanner, the worst first.
    ///
    /// - Parameters:
    ///   - text: As it came.
    ///   - gaps: Milliseconds from each key to the next; empty where nobody measured.
    ///   - end: What came after the last: `enter`, `tab` or `none`.
    /// - Returns: Nothing for a scanner that is set up well.
    static func all(of text: String, gaps: [Int], end: String) -> [ScannerAdvice] {
        var advice: [ScannerAdvice] = []
        let isShifted =
            text.count >= 6 && !text.contains { $0.isNumber }
            && text.count { shifted.contains($0) } * 2 > text.count
        if isShifted { advice.append(.changeLayout) }
        if case .misread? = try? ScanReader.read(text).best { advice.append(.changeFault) }
        if end == "none" { advice.append(.changeEnd) }
        if end == "tab" { advice.append(.changeTab) }
        let ordered = gaps.sorted()
        if !ordered.isEmpty, ordered[ordered.count / 2] >= slow { advice.append(.changeSlow) }
        return advice
    }
}

/// Shows what a scanner sends, how fast, and how the hub reads it; nothing is recorded.
enum ScannerTestPage {
    static let all = [Route.page(.get, "/help/scanner", .role(.viewer), show)]

    private struct Model: Sendable {
        struct Sight: Sendable {
            struct SetupChange: Sendable { let changeText: String }

            let sentText: String
            let readText: String
            let speedText: String
            let changes: Rows<SetupChange>?
        }

        let seen: Sight?
    }

    @Sendable private static func show(_ request: WebRequest) async throws -> Response {
        let page = try await request.read { _ in }.page
        let model = Model(seen: page.query("code").map { scan(String($0.prefix(300)), page) })
        return try await page.render(
            "scanner-test", title: page.localizer.text("help.scanner"), model)
    }

    private static func scan(_ text: String, _ page: PageRequest) -> Model.Sight {
        let localizer = page.localizer
        let gaps = (page.query("gaps") ?? "").split(separator: ",").prefix(300)
            .compactMap { Int($0) }.filter { (0...60_000).contains($0) }
        let advice = ScannerAdvice.all(of: text, gaps: gaps, end: page.query("end") ?? "")
        let speed =
            gaps.max().map { most in
                localizer.text(
                    "help.speedTell",
                    ["ms": "\(gaps.sorted()[gaps.count / 2])", "most": "\(most)"])
            } ?? localizer.text("help.speedUnknown")
        return .init(
            sentText: visible(text), readText: read(text, localizer), speedText: speed,
            changes: Rows(advice.map { .init(changeText: localizer.text("help.\($0.rawValue)")) }))
    }

    /// Control characters by their pictures (Unicode, block Control Pictures).
    private static func visible(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    scalar.value < 0x20
                        ? UnicodeScalar(0x2400 + scalar.value) ?? scalar : scalar
                }))
    }

    private static func read(_ text: String, _ localizer: Localizer) -> String {
        guard let best = try? ScanReader.read(text).best else {
            return localizer.text("help.readings.nothing")
        }
        func told(_ kind: String, _ code: String) -> String {
            localizer.text("help.readings.\(kind)", ["code": code])
        }
        return switch best {
        case .gtin(let number): told("product", number.description)
        case .label(let label): told("label", localizer.code(label.description))
        case .command: told("card", "")
        case .text(let text), .misread(let text): told("text", visible(text))
        }
    }
}
