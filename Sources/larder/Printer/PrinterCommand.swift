import API
import ArgumentParser
import Foundation
import Printing

struct PrinterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "printer",
        abstract: "Label printers.",
        subcommands: [
            PrinterList.self, PrinterAdd.self, PrinterTry.self, PrinterSet.self, PrinterTest.self,
            PrinterCalibrate.self, PrinterRemove.self, PrinterSetupCommand.self, PrinterReport.self,
        ])
}

extension PrinterResponse {
    /// How it is set, in one line; what is left to the printer is not said.
    var settings: String {
        let facts: [String?] = [
            "\(name)  \(device)", PrinterDescription.language(language, decidedBy),
            "\(media) at \(dpi) dpi",
            head.map { "head \($0) dots" },
            confirms.map { $0 ? "confirms each label" : "confirms no label" },
            options.darkness.map { "darkness \($0)" },
            options.speed.map { "speed \($0)" }, options.cut.map { "cut \($0)" },
            options.roll.map { "roll \($0)" },
            Self.offset(options), options.rotation == 0 ? nil : "turned by \(options.rotation)°",
        ]
        return facts.compactMap { $0 }.joined(separator: "  ")
    }

    /// What stands in its way, in the hub's word; nil where nothing is known to.
    ///
    /// Of a wrong roll it says which is loaded and which is wanted.
    var trouble: String? {
        guard let reason = status.reason, reason == JobEnd.Reason.wrongMedia.rawValue,
            let loaded = status.loaded?.name
        else { return status.reason }
        return "\(reason): \(loaded) is loaded, it is set to \(media); load that, or set it to "
            + "what is loaded: larder printer set \(name) --media \(loaded)"
    }

    private static func offset(_ options: Options) -> String? {
        guard options.offsetAcross != 0 || options.offsetAlong != 0 else { return nil }
        let (across, along) = (Double(options.offsetAcross) / 10, Double(options.offsetAlong) / 10)
        return "moved \(across) mm right, \(along) mm down"
    }
}

/// What the commands say of printers.
enum PrinterDescription {
    /// A language and how it was decided.
    static func language(_ name: String, _ basis: Word<LanguageBasis>?) -> String {
        guard let basis else { return name }
        return switch basis.known {
        case .chosen: "\(name) (you chose)"
        case .deviceID: "\(name) (the printer says so)"
        case .knownModel: "\(name) (known model)"
        case .testLabel: "\(name) (its test label came out right)"
        case nil: "\(name) (\(basis))"
        }
    }

    /// What to do about a printer on USB that is not ready; `reason` is the hub's word for it.
    static func remedy(_ reason: String) -> String {
        switch reason {
        case JobEnd.Reason.permissionMissing.rawValue:
            "you may not use it: run sudo larder printer setup once, then plug it out and in"
        case JobEnd.Reason.busy.rawValue: "another program is using it"
        default: Obstacle(rawValue: reason)?.advice ?? reason
        }
    }
}
