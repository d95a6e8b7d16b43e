/// How a printer's language was decided.
package enum LanguageBasis: String, CaseIterable, Sendable {
    /// A person named it.
    case chosen
    /// The printer's own id names it.
    case deviceID
    /// Its model is a known one.
    case knownModel
    /// A person picked the test label that came out right.
    case testLabel
}

/// A printer that is plugged in, configured or not.
package struct FoundPrinter: Sendable, Codable {
    /// By its own word; nil where it says none.
    package var maker: String?
    /// By its own word; nil where it says none.
    package var model: String?
    /// What `--device` would say, such as `usb:SN0001`.
    package var device: String
    /// Bus and port, such as `1-4.2`.
    package var port: String?
    /// USB `idVendor` and `idProduct` as people write them: `0a5f:0164`.
    package var numbers: String?
    /// Command sets, as the printer spells them.
    package var commandSets: [String]
    /// The language it is to be printed to in; empty where that has to be asked.
    package var languages: [String]
    /// How the language was decided.
    package var decidedBy: Word<LanguageBasis>?
    /// Dots in an inch of its head, where that is known.
    package var dpi: Int?
    /// The widest label it prints, in dots, where that is known.
    package var head: Int?
    /// Whether it says when a label is out, if it is asked; nil where nobody knows.
    package var confirms: Bool?
    /// Whether it could print now, as far as can be told without printing.
    package var isReady: Bool
    /// Why it is not ready; a word the message catalogue knows.
    package var reason: String?

    /// What `--device` would say by its serial number alone, which others may have too; not told over
    /// the API.
    package var serialDevice: String?

    private enum CodingKeys: CodingKey {
        case maker, model, device, port, numbers, commandSets, languages, decidedBy, dpi, head
        case confirms, isReady, reason
    }

    /// A printer as its bus describes it.
    package init(
        maker: String? = nil, model: String? = nil, device: String, port: String? = nil,
        numbers: String? = nil, commandSets: [String] = [], languages: [String] = [],
        decidedBy: Word<LanguageBasis>? = nil, dpi: Int? = nil, head: Int? = nil,
        confirms: Bool? = nil,
        isReady: Bool, reason: String? = nil, serialDevice: String? = nil
    ) {
        self.serialDevice = serialDevice
        (self.maker, self.model, self.device, self.port) = (maker, model, device, port)
        (self.numbers, self.commandSets, self.languages) = (numbers, commandSets, languages)
        (self.decidedBy, self.dpi, self.head) = (decidedBy, dpi, head)
        (self.confirms, self.isReady, self.reason) = (confirms, isReady, reason)
    }

    /// What people call it: its maker and model, else its device.
    package var name: String {
        let words = [maker, model].compactMap { $0 }.joined(separator: " ")
        return words.isEmpty ? device : words
    }
}

/// The printers that are plugged in, and those that are configured, as a person who looks for one sees them.
package struct PrinterListResponse: Codable, Sendable {
    package var usb: [FoundPrinter]
    package var configured: [PrinterResponse]

    package init(usb: [FoundPrinter], configured: [PrinterResponse] = []) {
        (self.usb, self.configured) = (usb, configured)
    }
}
