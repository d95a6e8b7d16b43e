import Localization
import Printing
import Rendering
import Spool
import Storage

/// What stands in a printer's way now, and what to do about it, in words.
struct PrinterTrouble: Sendable {
    let what: String
    /// Nil where nothing helps but to wait.
    let remedy: String?

    /// Of a roll that is not the one a printer is set to, both are named where they are known.
    ///
    /// - Returns: Nothing where nothing is known to stand in the way.
    init?(
        _ printer: PrinterRecord, _ live: PrinterSnapshot, _ catalogue: LayoutCatalogue,
        _ localizer: Localizer
    ) {
        guard let reason = live.reason else { return nil }
        if reason == .printer(.wrongMedia), let loaded = live.loaded,
            let holds = loaded.name,
            let wanted = try? catalogue.media(named: printer.media)
        {
            let papers = [
                "loaded": Self.phrase(
                    holds, isRoll: loaded.isContinuous == true, localizer),
                "wanted": wanted.tracking == .continuous
                    ? Self.phrase(wanted.name, isRoll: true, localizer)
                    : Self.phrase(wanted.name, isRoll: false, localizer),
            ]
            what = localizer.text("printers.wrongRoll", papers)
            remedy = localizer.text("printers.wrongRollDo", papers)
        } else {
            what = PrinterText.trouble(reason.word, localizer)
            remedy = PrinterText.remedy(reason.word, localizer)
        }
    }

    /// Both in one line.
    var text: String { [what, remedy].compactMap { $0 }.joined(separator: " ") }

    private static func phrase(_ paper: String, isRoll: Bool, _ localizer: Localizer) -> String {
        isRoll
            ? localizer.text(
                paper.hasSuffix("-red") ? "printers.aRedRoll" : "printers.aRoll",
                ["width": String(paper.prefix { $0 != "-" })])
            : localizer.text("printers.someLabels", ["size": PrinterText.size(paper)])
    }
}
