package import API
import Printing
import Storage

// What is plugged in, and which of it a device's name means.
extension Hub {
    /// Means a printer on USB that nobody named.
    private static let anyUSB = "usb:"

    /// The printer that is plugged in and that a device's name means.
    ///
    /// - Parameters:
    ///   - device: As a person writes it.
    ///   - language: What it is to speak; nil where nobody has said.
    /// - Returns: Nothing where there is none, or more than one.
    package func find(_ device: String, speaking language: String? = nil) async -> FoundPrinter? {
        let fitting = Self.fitting(device, language, await findPrinters())
        return fitting.count == 1 ? fitting.first : nil
    }

    /// The same.
    ///
    /// - Throws: `printer_unusable` where several are meant, or there are some and none is a label printer that Larder
    ///   speaks to, or none speaks the language.
    func onlyOne(
        at device: String, speaking language: String? = nil
    ) async throws -> FoundPrinter? {
        let found = await findPrinters()
        let fitting = Self.fitting(device, language, found)
        guard fitting.count > 1 else {
            if let language, fitting.isEmpty, device.lowercased() == Self.anyUSB {
                try refuseUnnamed(found.filter(\.isOnUSB), speaking: language)
            }
            return fitting.first
        }
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

    /// Refuses another device or language of a printer where together they mean none that is plugged in.
    ///
    /// - Throws: `printer_unusable`.
    func checkMeant(_ name: String, _ patch: PrinterPatch) async throws {
        guard let now = try await read({ try $0.printer(name) }) else { return }
        let device = patch.device ?? now.device
        let language = patch.language ?? now.language
        guard device != now.device || language != now.language else { return }
        _ = try await onlyOne(at: device, speaking: language)
    }

    /// Nothing may be plugged in yet, and what cannot be asked may be the one; else a printer would be added that gets no
    /// label ever.
    ///
    /// - Throws: `printer_unusable`.
    private func refuseUnnamed(_ here: [FoundPrinter], speaking language: String) throws {
        guard !here.isEmpty, !here.contains(where: \.isUnread) else { return }
        throw Problem.printerUnnamed(language, among: here.map(\.placed))
    }

    /// `usb:` is the only one that is known to speak the language.
    ///
    /// Where nobody has said which, it is the only one of known
    /// language, else the only one that is not known to be something else, and of those that are the only one, to say what
    /// it is. A serial number may be that of several.
    private static func fitting(
        _ device: String, _ language: String?, _ found: [FoundPrinter]
    ) -> [FoundPrinter] {
        guard device.lowercased() == anyUSB else {
            let exact = found.filter { $0.device == device || "usb:@\($0.port ?? "")" == device }
            return exact.isEmpty ? found.filter { $0.serialDevice == device } : exact
        }
        let here = found.filter(\.isOnUSB)
        if let language { return here.filter { $0.languages.first == language } }
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
        throw Problem.languageNotTold(at: found?.device ?? device, known: languages)
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
            throw Problem.printerHindered(found.placed, advice: obstacle.advice)
        }
    }
}

extension FoundPrinter {
    /// What it is, where it is known to be no label printer that Larder speaks to.
    var obstacle: Obstacle? {
        reason.flatMap { Obstacle(rawValue: $0) }.flatMap { $0.isForeign ? $0 : nil }
    }

    fileprivate var isOnUSB: Bool { device.hasPrefix("usb:") }

    /// Whether it could not be asked what it is.
    fileprivate var isUnread: Bool { languages.isEmpty && reason != nil && obstacle == nil }

    /// What people call it, and how to name it alone.
    fileprivate var placed: String { name == device ? name : "\(name) at \(device)" }

    /// A name that means it whatever it speaks.
    var exactDevice: String {
        device == "usb:" ? port.map { "usb:@\($0)" } ?? device : device
    }
}
