package import API
import Foundation
package import Printing
import Rendering
package import Spool
package import Storage

/// A printer that is to be configured, with what its device may still have to say.
package struct NewPrinter: Sendable {
    /// Stands for a language or a paper that the printer is asked for.
    package static let auto = "auto"

    package var name: String
    package var device: String
    /// A language's name, or `auto`.
    package var language: String
    /// A paper's name, or `auto`.
    package var media: String
    /// Nil is the head's own where that is known, else 203.
    package var dpi: Int?
    /// Nil is the head's own where that is known.
    package var head: Int?
    package var options = PrinterOptions()
    /// Whether the language was named by the number on a test label.
    package var decidedByTestLabel = false

    /// - Parameters:
    ///   - name: What people call it.
    ///   - device: Where it is.
    ///   - language: Nil is `auto`.
    ///   - media: Nil is the usual paper.
    ///   - dpi: Dots in an inch.
    ///   - head: The widest label it prints, in dots.
    /// - Throws: `text_out_of_range` for a name that is empty or too long.
    package init(
        name: String,
        device: String,
        language: String? = nil,
        media: String? = nil,
        dpi: Int? = nil,
        head: Int? = nil
    ) throws {
        self.name = try InputParsing.text(name, "name", PrinterRecord.nameLengths)
        self.device = device
        self.language = language ?? Self.auto
        self.media = media ?? Media.usual
        self.dpi = dpi
        self.head = head
    }
}

/// A printer that is not added yet, and what is known of it.
package struct PrinterCandidate: Sendable {
    package let device: String
    package let found: FoundPrinter?
    /// Chosen by a person, else recognised; nil where it has to be found out.
    package let language: String?
    /// How the language was decided.
    package let decidedBy: Word<LanguageBasis>?
    /// The name that is suggested: its own, with the first number that no other printer has.
    package let freeName: String

    /// What people call it.
    package var name: String { found?.name ?? device }

    fileprivate init(
        device: String, found: FoundPrinter?, chosen: String?, beside taken: [String]
    ) {
        (self.device, self.found) = (device, found)
        language = chosen ?? found?.languages.first
        decidedBy =
            language == found?.languages.first
            ? found?.decidedBy : Word(.chosen)
        let name = String((found?.name ?? device).prefix(56))
        freeName =
            !taken.contains(name)
            ? name
            : (2...taken.count + 2).lazy.map { "\(name) \($0)" }.first { !taken.contains($0) }
                ?? name
    }
}

/// A printer as it is set, and how it is now.
package struct LivePrinter: Sendable {
    package let printer: PrinterRecord
    package let live: PrinterSnapshot
    /// What can be set of it; nil where it cannot be opened as it is set.
    package let ranges: OptionRanges?
    /// Whether printers of its language can be asked how they are, as far as that is known.
    package let canBeAsked: Bool

    /// Whether nothing is known to stand in its way, and nothing says that all is well either: silence is never “ready”.
    package var isSilent: Bool {
        guard live.reason == nil, !live.busy, !printer.printsToPictures else { return false }
        return !live.isHeard
    }
}

extension Hub {
    /// All printers, by name.
    package func printers() async throws -> [LivePrinter] {
        await live(try await read { try $0.printerQueues() }, areLooked: true)
    }

    /// A configured printer.
    ///
    /// - Throws: `printer_not_found`.
    package func printer(_ name: String) async throws -> LivePrinter {
        guard let queue = try await read({ try $0.printerQueue(name) }) else {
            throw StorageFault.printerNotFound(name)
        }
        return await live(queue, isLooked: true)
    }

    /// How printers are now whose queues were read; where a person looks at them, idle ones are asked
    /// first, all at once.
    package func live(
        _ queues: [PrinterQueue], areLooked: Bool = false
    ) async -> [LivePrinter] {
        await withTaskGroup(of: (Int, LivePrinter).self) { group in
            for (index, queue) in queues.enumerated() {
                group.addTask { (index, await live(queue, isLooked: areLooked)) }
            }
            var printers: [Int: LivePrinter] = [:]
            for await (index, printer) in group { printers[index] = printer }
            return queues.indices.compactMap { printers[$0] }
        }
    }

    private func live(_ queue: PrinterQueue, isLooked: Bool) async -> LivePrinter {
        LivePrinter(
            printer: queue.printer, live: await spool.snapshot(of: queue, isLooked: isLooked),
            ranges: try? spool.ranges(of: queue.printer),
            canBeAsked: (try? spool.canBeAsked(queue.printer)) ?? true)
    }

    /// Adds a printer; what is `auto` or left out is what the device is recognised by.
    ///
    /// - Parameters:
    ///   - wanted: As a person describes it.
    ///   - test: Names the job of a first test label, queued in the transaction that adds the
    ///     printer; nil for none.
    ///   - isOwner: Whether the machine's owner asks.
    /// - Returns: The printer as it is kept, and whether the same had been added before.
    /// - Throws: `device_not_allowed`, `language_not_told`, `media_not_told`, and what the spool refuses.
    @discardableResult
    package func add(
        _ wanted: NewPrinter, printing test: PrintJobID? = nil, isOwner: Bool
    ) async throws -> (printer: LivePrinter, isReplay: Bool) {
        try check(device: wanted.device, isOwner: isOwner)
        let chosen = wanted.language == NewPrinter.auto ? nil : wanted.language
        let found = try await onlyOne(at: wanted.device, speaking: chosen)
        var setup = PrinterSetup(options: wanted.options, head: wanted.head ?? found?.head)
        var printer = PrinterRecord(
            name: wanted.name, device: wanted.device, language: wanted.language,
            media: wanted.media, dpi: wanted.dpi ?? found?.dpi ?? Resolution.dpi203.dpi)
        if printer.language == NewPrinter.auto {
            printer.language = try language(of: found, at: wanted.device)
            setup.decidedBy = found?.decidedBy.flatMap { Recognition.Basis(rawValue: $0.rawValue) }
        } else if wanted.device != PrinterRecord.pictureDevice {
            setup.decidedBy = wanted.decidedByTestLabel ? .testLabel : .chosen
        }
        printer.setup = setup
        if (try? spool.ranges(of: printer))?.confirms == true {
            printer.setup.confirms = found?.confirms
        }
        if wanted.dpi == nil, found?.dpi == nil {
            printer.dpi = (try? spool.resolutions(of: printer))?.first ?? printer.dpi
        }
        if printer.media == NewPrinter.auto {
            guard let loaded = await spool.loadedMedia(of: printer) else {
                throw Problem.mediaNotTold
            }
            printer.media = loaded.name
        }
        let label = test == nil ? nil : try await label(LabelOrder(layout: "test"))
        let (queue, isNew) = try await spool.add(
            printer, printing: test.flatMap { id in label.map { (id, $0) } })
        return (await live(queue, isLooked: true), !isNew)
    }

    /// Gives a hub that has no printer one that prints to pictures, so that the main job runs anywhere.
    package func addPicturesWithoutPrinter() async throws {
        guard try await read({ try $0.printers() }).isEmpty else { return }
        try await spool.add(.pictures)
    }

    /// Changes a printer; what the patch leaves out stays as another sets it at the same time.
    ///
    /// - Returns: The printer as it is kept.
    /// - Throws: `device_not_allowed`, `printer_not_found`, and what the spool refuses.
    @discardableResult
    package func change(
        printer name: String, by patch: PrinterPatch, isOwner: Bool
    ) async throws -> LivePrinter {
        if let device = patch.device { try check(device: device, isOwner: isOwner) }
        try await checkMeant(name, patch)
        let queue = try await spool.change(name) { patch.apply(to: &$0) }
        return await live(queue, isLooked: true)
    }

    /// Removes a printer: what waits for it is cancelled, what it is printing ends as unknown.
    ///
    /// - Throws: `printer_not_found`.
    package func remove(printer name: String) async throws { try await spool.remove(name) }

    /// A printer that someone wants to add, as far as it is known before.
    ///
    /// - Parameters:
    ///   - device: As `--device` would say it.
    ///   - language: Chosen by a person; nil for the one that is recognised.
    ///   - taken: The names of those that are added.
    /// - Returns: What is known of it, whether or not it is plugged in.
    package func candidate(
        _ device: String, language: String?, beside taken: [String]
    ) async -> PrinterCandidate {
        let found = await find(device, speaking: language)
        return PrinterCandidate(device: device, found: found, chosen: language, beside: taken)
    }

    /// The papers to choose from for a printer that is not added yet, and which of them it says is
    /// in it; one on the network may be far away, and is not asked.
    package func papers(
        for candidate: PrinterCandidate
    ) async -> (media: [Media], loaded: Media?) {
        guard let language = candidate.language else { return (catalogue.media, nil) }
        var record = PrinterRecord(
            name: candidate.name, device: candidate.device, language: language,
            media: Media.usual, dpi: Resolution.dpi203.dpi)
        record.dpi =
            candidate.found?.dpi ?? (try? spool.resolutions(of: record))?.first ?? record.dpi
        record.setup.head = candidate.found?.head
        let loaded = candidate.found == nil ? nil : await spool.loadedMedia(of: record)
        return ((try? spool.compatibleMedia(for: record)) ?? catalogue.media, loaded)
    }

    /// What can be set of a printer, and the papers it could print on; one that cannot be opened as
    /// it is set has no options, and any paper.
    package func choices(for printer: PrinterRecord) -> (ranges: OptionRanges, media: [Media]) {
        (
            (try? spool.ranges(of: printer)) ?? OptionRanges(),
            (try? spool.compatibleMedia(for: printer)) ?? catalogue.media
        )
    }
}

extension CalibrationReading {
    /// What was read at the left, right, top and bottom edge, in millimetres; nil is 0, nothing
    /// missing.
    ///
    /// - Throws: `reading_out_of_range`.
    package init(millimetres read: (Double?, Double?, Double?, Double?)) throws {
        func tenths(_ value: Double?) throws -> Int {
            guard let value else { return 0 }
            guard (0...Double(CalibrationLabel.longestRuler)).contains(value) else {
                throw Problem.readingOutOfRange(limit: CalibrationLabel.longestRuler)
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
    @discardableResult
    package func calibrate(
        _ name: String, by reading: CalibrationReading, darker steps: Int = 0
    ) async throws -> LivePrinter {
        let queue = try await spool.change(name) { [spool] printer in
            reading.apply(to: &printer.setup.options)
            guard steps != 0 else { return }
            printer.setup.options.darken(by: steps, in: try spool.ranges(of: printer).darkness)
        }
        return await live(queue, isLooked: true)
    }

    /// Prints one small label in each language on a device, to find out which one it speaks; a
    /// printer that is known to speak none of them is sent nothing.
    ///
    /// - Throws: `device_not_allowed`, `media_unknown`, `dpi_out_of_range`, `printer_unusable`.
    package func printTrials(
        on device: String, media: String, dpi: Int, isOwner: Bool
    ) async throws -> (device: String, trials: [LanguageTrial]) {
        try check(device: device, isOwner: isOwner)
        let found = try await onlyOne(at: device)
        if let obstacle = found?.obstacle {
            throw Problem.printerHindered(device, advice: obstacle.advice)
        }
        let printer = PrinterRecord(
            name: device, device: found?.exactDevice ?? device, language: "", media: media, dpi: dpi
        )
        return (printer.device, try await spool.printTrials(on: printer, in: languages))
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
