package import Printing
package import Storage

/// What a person can set of a printer.
package enum PrinterOption: String, Sendable, Hashable, CaseIterable {
    case darkness, speed, cut, roll, offsetAcross, offsetAlong, head, confirms

    /// Dots: the narrowest and the widest heads there are.
    package static let headRange = 64...4_096
}

extension OptionRanges {
    /// Refuses options that the language has no command or no such value for.
    ///
    /// - Throws: ``SpoolFault/optionNotSettable(_:)``,
    ///   ``SpoolFault/optionOutOfRange(_:value:range:)``.
    func check(_ setup: PrinterSetup) throws(SpoolFault) {
        let options = setup.options
        try check(options.darkness, in: darkness, .darkness)
        try check(options.speed, in: speed, .speed)
        if options.cut != nil, !cuts { throw .optionNotSettable(.cut) }
        if options.roll != nil, !rolls { throw .optionNotSettable(.roll) }
        try check(options.offsetAcross, in: PrinterOptions.offsets, .offsetAcross)
        try check(options.offsetAlong, in: PrinterOptions.offsets, .offsetAlong)
        try check(setup.head, in: PrinterOption.headRange, .head)
        if setup.confirms != nil, !confirms { throw .optionNotSettable(.confirms) }
    }

    private func check(
        _ value: Int?, in range: ClosedRange<Int>?, _ option: PrinterOption
    ) throws(SpoolFault) {
        guard let value else { return }
        guard let range else { throw .optionNotSettable(option) }
        guard range.contains(value) else {
            throw .optionOutOfRange(option, value: value, range: range)
        }
    }
}

extension PrinterLanguage {
    /// Refuses a head that no printer of the language has.
    func check(_ resolution: Resolution) throws(SpoolFault) {
        let known = resolutions
        guard known.isEmpty || known.contains(resolution) else {
            throw .resolutionOfNoSuchPrinter(dpi: resolution.dpi, known: known.map(\.dpi))
        }
    }
}

extension Spool {
    /// What can be set of a printer, each on its own scale.
    ///
    /// - Throws: What `open` throws.
    package nonisolated func ranges(of printer: PrinterRecord) throws -> OptionRanges {
        printer.printsToPictures ? OptionRanges() : try open(printer).language.optionRanges
    }

    /// Refuses a printer that nothing could be printed with.
    nonisolated func check(_ printer: PrinterRecord) throws {
        let settings = try encoder.settings(printer, copies: 1)
        if !printer.printsToPictures {
            let language = try open(printer).language
            guard language.prints(on: settings.media) else {
                throw SpoolFault.encoding(.mediaUnsuitable)
            }
            try language.check(settings.resolution)
        }
        try ranges(of: printer).check(printer.setup)
    }
}
