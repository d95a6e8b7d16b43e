import API
import Hub
import Localization
import Printing
import Spool

/// What is plugged in, for the page on which one is tapped.
struct PrintersFoundModel: Sendable {
    struct Row: Sendable {
        /// Nil where it cannot be added as it is.
        let foundHref: String?
        let foundName: String
        /// Its language, how that was decided, and its port.
        let foundDetail: String
        let trouble: String?
        /// The udev rule and the command that writes it, where the hub may not open it.
        let rule: String?
    }

    let found: Rows<Row>?

    init(_ printers: [FoundPrinter], _ page: PageRequest) {
        found = Rows(printers.map { Row($0, page.localizer) })
    }
}

extension PrintersFoundModel.Row {
    fileprivate init(_ printer: FoundPrinter, _ localizer: Localizer) {
        let reason = printer.reason
        let obstacle = reason.flatMap { Obstacle(rawValue: $0) }
        let mayAdd = obstacle.map { !$0.isForeign && $0 != .editorLite } ?? true
        foundHref = mayAdd ? PageRequest.path("/printers/new", ["device": printer.device]) : nil
        foundName = printer.name
        let language = printer.languages.first.map {
            PrinterText.language($0, decidedBy: printer.decidedBy, localizer)
        }
        let port = printer.port.map { localizer.text("printers.port", ["port": $0]) }
        let known = mayAdd ? language ?? localizer.text("printers.languageOpen") : nil
        foundDetail = [known, port].compactMap { $0 }.joined(separator: " · ")
        trouble = reason.map {
            [PrinterText.trouble($0, localizer), PrinterText.remedy($0, localizer)].compactMap {
                $0
            }
            .joined(separator: " ")
        }
        rule = reason == JobEnd.Reason.permissionMissing.rawValue ? UdevRule.text : nil
    }
}
