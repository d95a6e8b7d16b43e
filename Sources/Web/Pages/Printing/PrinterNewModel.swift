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

    /// `papers` are those to choose from; nil where test labels were printed to tell its language.
    init(
        _ wanted: PrinterCandidate, papers: (media: [Media], loaded: Media?)?, tried: String?,
        _ page: PageRequest
    ) {
        let localizer = page.localizer
        (device, deviceName) = (wanted.device, wanted.name)
        recognised =
            wanted.language.map {
                PrinterText.language($0, decidedBy: wanted.decidedBy, localizer)
            } ?? localizer.text("printers.languageOpen")
        suggestedName = wanted.freeName
        language = page.query("language")
        testId = page.newID()
        let languages = page.hub.languages.enumerated().map { index, name in
            Choice(language: name, languageName: PrinterText.language(name), number: index + 1)
        }
        self.languages = languages
        numbers = tried.map { Numbers($0, wanted.device, languages, page) }
        self.papers = papers.map { Papers(wanted, $0.media, loaded: $0.loaded, localizer) }
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
    fileprivate init(
        _ wanted: PrinterCandidate, _ media: [Media], loaded: Media?, _ localizer: Localizer
    ) {
        let isKnown = wanted.language != nil
        action = isKnown ? "/printers/new" : "/printers/new/trials"
        ask = localizer.text(isKnown ? "printers.paperTell" : "printers.paperTry")
        let ordered = media.filter { $0 == loaded } + media.filter { $0 != loaded }
        rows = ordered.map { PaperPicture($0, localizer, loaded: $0 == loaded) }
    }
}
