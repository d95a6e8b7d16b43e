/// A printer that is plugged in, configured or not.
public struct FoundPrinter: Sendable, Codable {
    /// By its own word; nil where it says none.
    public var maker: String?
    /// By its own word; nil where it says none.
    public var model: String?
    /// What `--device` would say, such as `usb:SN0001`.
    public var device: String
    /// Bus and port, such as `1-4.2`.
    public var port: String?
    /// USB `idVendor` and `idProduct` as people write them: `0a5f:0164`.
    public var numbers: String?
    /// Command sets, as the printer spells them.
    public var commandSets: [String]
    /// The language it is to be printed to in; empty where that has to be asked.
    public var languages: [String]
    /// How the language was decided: a word of `Recognition.Basis`.
    public var decidedBy: String?
    /// Dots in an inch of its head, where that is known.
    public var dpi: Int?
    /// The widest label it prints, in dots, where that is known.
    public var head: Int?
    /// Whether it says when a label is out, if it is asked; nil where nobody knows.
    public var confirms: Bool?
    /// Whether it could print now, as far as can be told without printing.
    public var isReady: Bool
    /// Why it is not ready; a word the message catalogue knows.
    public var reason: String?

    /// A printer as its bus describes it.
    public init(
        maker: String? = nil, model: String? = nil, device: String, port: String? = nil,
        numbers: String? = nil, commandSets: [String] = [], languages: [String] = [],
        decidedBy: String? = nil, dpi: Int? = nil, head: Int? = nil, confirms: Bool? = nil,
        isReady: Bool, reason: String? = nil
    ) {
        (self.maker, self.model, self.device, self.port) = (maker, model, device, port)
        (self.numbers, self.commandSets, self.languages) = (numbers, commandSets, languages)
        (self.decidedBy, self.dpi, self.head) = (decidedBy, dpi, head)
        (self.confirms, self.isReady, self.reason) = (confirms, isReady, reason)
    }

    /// What people call it: its maker and model, else its device.
    public var name: String {
        let words = [maker, model].compactMap { $0 }.joined(separator: " ")
        return words.isEmpty ? device : words
    }
}
