import Stock
import Storage

/// What a form has just done, carried to the page where it is seen as a word in the query.
///
/// Only these words and names the hub knows are ever shown, so a link can put no text of its own on
/// a page.
enum Told: String, Sendable, CaseIterable {
    case joined, saved, removed, nameErased, settled, dismissed, undone, closed, queued, again,
        cancelled,
        cameOut, noneCameOut, goesOn, paused, resumed, moved
    case printerAdded, printerSet, placeMade
    case rollMade, labelBound, replaced, labelsQueued, nothingPicked

    /// What the query of a visit tells; nil where it tells nothing the hub knows of.
    static func model(for visit: Visit) async throws -> ToldModel? {
        guard let told = visit.query("told").flatMap({ Told(rawValue: $0) }) else {
            return nil
        }
        let text = try await told.text(visit, about: visit.query("about") ?? "")
        return text.map { ToldModel(tone: "well", text: $0) }
    }

    private func text(_ visit: Visit, about: String) async throws -> String? {
        let speech = visit.speech
        switch self {
        case .joined:
            return visit.role.map {
                speech.say("join.joined", ["role": speech.say("roles.\($0.rawValue)")])
            }
        case .printerSet: return speech.say("printers.set")
        case .saved: return speech.say("settings.saved")
        case .removed: return speech.say("settings.removed")
        case .nameErased: return speech.say("sources.erased")
        case .dismissed: return speech.say("unresolved.dismissed")
        case .undone: return speech.say("scan.takenBack")
        case .cancelled: return speech.say("printers.cancelled")
        case .cameOut: return speech.say("printers.noted")
        case .noneCameOut: return speech.say("queue.noneNoted")
        case .goesOn: return speech.say("queue.goesOn")
        case .paused: return speech.say("queue.pausedNow")
        case .resumed: return speech.say("queue.resumedNow")
        case .moved:
            let printer = PrinterWords.name(about, speech)
            return try await visit.hub.store.read { try $0.printer(about) }
                .map { _ in speech.say("queue.moved", ["printer": printer]) }
        case .settled:
            guard let id = ItemID(about),
                let item = try await visit.hub.store.read({ try $0.item(id) })
            else {
                return nil
            }
            return speech.say("unresolved.settled", ["item": item.item.name])
        case .closed:
            return CivilDate(about).map { speech.say("day.closedNow", ["date": speech.day($0)]) }
        case .queued, .again:
            guard let id = PrintJobID(about),
                let job = try await visit.hub.store.read({ try $0.job(id) })
            else {
                return nil
            }
            return speech.say(
                "labels.queued", n: job.request.copies,
                ["printer": PrinterWords.name(job.printer, speech)])
        case .rollMade, .labelsQueued:
            return Int(about).map { speech.say("labels.\(rawValue)", n: $0) }
        case .labelBound, .replaced:
            return (try? Names.label(about)).map {
                speech.say("labels.\(rawValue)", ["code": speech.code($0)])
            }
        case .nothingPicked: return speech.say("labels.nothingPicked")
        case .printerAdded:
            guard let printer = try await visit.hub.store.read({ try $0.printer(about) }) else {
                return nil
            }
            return speech.say("printers.added", ["printer": printer.name])
        case .placeMade:
            guard let id = PlaceID(about),
                let place = try await visit.hub.store.read({ try $0.place(id) })
            else {
                return nil
            }
            return speech.say("labels.placeMade", ["place": place.name])
        }
    }
}
