import ArgumentParser
import Foundation
import Languages
import Printing
import Rendering

struct LabelRender: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render", abstract: "Draw one label into a file.")

    @OptionGroup var data: DataOption

    @Argument(help: "A layout, as larder label layouts prints them.")
    var layout: String

    @Option(help: "Width × feed in millimetres, such as 50x30.")
    var media: String

    @Option(help: "Dots in an inch of the print head.")
    var dpi = 203

    @Option(
        name: .customLong("as"),
        help: "png, pdf, or a printer's language: zpl, tspl, escpos, brother, dymo, epl2.")
    var form = "png"

    @Option(help: "The file to write.")
    var output: String

    @OptionGroup var say: LabelFields

    @Option(help: "What the QR holds.")
    var code: String?

    func run() throws {
        let bytes: [UInt8]
        do { bytes = try render() } catch let fault as LabelFault {
            throw CommandFailure(fault.description)
        } catch let fault as EncodingFault {
            throw CommandFailure("The label cannot be said in \(form): \(words(fault))")
        }
        try OutputFile.replace(output, with: bytes)
    }

    private func words(_ fault: EncodingFault) -> String {
        switch fault {
        case .mediaUnsuitable: "its printers print on no such paper."
        case .labelTooWide(let dots, let limit): "it is \(dots) dots wide, of \(limit) at most."
        case .labelTooLong(let dots, let limit): "it is \(dots) dots long, of \(limit) at most."
        case .copiesOutOfRange(_, let limit): "it takes 1 to \(limit) copies."
        case .inkBeyondReach(let dots):
            "\(dots) black dots are nearer to its edge than the printer reaches; "
                + "give the media an edge."
        }
    }

    private func render() throws -> [UInt8] {
        let catalogue = try Catalogue.load(data.folder)
        guard let resolution = Resolution(dpi: dpi) else {
            throw CommandFailure("A resolution is from 100 to 1200 dpi.")
        }
        let media = try catalogue.media(named: media)
        let renderer = LabelRenderer(catalogue)
        let values = say.values
        if form == "pdf" {
            return try renderer.pdf(layout, on: media, at: resolution, fields: values, code: code)
        }
        let drawing = try renderer.draw(
            layout, on: media, at: resolution, fields: values, code: code)
        for note in drawing.notes { Terminal.warn("\(note)") }
        if form == "png" { return try drawing.bitmap.png() }
        guard let language = PrinterLanguages.named(form) else {
            let known = PrinterLanguages.all.map(\.name).joined(separator: ", ")
            throw CommandFailure(
                "This Larder cannot draw as \(form) yet; it knows png, pdf, \(known).")
        }
        let heads = language.resolutions
        if !heads.isEmpty, !heads.contains(resolution) {
            let known = heads.map { "\($0.dpi)" }.joined(separator: " or ")
            Terminal.warn(
                "Printers of \(form) have \(known) dpi: there it comes out at another size.")
        }
        return try language.encode(
            drawing.bitmap, settings: JobSettings(media: media, resolution: resolution))
    }
}
