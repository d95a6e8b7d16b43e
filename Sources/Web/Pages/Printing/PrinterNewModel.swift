import API
import Hub
import Localization
import Printing
import Rendering
import Spool
import Storage

/// One printer that is to be added: which paper is in it, or which of the test labels came out right.
struct PrinterNewModel: Sendable {
    struct Choice: Sendable {
        let language: String
        let languageName: String
        /// What stands on its test label.
        let number: Int
    }

    /// The papers to choose from, and where the choice is sent.
    struct Papers: Sendable {
        let action: String
        let ask: String
        let rows: [PaperPicture]
    }

    /// The numbers of the test labels, and the paper they were printed on.
    struct Numbers: Sendable {
        let media: String
        let numbers: [Choice]
        let trouble: String?
        let dpi: String?
        let anewHref: String
    }

    let device: String
    let deviceName: String
    let recognised: String
    let suggestedName: String
    let language: String?
    let testId: String
    let papers: Papers?
    let numbers: Numbers?
    let languages: [Choice]

    init(_ wanted: WantedPrinter, tried: String?, _ page: PageRequest) async throws {
        let localizer = page.localizer
        (device, deviceName) = (wanted.device, wanted.name)
        let basis =
            wanted.language == wanted.found?.languages.first
            ? wanted.found?.decidedBy : Recognition.Basis.chosen.rawValue
        recognised =
            wanted.language.map { PrinterText.language($0, decidedBy: basis, localizer) }
            ?? localizer.text("printers.languageOpen")
        let names = try await page.hub.read { try $0.printers().map(\.name) }
        suggestedName = Self.free(wanted.name, beside: names)
        language = page.query("language")
        testId = page.newID()
        let languages = page.hub.languages.enumerated().map { index, name in
            Choice(language: name, languageName: PrinterText.language(name), number: index + 1)
        }
        self.languages = languages
        numbers = tried.map { Numbers($0, wanted.device, languages, page) }
        papers = tried == nil ? await Papers(wanted, page) : nil
    }

    /// The name, or the name with the first number that no other printer has.
    private static func free(_ name: String, beside taken: [String]) -> String {
        let name = String(name.prefix(56))
        guard taken.contains(name) else { return name }
        return (2...taken.count + 2).lazy.map { "\(name) \($0)" }.first { !taken.contains($0) }
            ?? name
    }
}

extension PrinterNewModel.Numbers {
    fileprivate init(
        _ media: String, _ device: String, _ languages: [PrinterNewModel.Choice],
        _ page: PageRequest
    ) {
        self.media = media
        numbers = languages
        trouble = page.query("trouble").map {
            [
                PrinterText.trouble($0, page.localizer), PrinterText.remedy($0, page.localizer),
            ].compactMap { $0 }.joined(separator: " ")
        }
        dpi = page.query("dpi")
        anewHref = PageRequest.path("/printers/new", ["device": device])
    }
}

extension PrinterNewModel.Papers {
    /// The paper that the printer says is in it comes first; what it cannot print on is left out.
    fileprivate init(_ wanted: WantedPrinter, _ page: PageRequest) async {
        let (hub, localizer) = (page.hub, page.localizer)
        guard let language = wanted.language else {
            action = "/printers/new/trials"
            ask = localizer.text("printers.paperTry")
            rows = hub.catalogue.media.map { PaperPicture($0, localizer) }
            return
        }
        let record = hub.record(wanted, language: language)
        // One on the network may be far away, and a page waits for nobody.
        let loaded = wanted.found == nil ? nil : await hub.spool.loadedMedia(of: record)
        let suiting = (try? hub.spool.compatibleMedia(for: record)) ?? hub.catalogue.media
        let ordered = suiting.filter { $0 == loaded } + suiting.filter { $0 != loaded }
        action = "/printers/new"
        ask = localizer.text("printers.paperTell")
        rows = ordered.map { PaperPicture($0, localizer, loaded: $0 == loaded) }
    }
}

extension Hub {
    /// A printer as it would be added; its paper is not known yet.
    fileprivate func record(_ wanted: WantedPrinter, language: String) -> PrinterRecord {
        var record = PrinterRecord(
            name: wanted.name, device: wanted.device, language: language, media: "50x30", dpi: 203)
        record.dpi =
            wanted.found?.dpi ?? (try? spool.resolutions(of: record))?.first ?? record.dpi
        record.setup.head = wanted.found?.head
        return record
    }
}
