import API
import ArgumentParser
import Foundation
import Hub
import Printing
import Rendering

struct LabelLayouts: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "layouts", abstract: "Print the layouts, media, sheets and icons known.")

    @OptionGroup var data: DataOption
    @OptionGroup var output: OutputOption

    func run() throws {
        let catalogue = try Catalogue.load(data.folder)
        let known = LabelCatalogueResponse(catalogue)
        if output.json { return try Terminal.print(json: known) }
        for (name, fields) in known.layouts.sorted(by: { $0.key < $1.key }) {
            Terminal.print("layout \(name)  fields \(fields.joined(separator: ", "))")
        }
        for media in catalogue.media {
            Terminal.print("media \(media.name)  \(media.tracking.rawValue)")
        }
        for sheet in catalogue.sheets {
            Terminal.print("sheet \(sheet.name)  labels \(sheet.count)")
        }
        Terminal.print("icons \(known.icons.joined(separator: ", "))")
    }
}

/// Layouts and media: those that ship, and those a coordinator changed.
enum Catalogue {
    /// - Throws: ``CommandFailure`` that names the file and the line.
    static func load(_ folder: HubFolder) throws -> LayoutCatalogue {
        let isEdited = FileManager.default.fileExists(atPath: folder.layouts)
        do { return try LayoutCatalogue(directory: isEdited ? folder.layouts : nil) } catch {
            throw CommandFailure("\(error)")
        }
    }
}
