import Printing
import Rendering
import Storage

/// Draws and encodes the label that shows where a printer's picture lies on its paper.
enum CalibrationEncoder {
    static func drawing(_ settings: JobSettings) -> Drawing {
        let label = CalibrationLabel.bitmap(on: settings.media, at: settings.resolution)
        return Drawing(bitmap: label, notes: [])
    }

    /// That label in a printer's language; where that refuses ink that the printer does not reach,
    /// with as narrow a white edge as it takes.
    ///
    /// - Throws: What the language refuses however wide the edge.
    static func encode(
        _ settings: JobSettings, in language: any PrinterLanguage
    ) throws(EncodingFault) -> [UInt8] {
        var edge = 0.0
        while true {
            let label = CalibrationLabel.bitmap(
                on: settings.media, at: settings.resolution, whiteEdge: edge)
            do throws(EncodingFault) {
                return try language.encode(label.laid(by: settings), settings: settings)
            } catch .inkBeyondReach where edge < Double(CalibrationLabel.longestRuler) {
                edge += 0.5
            }
        }
    }
}

extension PrintRequest {
    /// Whether it asks for the label that no layout draws.
    var isCalibration: Bool { layout == CalibrationLabel.name }
}
