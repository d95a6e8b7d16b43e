import Foundation
import Printing
import Rendering
import Testing

/// A paper that Larder ships, at a resolution that is sold.
struct ShippedPaper: Sendable, Hashable, CustomTestStringConvertible {
    let media: Media
    let resolution: Resolution

    static let catalogue = Result { try LayoutCatalogue() }

    static let all = [Resolution.dpi203, .dpi300].flatMap { resolution in
        ((try? catalogue.get().media) ?? []).map { ShippedPaper(media: $0, resolution: resolution) }
    }

    var testDescription: String { "\(media.name) at \(resolution.dpi) dpi" }
    var settings: JobSettings { JobSettings(media: media, resolution: resolution) }

    /// Every language but Brother's on paper that it takes for a roll of its own whose edge it does
    /// not reach, and on which labels are drawn for printers that do: 4 × 2 and 4 × 6 inches.
    var subjects: [Subject] {
        let isTaken = ["101.6x50.8", "101.6x152.4"].contains(media.name) && resolution == .dpi300
        return Subject.all.filter { !isTaken || $0.language.name != "brother" }
    }

    /// Every shipped layout that has a QR and room on this paper.
    func labels() throws -> [ShippedLabel] {
        let catalogue = try Self.catalogue.get()
        let renderer = LabelRenderer(catalogue)
        let layouts = catalogue.layoutNames.filter { $0 != "badge" }
        return try layouts.enumerated().compactMap { index, layout in
            let code = "7K2M" + String(1_000 + index)
            var fields: [String: String] = [:]
            for field in try catalogue.fields(ofLayout: layout) { fields[field] = "Beans \(field)" }
            fields["icons"] = layout.hasPrefix("allergens") ? "peanuts" : nil
            // Without its QR, there is nothing to read.
            if layout == "test", ["12", "23x23", "24x24"].contains(media.name) { return nil }
            do throws(LabelFault) {
                let drawing = try renderer.draw(
                    layout, on: media, at: resolution, fields: fields, code: code)
                return ShippedLabel(layout: layout, dots: drawing.bitmap, code: code)
            } catch {
                switch error {
                case .mediaTooSmall: return nil
                case .codeDoesNotFit, .textDoesNotFit:
                    guard min(media.width, media.feed) < 26 else { throw error }
                    return nil
                default: throw error
                }
            }
        }
    }
}

/// A label as Rendering draws it, and what its QR holds.
struct ShippedLabel {
    let layout: String
    let dots: Bitmap
    let code: String
}

/// What another program reads in pictures of labels, in their order.
///
/// - Throws: ``DecodingStopped`` where it finds nothing in one of them.
func codesRead(in labels: [DotCanvas]) throws -> [String] {
    guard !labels.isEmpty else { return [] }
    let folder = FileManager.default.temporaryDirectory
        .appending(path: "larder-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var files: [String] = []
    for (index, label) in labels.enumerated() {
        let file = folder.appending(path: "\(index).pbm")
        try Data(label.pbm).write(to: file)
        files.append(file.path)
    }
    let reader = Process()
    let output = Pipe()
    reader.executableURL = URL(filePath: "/usr/bin/env")
    reader.arguments = ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"] + files
    reader.standardOutput = output
    try reader.run()
    let printed = output.fileHandleForReading.readDataToEndOfFile()
    reader.waitUntilExit()
    guard reader.terminationStatus == 0 else { throw DecodingStopped("a label without its QR") }
    return String(decoding: printed, as: UTF8.self).split(separator: "\n").map(String.init)
}
