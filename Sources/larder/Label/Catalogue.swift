import Foundation
import Rendering

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
