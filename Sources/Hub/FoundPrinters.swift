package import API
import Printing
import Storage

// What is plugged in, and which of it a device's name means.
extension Hub {
    /// The printer that is plugged in and that a device's name means; nil where there is none, or more
    /// than one.
    package func find(_ device: String) async -> FoundPrinter? {
        let fitting = Self.fitting(device, await findPrinters())
        return fitting.count == 1 ? fitting.first : nil
    }

    /// The same.
    ///
    /// - Throws: `printer_unusable` where several are meant, or there are several and none is a label printer that Larder
    ///   speaks to.
    func onlyOne(at device: String) async throws -> FoundPrinter? {
        let fitting = Self.fitting(device, await findPrinters())
        guard fitting.count > 1 else { return fitting.first }
        let foreign = fitting.compactMap { found in
            found.obstacle.map { obstacle in
                let place = found.port.map { " at usb:@\($0)" } ?? ""
                return "\(found.name)\(place): \(obstacle.advice)"
            }
        }
        guard foreign.count < fitting.count else {
            throw Problem.noLabelPrinter(among: foreign)
        }
        let ports = fitting.compactMap { $0.port.map { "usb:@\($0)" } }
        throw Problem.printersTooMany(device, at: ports)
    }

    /// `usb:` is the only one of known language, else the only one that is not known to be something else, and of those
    /// that are the only one, to say what it is; a serial number may be that of several.
    private static func fitting(_ device: String, _ found: [FoundPrinter]) -> [FoundPrinter] {
        guard device.lowercased() == "usb:" else {
            let exact = found.filter { $0.device == device || "usb:@\($0.port ?? "")" == device }
            return exact.isEmpty ? found.filter { $0.serialDevice == device } : exact
        }
        let here = found.filter { $0.device.hasPrefix("usb:") }
        let likely = here.filter { $0.obstacle == nil }
        let known = likely.filter { !$0.languages.isEmpty }
        return [known, likely].first { !$0.isEmpty } ?? here
    }

    /// - Throws: `printer_unusable` where the printer is not there, or cannot be used as it is;
    ///   `language_not_told`.
    func language(of found: FoundPrinter?, at device: String) throws -> String {
        if device == PrinterRecord.pictureDevice { return PrinterRecord.pictures.language }
        if let language = found?.languages.first { return language }
        try refuseUnusable(found, at: device)
        throw Problem.languageNotTold(known: languages)
    }

    /// - Throws: `printer_unusable`, with the real cause and what to do.
    private func refuseUnusable(_ found: FoundPrinter?, at device: String) throws {
        guard let found else {
            guard device.lowercased().hasPrefix("usb:") else { return }
            throw Problem.printerMissing(at: device)
        }
        if found.reason == JobEnd.Reason.permissionMissing.rawValue {
            throw Problem.printerForbidden(found.name)
        }
        if let obstacle = found.reason.flatMap({ Obstacle(rawValue: $0) }),
            obstacle != .printing
        {
            throw Problem.printerHindered(found.name, advice: obstacle.advice)
        }
    }
}

extension FoundPrinter {
    /// What it is, where it is known to be no label printer that Larder speaks to.
    var obstacle: Obstacle? {
        reason.flatMap { Obstacle(rawValue: $0) }.flatMap { $0.isForeign ? $0 : nil }
    }
}
