import Printing
import Rendering
import Testing

/// Every layout on every paper at every resolution, through every language and back.
@Suite struct ShippedLabelTests {
    @Test func `there are papers at two resolutions`() throws {
        #expect(try ShippedPaper.all.count == 2 * ShippedPaper.catalogue.get().media.count)
    }

    @Test(arguments: ShippedPaper.all)
    func `every shipped label comes out to the dot, and its code can be read`(
        _ paper: ShippedPaper
    ) throws {
        let labels = try paper.labels()
        var printed: [DotCanvas] = []
        for (index, label) in labels.enumerated() {
            let jobs = try paper.subjects.map { try $0.printed(label.dots, paper.settings) }
            for (subject, job) in zip(paper.subjects, jobs) {
                let flaw = job.picture.flaw(printing: label.dots)
                #expect(flaw == nil, "\(label.layout) in \(subject.language.name)")
            }
            // They are the same dots, so each language's print is read in turn.
            printed.append(jobs[index % jobs.count].picture)
        }
        #expect(try codesRead(in: printed) == labels.map(\.code))
    }

    @Test(arguments: Subject.all)
    func `whatever a label says, the same commands are sent`(_ subject: Subject) throws {
        let catalogue = try ShippedPaper.catalogue.get()
        let renderer = LabelRenderer(catalogue)
        let settings = JobSettings(
            media: try catalogue.media(named: "62x29"), resolution: .dpi300, copies: 2,
            options: PrinterOptions(darkness: 2, speed: 2, cut: .eachLabel))
        let texts = [
            "", "Rice", "^XZ~JA^XA^JUS^XZ", "\r\nPRINT 1,99\r\nSET CUTTER 1",
            "\u{1B}@\u{1B}iS\u{1A}",
            "\u{10}\u{04}\u{01}\u{1D}V\u{0}", "P99\r\nN\r\n", "🥫🍞", "\u{202E}fed\u{202C} שלום سلام",
            String(repeating: "W", count: 900), "\u{0}\u{7F}\u{85}\u{2028}",
        ]
        let commands = try texts.map { text in
            // A name or a date that does not fit is refused; the detail is cut.
            let label = try renderer.draw(
                "lot", on: settings.media, at: settings.resolution,
                fields: [
                    "name": String(text.prefix(12)), "detail": text,
                    "date": String(text.prefix(8)),
                ],
                code: "7K2M9XRD")
            return try subject.printed(label.bitmap, settings).commands
        }
        for (text, sent) in zip(texts, commands) { #expect(sent == commands[0], "\(text)") }
    }

    @Test(arguments: ShippedPaper.all)
    func `a calibration label can be said in every language`(_ paper: ShippedPaper) throws {
        let label = CalibrationLabel.bitmap(on: paper.media, at: paper.resolution)
            .within(paper.media, at: paper.resolution)
        for subject in paper.subjects {
            let job = try subject.printed(label, paper.settings)
            #expect(job.picture.flaw(printing: label) == nil, "\(subject.language.name)")
        }
    }
}
