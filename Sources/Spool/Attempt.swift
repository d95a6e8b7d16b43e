import Printing
import Rendering
import Stock
import Storage

// One attempt at a job, on paper or as a picture.
extension Worker {
    /// Nothing is lost when this is interrupted: the same picture is drawn again.
    func picture(_ job: PrintJobRecord, on printer: PrinterRecord) -> Outcome {
        do throws(SpoolFault) {
            let settings = try press.settings(printer, copies: job.request.copies)
            let drawing = try press.draw(job.request, settings, for: nil)
            try pictures.save(drawing.bitmap, of: job.id)
            return .ended(.printed, reason: nil, sent: 0, labelsOut: job.request.copies)
        } catch .pictureNotSaved {
            return .waits(.hub(.pictureNotSaved))
        } catch {
            return .never(.labelCannotBeDrawn)
        }
    }

    /// Sends the next labels of a job over an open connection.
    ///
    /// A printer that confirms what it printed is given a run at a time, so that little is in doubt
    /// when it stops; any other all that are left at once, as it may lose what comes while it
    /// prints.
    ///
    /// - Returns: How it went, and how many labels were to be sent.
    func deliver(
        _ job: PrintJobRecord, on printer: PrinterRecord, as opened: OpenedPrinter,
        over connection: any PrinterConnection
    ) async -> (outcome: Outcome, labels: Int) {
        let habits = board.habits
        let isWhole = connection.deliveryIsProof || habits.answers == false
        let most = isWhole ? job.labelsLeft : Patience.run
        let mayAsk = habits.answers != false && !habits.keepsLabelsToItself
        let counts = mayAsk && printer.setup.confirms == true
        guard
            let run = try? press.run(of: job, at: printer, as: opened, most: most, counts: counts)
        else {
            return (.never(.labelCannotBeDrawn), 0)
        }
        let delivery = Delivery(
            bytes: run.bytes, settings: run.settings, language: opened.language, clock: clock,
            habits: habits, mayBeUnfinished: board.mayBeUnfinished,
            isClear: board.isClear,
            begin: { try await begin(job.id, at: printer.name, labels: run.settings.copies) },
            note: { await show($0, of: job) },
            learn: { board.learn($0) }, finds: { board.finds($0) },
            leave: { board.leave(unfinished: $0) },
            isStopped: { board.isToStop(job.id) })
        return (await delivery.run(over: connection), run.settings.copies)
    }
}

extension Outcome {
    /// The job can never be printed as things are.
    static func never(_ reason: HubReason) -> Outcome {
        .ended(.failed, reason: .hub(reason), sent: 0, labelsOut: 0)
    }

    /// Whether the next job may go over the same connection.
    var leavesConnectionWell: Bool {
        switch self {
        case .withdrawn: true
        case .waits: false
        case .ended(let state, let reason, _, _):
            state != .unknown || Self.isVague(reason)
        }
    }

    /// Whether the labels were sent to their end: they came out, or the printer cannot say.
    var isRunSent: Bool {
        guard case .ended(let state, let reason, _, _) = self else { return false }
        return state == .printed || state == .unknown && Self.isVague(reason)
    }

    /// Whether a printer took everything, has nothing against it, and says no more.
    private static func isVague(_ reason: JobReason?) -> Bool {
        reason == .printer(.silent) || reason == .printer(.cannotTell)
    }
}
