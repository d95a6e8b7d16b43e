import Hub
import Localization
import Server
import Stock
import Storage

/// What a form has just done, carried to the page where it is seen as a word in the query.
///
/// Only these words and names the hub knows are ever shown, so a link can put no text of its own on
/// a page.
enum FlashMessage: String, Sendable, CaseIterable {
    case joined, saved, removed, nameErased, settled, dismissed, undone, closed, queued, again,
        cancelled,
        cameOut, noneCameOut, goesOn, paused, resumed, moved
    case printerAdded, printerSet, placeMade
    case rollMade, labelBound, replaced, labelsQueued, nothingPicked

    /// What the query of a page tells; nil where it tells nothing the hub knows of.
    static func model(for page: PageRequest) async throws -> FlashMessageModel? {
        guard let told = page.query("told").flatMap({ FlashMessage(rawValue: $0) }) else {
            return nil
        }
        let text = try await told.text(page, about: page.query("about") ?? "")
        return text.map { FlashMessageModel(tone: "well", text: $0) }
    }

    private func text(_ page: PageRequest, about: String) async throws -> String? {
        let localizer = page.localizer
        switch self {
        case .joined:
            return page.role.map {
                localizer.text("join.joined", ["role": localizer.text("roles.\($0.rawValue)")])
            }
        case .printerSet: return localizer.text("printers.set")
        case .saved: return localizer.text("settings.saved")
        case .removed: return localizer.text("settings.removed")
        case .nameErased: return localizer.text("sources.erased")
        case .dismissed: return localizer.text("unresolved.dismissed")
        case .undone: return localizer.text("scan.takenBack")
        case .cancelled: return localizer.text("printers.cancelled")
        case .cameOut: return localizer.text("printers.noted")
        case .noneCameOut: return localizer.text("queue.noneNoted")
        case .goesOn: return localizer.text("queue.goesOn")
        case .paused: return localizer.text("queue.pausedNow")
        case .resumed: return localizer.text("queue.resumedNow")
        case .moved:
            let printer = PrinterText.name(about, localizer)
            return try await page.hub.read { try $0.printer(about) }
                .map { _ in localizer.text("queue.moved", ["printer": printer]) }
        case .settled:
            guard let id = ItemID(about),
                let item = try await page.hub.read({ try $0.item(id) })
            else {
                return nil
            }
            return localizer.text("unresolved.settled", ["item": item.item.name])
        case .closed:
            return CivilDate(about).map {
                localizer.text("day.closedNow", ["date": localizer.day($0)])
            }
        case .queued, .again:
            guard let id = PrintJobID(about),
                let job = try await page.hub.read({ try $0.job(id) })
            else {
                return nil
            }
            return localizer.text(
                "labels.queued", n: job.request.copies,
                ["printer": PrinterText.name(job.printer, localizer)])
        case .rollMade, .labelsQueued:
            return Int(about).map { localizer.text("labels.\(rawValue)", n: $0) }
        case .labelBound, .replaced:
            return (try? InputParsing.label(about)).map {
                localizer.text("labels.\(rawValue)", ["code": localizer.code($0)])
            }
        case .nothingPicked: return localizer.text("labels.nothingPicked")
        case .printerAdded:
            guard let printer = try await page.hub.read({ try $0.printer(about) }) else {
                return nil
            }
            return localizer.text("printers.added", ["printer": printer.name])
        case .placeMade:
            guard let id = PlaceID(about),
                let place = try await page.hub.read({ try $0.place(id) })
            else {
                return nil
            }
            return localizer.text("labels.placeMade", ["place": place.name])
        }
    }
}
