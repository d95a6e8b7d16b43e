import Localization
import Printing

/// A paper as a small picture at one scale for all, with its size in millimetres and inches.
struct PaperPicture: Sendable {
    let mediaId: String
    /// “50 × 30 mm”, “62 mm roll”, or “62 mm roll, black and red”.
    let mediaName: String
    /// “1.97 × 1.18 in”.
    let inches: String
    /// Pixels of the picture.
    let width: Int
    let height: Int
    /// Whether it is cut off where the picture ends.
    let endless: Bool
    /// Whether the printer says it is loaded with it.
    let loaded: Bool

    /// Pixels for a millimetre: the largest paper is 130 high.
    private static let scale = 0.8

    init(_ media: Media, _ localizer: Localizer, loaded: Bool = false) {
        mediaId = media.name
        mediaName = Self.name(media, localizer)
        endless = media.tracking == .continuous
        inches =
            endless
            ? "\(Self.inches(Double(media.soldWidth))) in"
            : "\(Self.inches(media.width)) × \(Self.inches(media.feed)) in"
        width = Int(media.width * Self.scale)
        height = Int(media.feed * Self.scale)
        self.loaded = loaded
    }

    /// A paper's name in words.
    static func name(_ media: Media, _ localizer: Localizer) -> String {
        guard media.tracking == .continuous else { return "\(PrinterText.size(media.name)) mm" }
        let key = media.colours > 1 ? "printers.redRoll" : "printers.roll"
        return localizer.text(key, ["width": "\(media.soldWidth)"])
    }

    /// At most two decimals, without zeros at the end: `4`, `2.25`, `1.97`.
    private static func inches(_ millimetres: Double) -> String {
        let hundredths = Int((millimetres / 25.4 * 100).rounded())
        let (whole, rest) = (hundredths / 100, hundredths % 100)
        if rest == 0 { return "\(whole)" }
        return rest % 10 == 0 ? "\(whole).\(rest / 10)" : "\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }
}
