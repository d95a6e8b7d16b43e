import HTTPTypes
import Printing
import Spool
import Storage

extension CalibrationReading {
    /// What was read at the left, right, top and bottom edge, in millimetres; nil is 0, nothing
    /// missing.
    ///
    /// - Throws: `reading_out_of_range`.
    init(millimetres read: (Double?, Double?, Double?, Double?)) throws {
        func tenths(_ value: Double?) throws -> Int {
            guard let value else { return 0 }
            guard (0...Double(CalibrationLabel.longestRuler)).contains(value) else {
                throw Problem(
                    .unprocessableContent, .readingOutOfRange,
                    "A ruler of the calibration label goes from 0 to \(CalibrationLabel.longestRuler) mm."
                )
            }
            return Int((value * 10).rounded())
        }
        self.init(
            left: try tenths(read.0), right: try tenths(read.1), top: try tenths(read.2),
            bottom: try tenths(read.3))
    }
}

extension Hub {
    /// Moves a printer's picture by what a person read off its calibration label.
    ///
    /// - Throws: `printer_not_found`, `option_out_of_range`.
    func calibrate(
        _ name: String, by reading: CalibrationReading
    ) async throws -> PrinterRecord {
        var printer = try await printer(name)
        var setup = printer.setup
        reading.apply(to: &setup.options)
        printer.setup = setup
        try await spool.change(printer)
        return printer
    }

    /// Prints one label in each language on a device, to find out which one it speaks.
    ///
    /// - Throws: `media_unknown`, `dpi_out_of_range`, `printer_unusable`.
    func printTrials(on device: String, media: String, dpi: Int) async throws -> [LanguageTrial] {
        let printer = PrinterRecord(
            name: device, device: device, language: "", media: media, dpi: dpi)
        return try await spool.printTrials(on: printer, in: languages)
    }
}
