import Foundation
import Rendering
import Storage

/// Layouts and media: those that ship, and those a coordinator changed.
enum Catalogue {
    /// - Throws: ``CommandFailure`` that names the file and the line.
    static func load(_ directory: DataDirectory) throws -> LayoutCatalogue {
        let edited =
            FileManager.default.fileExists(atPath: directory.layouts.path)
            ? directory.layouts.path : nil
        do { return try LayoutCatalogue(directory: edited) } catch {
            throw CommandFailure("\(error)")
        }
    }
}
