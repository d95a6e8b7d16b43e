import API
import Localization
import Printing
import Spool
import Stock
import Storage

/// What printers and jobs are, and what is to be done, in words.
enum PrinterText {
    /// A printer's name; the one that draws pictures has none that a person gave it.
    static func name(_ name: String, _ localizer: Localizer) -> String {
        name == PrinterRecord.pictures.name ? localizer.text("printers.pictureName") : name
    }

    /// What stands in the way; `reason` is a word of `JobEnd.Reason` or `HubReason`.
    static func trouble(_ reason: String, _ localizer: Localizer) -> String {
        localizer.messages.has("reasons.\(reason)")
            ? localizer.text("reasons.\(reason).is") : reason
    }

    /// What to do about it; nil where nothing helps but to wait.
    static func remedy(_ reason: String, _ localizer: Localizer) -> String? {
        let key = "reasons.\(reason).do"
        return localizer.messages.has(key) ? localizer.text(key) : nil
    }

    /// How a job stands: its shape, its colour and its word.
    static func state(_ state: JobState, _ localizer: Localizer) -> (
        tone: String, shape: String, word: String
    ) {
        let word = localizer.text("jobs.\(state.rawValue)")
        switch state {
        case .queued, .printing: return ("", "wait", word)
        case .printed: return ("well", "well", word)
        case .unknown: return ("look", "look", word)
        case .failed: return ("stop", "stop", word)
        case .cancelled: return ("", "undo", word)
        }
    }

    /// Why a job stands so, and what is safe.
    static func story(of job: PrintJobRecord, _ localizer: Localizer) -> String {
        let why = job.reason.map { trouble($0.word, localizer) }
        let safe: String? =
            switch job.state {
            case .unknown: localizer.text("jobs.unknownTell")
            case .failed: localizer.text("jobs.failedTell")
            case .queued, .printing, .printed, .cancelled: nil
            }
        return [why, safe].compactMap { $0 }.joined(separator: " ")
    }

    /// What a job prints: “3 labels: A3”.
    static func name(of job: PrintJobRecord, _ localizer: Localizer) -> String {
        let isRulers = job.request.layout == CalibrationLabel.name
        let name =
            isRulers
            ? localizer.text("printers.rulersName")
            : job.request.fields["name"] ?? job.request.code ?? job.request.layout
        return localizer.text("printers.job", n: job.request.copies, ["name": name])
    }

    /// What a line of a queue prints, with the labels of the whole of it.
    static func name(
        of job: PrintJobRecord, labels: Int, isBatch: Bool, _ localizer: Localizer
    ) -> String {
        let name = job.request.fields["name"] ?? job.request.code ?? job.request.layout
        return localizer.text(isBatch ? "queue.batch" : "printers.job", n: labels, ["name": name])
    }

    /// How long something takes, in words that do not promise too much.
    static func timeLeft(_ time: Duration, _ localizer: Localizer) -> String {
        let minutes = Int(time.components.seconds + 59) / 60
        return switch minutes {
        case ..<2: localizer.text("queue.minuteLeft")
        case ..<90: localizer.text("queue.minutesLeft", n: minutes)
        default: localizer.text("queue.hoursLeft", n: (minutes + 30) / 60)
        }
    }

    /// A printer's paper and language, in one quiet line.
    static func detail(_ printer: PrinterRecord, _ localizer: Localizer) -> String {
        guard !printer.printsToPictures else { return localizer.text("printers.toPictures") }
        let paper = localizer.text("printers.paper", ["media": size(printer.media)])
        let basis = printer.setup.decidedBy.map { Word<LanguageBasis>(like: $0) }
        return "\(paper) · \(language(printer.language, decidedBy: basis, localizer))"
    }

    /// A printer language as it is called on a printer's box.
    static func language(_ name: String) -> String {
        let names = [
            "escpos": "ESC/POS", "brother": "Brother QL", "dymo": "DYMO LabelWriter",
        ]
        return names[name] ?? name.uppercased()
    }

    /// A printer language and how it was decided; `decidedBy` nil where it was not.
    static func language(_ name: String, decidedBy: Word<LanguageBasis>?, _ localizer: Localizer)
        -> String
    {
        guard let decidedBy else { return language(name) }
        return "\(language(name)) (\(localizer.text("printers.decided_\(decidedBy)")))"
    }

    /// A paper's size for the eye: “50 × 30”.
    static func size(_ media: String) -> String { media.replacing("x", with: " × ") }
}
