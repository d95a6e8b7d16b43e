import Languages
import Printing
import Testing

/// The numbers that are sent in each language in turn, and what a receipt printer makes of them all.
@Suite struct TrialTests {
    /// What an ESC/POS printer feeds for bytes that are not for it: lines of text, line feeds, its own
    /// pictures and feeds, in millimetres.
    struct ReceiptMeter {
        /// Letters in a line of 58 mm paper, and how far a line feeds.
        private let columns = 32
        private let lineFeed = 25.4 / 6
        private(set) var fed = 0.0
        private var column = 0

        mutating func read(_ bytes: [UInt8]) {
            var rest = bytes[...]
            while let byte = rest.popFirst() {
                switch byte {
                case 0x0A:
                    fed += lineFeed
                    column = 0
                case 0x1B:
                    // ESC d n feeds lines; other commands take one byte or two, and feed nothing.
                    let letter = rest.popFirst()
                    if letter == 0x64 { fed += lineFeed * Double(rest.popFirst() ?? 0) }
                case 0x1D where rest.first == 0x76:
                    let head = rest.prefix(7).map(Int.init)
                    let (width, height) = (head[3] + head[4] * 256, head[5] + head[6] * 256)
                    fed += Double(height) / 8
                    rest = rest.dropFirst(7 + width * height)
                case 0x20...:
                    column += 1
                    if column > columns {
                        fed += lineFeed
                        column = 1
                    }
                default: break
                }
            }
        }
    }

    private func settings(_ width: Double, _ feed: Double?, dpi: Resolution = .dpi203)
        -> JobSettings
    {
        JobSettings(
            media: Media(
                name: "m", width: width, feed: feed ?? 40, gap: feed == nil ? 0 : 3,
                tracking: feed == nil ? .continuous : .gap),
            resolution: dpi)
    }

    private func trials(_ settings: JobSettings) -> [(name: String, job: [UInt8])] {
        PrinterLanguages.all.enumerated().compactMap { index, language in
            guard language.prints(on: settings.media) else { return nil }
            var settings = settings
            settings.resolution = language.resolutions.first ?? settings.resolution
            let number = TrialLabel.bitmap(index + 1, at: settings.resolution)
            return (try? language.trial(number, settings: settings)).map { (language.name, $0) }
        }
    }

    @Test(arguments: [
        (48.0, Double?.none), (72, nil), (50, 30), (101.6, 152.4), (57.15, 31.75),
    ])
    func `all of them cost a receipt printer a hand's breadth`(
        _ width: Double, _ feed: Double?
    ) throws {
        var meter = ReceiptMeter()
        for trial in trials(settings(width, feed)) { meter.read(trial.job) }
        #expect(meter.fed > 5 && meter.fed <= 100, "\(meter.fed) mm")
    }

    @Test func `each language that prints on a paper is tried on it`() {
        let strip = trials(settings(48, nil)).map(\.name)
        #expect(strip == ["zpl", "tspl", "escpos", "dymo", "epl2"])
        #expect(trials(settings(50, 30)).map(\.name) == ["zpl", "tspl", "dymo", "epl2"])
        #expect(trials(settings(62, 29)).map(\.name) == ["zpl", "tspl", "brother", "dymo", "epl2"])
        #expect(trials(settings(58.93, nil)).map(\.name).contains("brother"))
    }

    @Test func `a receipt printer takes strips only`() {
        #expect(ESCPOS().prints(on: settings(48, nil).media))
        #expect(!ESCPOS().prints(on: settings(50, 30).media))
    }
}
