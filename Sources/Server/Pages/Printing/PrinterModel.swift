import Printing
import Spool
import Stock
import Storage

/// What the printers' template is given.
struct PrintersModel: Sendable {
    let mayAdd: Bool
    let printers: [PrinterModel]
}

/// One printer, its jobs and its last pictures.
struct PrinterModel: Sendable {
    struct Job: Sendable {
        let jobId: String
        let jobName: String
        let reason: String
        let state: String
        let tone: String
        let shape: String
        let again: Bool
        let againId: String
        let cancel: Bool
        let unsure: Bool
    }

    struct Picture: Sendable {
        let src: String
        let alt: String
        let caption: String
    }

    struct Test: Sendable {
        let testId: String
    }

    let printerId: String
    let printerName: String
    let tone: String
    let shape: String
    let state: String
    let detail: String
    let remedy: String?
    /// Whether it cannot say that labels came out.
    let isMute: Bool
    /// Where its paper and options are set; nil where the device may not.
    let optionsHref: String?
    let jobs: Rows<Job>?
    let pictures: Rows<Picture>?
    let test: Test?

    /// Jobs and pictures of one printer shown at the most.
    private static let jobLimit = 12
    private static let pictureLimit = 6

    /// One printer with its own jobs, the last first.
    init(_ printer: PrinterRecord, _ live: PrinterLive, _ jobs: [PrintJobRecord], _ visit: Visit) {
        let speech = visit.speech
        let mayPrint = visit.may(.volunteer)
        printerId = printer.name
        printerName = PrinterWords.name(printer.name, speech)
        detail = PrinterWords.detail(printer, speech)
        (tone, shape, state) = Self.state(printer, live, speech)
        remedy = PrinterTrouble(printer, live, visit.hub.catalogue, speech)
            .map { Self.remedy($0, live, speech) }
        isMute =
            live.answers == false || (try? visit.hub.spool.canBeAsked(printer)) == false
        optionsHref =
            visit.may(.coordinator)
            ? Visit.path("/printers/options", ["printer": printer.name]) : nil
        let shown =
            jobs.filter { !$0.progress.isFinal || $0.progress == .unknown }
            + jobs.filter { $0.progress.isFinal && $0.progress != .unknown }
        self.jobs = Rows(shown.prefix(Self.jobLimit).map { Job($0, mayPrint: mayPrint, visit) })
        pictures = Rows(
            (printer.printsToPictures
                ? jobs.lazy.filter { visit.hub.spool.picture(of: $0.id) != nil }
                    .prefix(Self.pictureLimit).map(\.self)
                : Array(jobs.prefix(1))).map { Picture($0, speech) })
        test = mayPrint ? Test(testId: visit.newID()) : nil
    }

    private static func state(
        _ printer: PrinterRecord, _ live: PrinterLive, _ speech: Speech
    ) -> (String, String, String) {
        if live.reason != nil { return ("look", "look", speech.say("printers.standsInWay")) }
        if live.busy { return ("", "wait", speech.say("printers.printing")) }
        let speaks = live.lastSeen != nil && live.answers != false
        if printer.printsToPictures || speaks {
            return ("well", "well", speech.say("printers.ready"))
        }
        return ("", "wait", speech.say("printers.silent"))
    }

    private static func remedy(
        _ trouble: PrinterTrouble, _ live: PrinterLive, _ speech: Speech
    ) -> String {
        let waiting =
            live.labelsWaiting > 0
            ? speech.say("printers.waiting", n: live.labelsWaiting) : nil
        return [trouble.text, waiting].compactMap { $0 }.joined(separator: " ")
    }
}

extension PrinterModel.Job {
    fileprivate init(_ job: PrintJobRecord, mayPrint: Bool, _ visit: Visit) {
        let progress = job.progress
        jobId = job.id.description
        jobName = PrinterWords.name(of: job, visit.speech)
        reason = PrinterWords.story(of: job, visit.speech)
        (tone, shape, state) = PrinterWords.state(progress, visit.speech)
        again = mayPrint && progress.isFinal
        againId = visit.newID()
        cancel = mayPrint && !progress.isFinal
        unsure = mayPrint && progress == .unknown
    }
}

extension PrinterModel.Picture {
    fileprivate init(_ job: PrintJobRecord, _ speech: Speech) {
        src = "/api/v1/print-jobs/\(job.id)/picture"
        caption = PrinterWords.name(of: job, speech)
        alt = speech.say(
            "labels.alt",
            [
                "name": job.request.fields["name"] ?? "",
                "code": job.request.code.map { speech.code($0) } ?? "–",
            ])
    }
}
