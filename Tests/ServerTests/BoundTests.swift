import Barcodes
import Printing
import Stock
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Rendering
@testable import Server
@testable import Spool

/// Bounds that stand as figures in words are those of the code.
struct BoundTests {
    /// The figures of each summary that has any, in their order.
    private static let summaries: [ProblemCode: [Int64]] = [
        .batchSizeOutOfRange: [1, whole(Ledger.batchLimit)],
        .bodyTooLarge: [
            whole(ScanRequest.limit >> 10), whole(Hub.pictureLimit >> 20),
            whole(PrintBatchRequest.limit >> 20), whole(TextFile.limit >> 20),
            whole(TextFile.lineLimit), whole(TextFile.previewLimit),
        ],
        .codeTooLong: [whole(ScanInterpretation.lengthLimit)],
        .codesTooMany: [whole(InputParsing.codeLimit)],
        .copiesOutOfRange: [1, whole(SpoolLimits.copiesLimit)],
        .dpiOutOfRange: [
            whole(Resolution.range.lowerBound), whole(Resolution.range.upperBound),
            whole(Resolution.dpi300.dpi),
        ],
        .fieldUnreadable: [whole(Int64.bitWidth)],
        .labelCodeLengthOutOfRange: [whole(QRSymbol.contentLimit)],
        .labelCountOutOfRange: [1, whole(Hub.sheetLabelLimit)],
        .packOutOfRange: [InputParsing.packs.lowerBound, InputParsing.packs.upperBound],
        .pictureTooLarge: [whole(Hub.pictureLimit >> 20), whole(Photo.sourceSide)],
        .quantityNotPositive: [1],
        .quantityOutOfRange: [
            InputParsing.quantityLimit, Item.scanLimitGrams / 1_000, whole(Int64.bitWidth),
        ],
        .queueFull: [whole(SpoolLimits.queueLimit)],
        .readingOutOfRange: [0, whole(CalibrationLabel.longestRuler)],
        .rollLengthOutOfRange: [1, whole(Ledger.rollLimit)],
        .shelfLifeOutOfRange: [
            whole(InputParsing.shelfLives.lowerBound), whole(InputParsing.shelfLives.upperBound),
        ],
        .tooManyRequests: [whole(RequestGuard.pace.perSecond)],
        .unitWeightOutOfRange: [Item.unitWeights.lowerBound, Item.unitWeights.upperBound / 1_000],
        .webhookURLUnreadable: [whole(InputParsing.webhookURLLimit)],
        .webhooksTooMany: [whole(Hub.webhookLimit)],
    ]

    /// Summaries whose figures are no bounds: an example, and the status of an answer.
    private static let otherFigures: Set<ProblemCode> = [.measureInUse, .placeNotFound]

    /// What else a person is told, word for word.
    private static let told: [(detail: String, words: String)] = [
        (
            Problem.unitWeightOutOfRange.detail,
            "from \(figure(Item.unitWeights.lowerBound)) gram to "
                + "\(figure(Item.unitWeights.upperBound / 1_000)) kg"
        ),
        (
            Problem.webhookURLUnreadable.detail,
            "at most \(figure(whole(InputParsing.webhookURLLimit))) characters"
        ),
        (
            Problem(SpoolFault.resolutionOutOfRange(dpi: 1)).detail,
            "from \(figure(whole(Resolution.range.lowerBound))) to "
                + "\(figure(whole(Resolution.range.upperBound))) dots"
        ),
        (
            Problem(StockFault.weightOutOfRange).detail,
            "at most \(figure(Item.scanLimitGrams / 1_000)) kg"
        ),
    ]

    /// What the pages of docs/reference say of bounds, word for word.
    private static let pages: [(page: String, words: String)] = [
        (
            "routes.md",
            "at most \(ScanRequest.limit >> 10) KiB, files and batches \(TextFile.limit >> 20) MiB"
        ),
        (
            "routes.md",
            "ask \(RequestGuard.pace.perSecond) times a second, with a reserve of "
                + figure(whole(RequestGuard.pace.burst))
        ),
        (
            "routes.md",
            "At most \(TextFile.limit >> 20) MiB, \(figure(whole(TextFile.lineLimit))) lines that say"
                + " something, and \(ScanRequest.limit >> 10) KiB a line"
        ),
        ("routes.md", "What the first\n\(ScanBatch.partLimit) lines come to"),
        (
            "routes.md",
            "a PNG of at most \(Hub.pictureLimit >> 20) MiB and \(figure(whole(Photo.sourceSide))) dots"
        ),
        ("routes.md", "drawn anew, at most \(Photo.side) dots on a side"),
        ("routes.md", "in at most \(figure(whole(Hub.pictureDots))) dots"),
        ("routes.md", "where \(DrawingThread.waitingLimit) wait already"),
        ("routes.md", "Draws 1 to \(figure(whole(Hub.sheetLabelLimit))) labels on sheets"),
        ("routes.md", "Print up to \(figure(whole(Ledger.batchLimit))) labels"),
        (
            "files.md",
            "of at most \(TextFile.limit >> 20) MiB and \(figure(whole(TextFile.lineLimit))) lines"
        ),
        (
            "files.md",
            "\(InputParsing.itemNameLengths.lowerBound) to "
                + "\(InputParsing.itemNameLengths.upperBound) characters"
        ),
        ("files.md", "At most \(figure(whole(TextFile.previewLimit))) lines."),
    ]

    @Test(arguments: ProblemCode.allCases)
    func `the figures of a problem's summary are its bounds`(_ code: ProblemCode) {
        guard !Self.otherFigures.contains(code) else { return }
        let words = code.summary.replacing(#/`[^`]*`|RFC \d+/#, with: "")
        let figures = words.matches(of: #/\d+(?:,\d{3})*/#).map { String($0.0) }
        #expect(figures == (Self.summaries[code] ?? []).map(Self.figure), "\(code.summary)")
    }

    @Test func `what a person is told of a bound is the bound`() {
        for (detail, words) in Self.told { #expect(detail.contains(words)) }
    }

    @Test(arguments: pages)
    func `the reference says a bound as it is`(page: String, words: String) throws {
        #expect(try Reference.page(page).contains(words), "\(page): \(words)")
    }

    private static func whole(_ number: Int) -> Int64 { Int64(number) }

    /// As the pages write it: 10,000.
    private static func figure(_ number: Int64) -> String {
        var digits = String(number)
        var parts: [Substring] = []
        while digits.count > 3 {
            parts.insert(digits.suffix(3), at: 0)
            digits.removeLast(3)
        }
        return ([digits[...]] + parts).joined(separator: ",")
    }
}
