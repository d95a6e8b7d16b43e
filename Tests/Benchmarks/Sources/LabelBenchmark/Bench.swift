import Glibc
import Languages
import Printing
import Rendering

/// One layout on one paper in one language.
struct Bench {
    let language: String
    let layout: String
    let fields: [String]
    let media: String
    let resolution: Resolution

    init(
        _ language: String, _ layout: String, _ fields: [String], on media: String,
        at resolution: Resolution
    ) {
        self.language = language
        self.layout = layout
        self.fields = fields
        self.media = media
        self.resolution = resolution
    }

    /// Draws and encodes `count` labels.
    ///
    /// - Returns: Labels in a second of this process's time on a core.
    func rate(count: Int, from catalogue: LayoutCatalogue) throws -> Double {
        let paper = try catalogue.media(named: media)
        let settings = JobSettings(media: paper, resolution: resolution)
        guard let encoder = PrinterLanguages.named(language) else {
            preconditionFailure("the languages ship with Larder")
        }
        let renderer = LabelRenderer(catalogue)
        var bytes = 0
        func label(_ number: Int) throws {
            var values: [String: String] = [:]
            for (place, field) in fields.enumerated() {
                values[field] = Self.text(place, number)
            }
            let drawing = try renderer.draw(
                layout, on: paper, at: resolution, fields: values, code: Self.code(number))
            precondition(drawing.notes.isEmpty)
            bytes += try encoder.encode(drawing.bitmap, settings: settings).count
        }
        for number in 0..<50 { try label(number) }
        let began = secondsOnCore()
        for number in 50..<50 + count { try label(number) }
        precondition(bytes > count)
        return Double(count) / (secondsOnCore() - began)
    }

    /// What peers.py writes too.
    private static func text(_ place: Int, _ number: Int) -> String {
        switch place {
        case 0: "Black beans, can \(number)"
        case 1: "Best by March 20\(20 + number % 60)"
        default: "Shelf \(number % 90), line \(place)"
        }
    }

    private static let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

    private static func code(_ number: Int) -> String {
        var rest = number &* 2_654_435_761
        return String(
            (0..<8).map { _ in
                defer { rest /= 32 }
                return letters[abs(rest % 32)]
            })
    }
}

/// Seconds that this process has had on any core; others that are busy do not count.
func secondsOnCore() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Kilobytes that this process has had in memory at its most.
func peakMemory() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss
}
