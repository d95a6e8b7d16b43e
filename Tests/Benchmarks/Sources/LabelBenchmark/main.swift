import Languages
import Printing
import Rendering

/// Labels a second on one core, drawn and encoded one after the other, each with its own text and code.

let catalogue = try LayoutCatalogue()
let renderer = LabelRenderer(catalogue)
let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

func code(_ number: Int) -> String {
    var rest = number &* 2_654_435_761
    return String(
        (0..<8).map { _ in
            defer { rest /= 32 }
            return letters[abs(rest % 32)]
        })
}

/// Draws and encodes `count` labels.
///
/// - Returns: Labels a second.
func rate(
    _ layout: String, _ mediaName: String, _ language: any PrinterLanguage, count: Int
) throws -> Double {
    let media = try catalogue.media(named: mediaName)
    let settings = JobSettings(media: media, resolution: .dpi203)
    var bytes = 0
    func label(_ number: Int) throws {
        let fields = [
            "name": "Black beans, can \(number)", "date": "Best by March 20\(20 + number % 60)",
            "detail": "Shelf \(number % 90)",
        ]
        let drawing = try renderer.draw(
            layout, on: media, at: .dpi203, fields: fields, code: code(number))
        bytes += try language.encode(drawing.bitmap, settings: settings).count
    }
    for number in 0..<50 { try label(number) }
    let elapsed = try ContinuousClock().measure {
        for number in 50..<50 + count { try label(number) }
    }
    precondition(bytes > count)
    return Double(count) / (elapsed / .seconds(1))
}

guard let tspl = PrinterLanguages.named("tspl"), let zpl = PrinterLanguages.named("zpl") else {
    preconditionFailure("the languages ship with Larder")
}
print("label 50x30 tspl: \(Int(try rate("lot", "50x30", tspl, count: 4_000))) labels/s")
print("label 101.6x152.4 zpl: \(Int(try rate("lot", "101.6x152.4", zpl, count: 500))) labels/s")
