import Printing
import Spool

/// What is plugged in, for the page on which one is tapped.
struct PrintersFoundModel: Sendable {
    struct Found: Sendable {
        /// Nil where it cannot be added as it is.
        let foundHref: String?
        let foundName: String
        /// Its language, how that was decided, and its port.
        let foundDetail: String
        let trouble: String?
        /// The udev rule and the command that writes it, where the hub may not open it.
        let rule: String?
    }

    let found: Rows<Found>?

    init(_ printers: [FoundPrinter], _ visit: Visit) {
        found = Rows(printers.map { Found($0, visit.speech) })
    }
}

extension PrintersFoundModel.Found {
    fileprivate init(_ printer: FoundPrinter, _ speech: Speech) {
        let reason = printer.reason
        let stops = [Obstacle.editorLite.rawValue, Obstacle.languageUnknown.rawValue]
        let mayAdd = !stops.contains(reason ?? "")
        foundHref = mayAdd ? Visit.path("/printers/new", ["device": printer.device]) : nil
        foundName = printer.name
        let language = printer.languages.first.map {
            PrinterWords.language($0, decidedBy: printer.decidedBy, speech)
        }
        let port = printer.port.map { speech.say("printers.port", ["port": $0]) }
        let known = mayAdd ? language ?? speech.say("printers.languageOpen") : nil
        foundDetail = [known, port].compactMap { $0 }.joined(separator: " · ")
        trouble = reason.map {
            [PrinterWords.trouble($0, speech), PrinterWords.remedy($0, speech)].compactMap { $0 }
                .joined(separator: " ")
        }
        rule = reason == JobEnd.Reason.permissionMissing.rawValue ? UdevRule.text : nil
    }
}
