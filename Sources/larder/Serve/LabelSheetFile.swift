import Foundation
import Hub
import Rendering

extension LabelFields {
    /// The labels of a CSV file, read as the hub reads one; these fields are said where a line says nothing.
    ///
    /// - Throws: ``CommandFailure`` that names the file, and the line where one is to blame.
    func labels(inFile file: String, layout: String) throws -> [SheetLabel] {
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw CommandFailure("\(file) cannot be read.")
        }
        do { return try LabelFile.read(bytes, layout: layout, fields: values) } catch {
            throw CommandFailure("\(file): \(error)")
        }
    }
}
