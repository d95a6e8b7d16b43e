import Printing
import Rendering
import Stock
import Storage
import Synchronization

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
            return .waits(HubReason.pictureNotSaved.rawValue)
        } catch {
            return .ended(
                .failed, reason: HubReason.labelCannotBeDrawn.rawValue, sent: 0, labelsOut: 0)
        }
    }

    func deliver(_ job: PrintJobRecord, to printer: PrinterRecord) async -> Outcome {
        guard let opened = try? open(printer) else {
            return .ended(
                .failed, reason: HubReason.printerUnusable.rawValue, sent: 0, labelsOut: 0)
        }
        let bytes: [UInt8]
        let settings: JobSettings
        do throws(SpoolFault) {
            settings = try press.settings(printer, copies: job.request.copies)
            let drawing = try press.draw(job.request, settings, for: opened)
            bytes = try press.bytes(drawing, settings, in: opened.language)
        } catch {
            return .ended(
                .failed, reason: HubReason.labelCannotBeDrawn.rawValue, sent: 0, labelsOut: 0)
        }
        let delivery = Delivery(
            bytes: bytes, settings: settings, language: opened.language, clock: clock,
            habits: board.habits,
            begin: { try await begin(job.id) },
            note: { await show($0, of: job.id) },
            learn: { board.learn($0) },
            isStopped: { board.isToStop(job.id) })
        // A transport may fail once more while it closes; what happened before that stays true.
        let outcome = Mutex<Outcome?>(nil)
        do {
            return try await opened.transport.withConnection { connection in
                board.seen(at: store.clock.now())
                let ended = await delivery.run(over: connection)
                outcome.withLock { $0 = ended }
                return ended
            }
        } catch {
            if let ended = outcome.withLock({ $0 }) { return ended }
            let reason = (error as? TransportFault).map { JobEnd.Reason($0) }
            // What comes back may be another printer, or the same with another temper.
            board.learn { ($0.answers, $0.keepsLabelsToItself) = (nil, false) }
            return .waits(reason ?? .broken)
        }
    }
}
