import Languages
import Printing
import Testing

/// A language and the printer on paper that reads it: one line here puts a language through the kit.
struct Subject: Sendable, CustomTestStringConvertible {
    let language: any PrinterLanguage
    let decoder: any JobDecoder
    /// Millimetres at each side of paper it knows that its printers do not reach, at most.
    var edge: Double = 0

    static let all = [
        Subject(language: ZPL(), decoder: ZPLDecoder()),
        Subject(language: TSPL(), decoder: TSPLDecoder()),
        Subject(language: ESCPOS(), decoder: ESCPOSDecoder()),
        Subject(language: BrotherQL(), decoder: BrotherDecoder(), edge: 6),
        Subject(language: DymoLabel(), decoder: DymoDecoder()),
        Subject(language: EPL2(), decoder: EPL2Decoder()),
    ]

    static func named(_ name: String) throws -> Subject {
        try #require(all.first { $0.language.name == name })
    }

    var testDescription: String { language.name }

    func printed(_ label: Bitmap, _ settings: JobSettings) throws -> DecodedJob {
        let job = try language.encode(label, settings: settings)
        let paper = Paper(
            width: label.width, height: label.height, resolution: settings.resolution)
        return try decoder.decode(job, on: paper)
    }
}

/// A label's size, in dots of a head.
struct LabelSize: Sendable, Hashable, CustomTestStringConvertible {
    var width: Int
    var height: Int
    var resolution = Resolution.dpi203

    var testDescription: String { "\(width) × \(height) at \(resolution.dpi) dpi" }

    /// Every relation of a row to its bytes, and of a label to a band.
    static let odd = [1, 7, 8, 9, 383, 384, 812, 813].flatMap { width in
        [LabelSize(width: width, height: 17), LabelSize(width: width, height: 256)]
    }

    /// Papers as they are sold, at both resolutions, from 40 × 30 mm to 4 × 6 inches.
    static let sold = [Resolution.dpi203, .dpi300].flatMap { resolution in
        [
            (101.6, 152.4), (101.6, 76.2), (101.6, 50.8), (76.2, 50.8), (76.2, 25.4),
            (57.15, 31.75),
            (50.8, 25.4), (100, 150), (50, 30), (57, 32), (40, 30), (28.6, 88.9),
        ].map { width, feed in
            LabelSize(
                width: resolution.dots(width), height: resolution.dots(feed), resolution: resolution
            )
        }
    }

    func settings(
        tracking: Media.Tracking = .gap, copies: Int = 1, darkness: Int? = nil, speed: Int? = nil,
        cut: PrinterOptions.Cut? = nil
    ) -> JobSettings {
        let dot = 25.4 / Double(resolution.dpi)
        let media = Media(
            name: "test", width: Double(width) * dot, feed: Double(height) * dot,
            gap: tracking == .continuous ? 0 : 2, tracking: tracking)
        return JobSettings(
            media: media, resolution: resolution, copies: copies,
            options: PrinterOptions(darkness: darkness, speed: speed, cut: cut))
    }
}
