import API
package import Printing
package import Spool
package import Storage

extension CalibrationReading {
    /// What was read at the left, right, top and bottom edge, in millimetres; nil is 0, nothing
    /// missing.
    ///
    /// - Throws: `reading_out_of_range`.
    package init(millimetres read: (Double?, Double?, Double?, Double?)) throws {
        func tenths(_ value: Double?) throws -> Int {
            guard let value else { return 0 }
            guard (0...Double(CalibrationLabel.longestRuler)).contains(value) else {
                throw Problem(
                    .readingOutOfRange,
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
    /// - Parameters:
    ///   - name: Of the printer.
    ///   - reading: What the rulers say.
    ///   - steps: Below 0 where the label is to be lighter, above where it is to be darker.
    /// - Returns: The printer as it is kept.
    /// - Throws: `printer_not_found`, `option_out_of_range`.
    package func calibrate(
        _ name: String, by reading: CalibrationReading, darker steps: Int = 0
    ) async throws -> PrinterRecord {
        try await spool.change(name) { [spool] printer in
            reading.apply(to: &printer.setup.options)
            guard steps != 0 else { return }
            printer.setup.options.darken(by: steps, in: try spool.ranges(of: printer).darkness)
        }
    }

    /// Prints one label in each language on a device, to find out which one it speaks.
    ///
    /// - Throws: `media_unknown`, `dpi_out_of_range`, `printer_unusable`.
    package func printTrials(on device: String, media: String, dpi: Int) async throws
        -> [LanguageTrial]
    {
        let printer = PrinterRecord(
            name: device, device: device, language: "", media: media, dpi: dpi)
        return try await spool.printTrials(on: printer, in: languages)
    }
}

extension PrinterOptions {
    /// Sets the darkness a tenth of its range further, from the middle where it was left to the
    /// printer, and never beyond the range.
    package mutating func darken(by steps: Int, in range: ClosedRange<Int>?) {
        guard let range else { return }
        let step = max(1, range.count / 10)
        let now = darkness ?? (range.lowerBound + range.upperBound) / 2
        darkness = min(max(now + steps.signum() * step, range.lowerBound), range.upperBound)
    }
}
