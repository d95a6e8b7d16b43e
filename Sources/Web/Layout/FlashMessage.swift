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
    case joined, saved, removed, nameErased, settled, dismissed, undone, closed, reopened,
        countDropped, countGoesOn, listNoted, queued, again, cancelled, cameOut, noneCameOut,
        goesOn, paused,
        resumed, moved
    case printerAdded, printerSet, placeMade, placesMade
    case scansRecordedAgain, scansWait, weightless, discarded
    case rollMade, labelBound, replaced, labelsQueued, labelsDrawn, nothingPicked

    /// The known thing that a message speaks of; at most one of them is there.
    struct Subject: Sendable {
        var item: Item?
        var place: Place?
        var printer: PrinterRecord?
        var job: PrintJobRecord?
    }

    /// What the query of a page tells; nil where it tells nothing the hub knows of.
    init?(_ request: WebRequest) {
        guard let told = request.query("told").flatMap({ FlashMessage(rawValue: $0) }) else {
            return nil
        }
        self = told
    }

    /// The thing that `about` names, as a snapshot has it.
    func subject(_ about: String, _ queries: Queries) throws -> Subject {
        switch self {
        case .moved, .printerAdded: Subject(printer: try queries.printer(about))
        case .settled: Subject(item: try ItemID(about).flatMap { try queries.item($0)?.item })
        case .queued, .again:
            Subject(job: try PrintJobID(about).flatMap { try queries.job($0) })
        case .placeMade: Subject(place: try PlaceID(about).flatMap { try queries.place($0) })
        case .joined, .saved, .removed, .nameErased, .dismissed, .undone, .closed, .reopened,
            .countDropped, .countGoesOn, .listNoted,
            .cancelled,
            .cameOut, .noneCameOut, .goesOn, .paused, .resumed, .printerSet, .scansRecordedAgain,
            .scansWait, .weightless, .discarded,
            .rollMade, .labelBound,
            .replaced, .labelsQueued, .labelsDrawn, .nothingPicked, .placesMade:
            Subject()
        }
    }

    /// Where what was done is seen: pictures of labels, which are on no paper.
    func href(_ subject: Subject) -> String? {
        let isOfPictures =
            self == .labelsDrawn
            || [.queued, .again].contains(self)
                && subject.job?.printer == PrinterRecord.pictures.name
        return isOfPictures ? "/printers" : nil
    }

    /// The message; nil where what it speaks of is not there.
    func text(_ about: String, _ subject: Subject, _ role: Role?, _ localizer: Localizer)
        -> String?
    {
        switch self {
        case .joined:
            role.map {
                localizer.text("join.joined", ["role": localizer.text("roles.\($0.rawValue)")])
            }
        case .printerSet: localizer.text("printers.set")
        case .saved: localizer.text("settings.saved")
        case .removed: localizer.text("settings.removed")
        case .nameErased: localizer.text("sources.erased")
        case .dismissed: localizer.text("unresolved.dismissed")
        case .discarded: localizer.text("useFirst.discarded")
        case .undone: localizer.text("scan.takenBack")
        case .countDropped: localizer.text("count.isDropped")
        case .countGoesOn: localizer.text("count.goesOn")
        case .listNoted:
            Int(about).map {
                $0 == 0
                    ? localizer.text("count.listNothing") : localizer.text("count.listNoted", n: $0)
            }
        case .cancelled: localizer.text("printers.cancelled")
        case .cameOut: localizer.text("printers.noted")
        case .noneCameOut: localizer.text("queue.noneNoted")
        case .goesOn: localizer.text("queue.goesOn")
        case .paused: localizer.text("queue.pausedNow")
        case .resumed: localizer.text("queue.resumedNow")
        case .closed:
            CivilDate(about).map {
                localizer.text("day.closedNow", ["date": localizer.day($0)])
            }
        case .reopened:
            CivilDate(about).map {
                localizer.text("day.reopenedNow", ["date": localizer.day($0)])
            }
        case .scansRecordedAgain: Int(about).map { localizer.text("mend.earlierDone", n: $0) }
        case .weightless: Int(about).map { localizer.text("newItem.weightless", n: $0) }
        case .scansWait: Int(about).map { localizer.text("scan.waitAgain", n: $0) }
        case .rollMade, .labelsQueued, .labelsDrawn:
            Int(about).map { localizer.text("labels.\(rawValue)", n: $0) }
        case .placesMade: Int(about).map { localizer.text("beginning.placesMade", n: $0) }
        case .labelBound, .replaced:
            (try? InputParsing.label(about)).map {
                localizer.text("labels.\(rawValue)", ["code": localizer.code($0)])
            }
        case .nothingPicked: localizer.text("labels.nothingPicked")
        case .moved:
            subject.printer.map {
                localizer.text("queue.moved", ["printer": PrinterText.name($0.name, localizer)])
            }
        case .printerAdded:
            subject.printer.map { localizer.text("printers.added", ["printer": $0.name]) }
        case .settled:
            subject.item.map { localizer.text("unresolved.settled", ["item": $0.name]) }
        case .queued, .again:
            subject.job.map {
                $0.printer == PrinterRecord.pictures.name
                    ? localizer.text("labels.labelsDrawn", n: $0.request.copies)
                    : localizer.text(
                        "labels.queued", n: $0.request.copies,
                        ["printer": PrinterText.name($0.printer, localizer)])
            }
        case .placeMade:
            subject.place.map { localizer.text("labels.placeMade", ["place": $0.name]) }
        }
    }
}
