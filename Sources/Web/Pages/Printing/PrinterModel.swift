import Hub
import Localization
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
    init(_ known: LivePrinter, _ jobs: [PrintJobRecord], _ page: PageRequest) {
        let (printer, live, localizer) = (known.printer, known.live, page.localizer)
        let mayPrint = page.may(.volunteer)
        printerId = printer.name
        printerName = PrinterText.name(printer.name, localizer)
        detail = PrinterText.detail(printer, localizer)
        (tone, shape, state) = Self.state(known, localizer)
        remedy = PrinterTrouble(printer, live, page.hub.catalogue, localizer)
            .map { Self.remedy($0, live, localizer) }
        isMute = live.answers == false || !known.canBeAsked
        optionsHref =
            page.may(.coordinator)
            ? PageRequest.path("/printers/options", ["printer": printer.name]) : nil
        let shown =
            jobs.filter { !$0.state.isFinal || $0.state == .unknown }
            + jobs.filter { $0.state.isFinal && $0.state != .unknown }
        self.jobs = Rows(shown.prefix(Self.jobLimit).map { Job($0, mayPrint: mayPrint, page) })
        pictures = Rows(
            (printer.printsToPictures
                ? jobs.lazy.filter { page.hub.hasPicture(of: $0.id) }
                    .prefix(Self.pictureLimit).map(\.self)
                : Array(jobs.prefix(1))).map { Picture($0, localizer) })
        test = mayPrint ? Test(testId: page.newID()) : nil
    }

    private static func state(
        _ known: LivePrinter, _ localizer: Localizer
    ) -> (String, String, String) {
        if known.live.reason != nil {
            return ("look", "look", localizer.text("printers.standsInWay"))
        }
        if known.live.busy { return ("", "wait", localizer.text("printers.printing")) }
        if known.isSilent { return ("", "wait", localizer.text("printers.silent")) }
        return ("well", "well", localizer.text("printers.ready"))
    }

    private static func remedy(
        _ trouble: PrinterTrouble, _ live: PrinterSnapshot, _ localizer: Localizer
    ) -> String {
        let waiting =
            live.labelsWaiting > 0
            ? localizer.text("printers.waiting", n: live.labelsWaiting) : nil
        return [trouble.text, waiting].compactMap { $0 }.joined(separator: " ")
    }
}

extension PrinterModel.Job {
    fileprivate init(_ job: PrintJobRecord, mayPrint: Bool, _ page: PageRequest) {
        let progress = job.state
        jobId = job.id.description
        jobName = PrinterText.name(of: job, page.localizer)
        reason = PrinterText.story(of: job, page.localizer)
        (tone, shape, state) = PrinterText.state(progress, page.localizer)
        again = mayPrint && progress.isFinal
        againId = page.newID()
        cancel = mayPrint && !progress.isFinal
        unsure = mayPrint && progress == .unknown
    }
}

extension PrinterModel.Picture {
    fileprivate init(_ job: PrintJobRecord, _ localizer: Localizer) {
        src = "/api/v1/print-jobs/\(job.id)/picture"
        caption = PrinterText.name(of: job, localizer)
        alt = localizer.text(
            "labels.alt",
            [
                "name": job.request.fields["name"] ?? "",
                "code": job.request.code.map { localizer.code($0) } ?? "–",
            ])
    }
}
