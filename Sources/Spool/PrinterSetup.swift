import Foundation
public import Printing
public import Storage

/// What the hub keeps of a printer beside its device and its paper: the JSON of its record's
/// `settings`.
public struct PrinterSetup: Sendable, Hashable, Codable {
    /// How it is set.
    public var options: PrinterOptions
    /// The widest label it prints, in dots; nil where that is not known.
    public var head: Int?
    /// Whether it says when a label is out, if it is asked; nil where that is not known, and then it
    /// is not asked.
    public var confirms: Bool?
    /// How its language was decided; nil where nobody noted it.
    public var decidedBy: Recognition.Basis?

    /// A printer as it comes, unless told otherwise.
    public init(
        options: PrinterOptions = PrinterOptions(), head: Int? = nil, confirms: Bool? = nil,
        decidedBy: Recognition.Basis? = nil
    ) {
        self.options = options
        self.head = head
        self.confirms = confirms
        self.decidedBy = decidedBy
    }

    /// Reads the object; a member that is missing is as the printer comes.
    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        options = try members.decodeIfPresent(PrinterOptions.self, forKey: .options) ?? .init()
        head = try members.decodeIfPresent(Int.self, forKey: .head)
        confirms = try members.decodeIfPresent(Bool.self, forKey: .confirms)
        decidedBy = try members.decodeIfPresent(Recognition.Basis.self, forKey: .decidedBy)
    }
}

extension PrinterRecord {
    /// How it is set, beside its device and its paper.
    public var setup: PrinterSetup {
        // Only this writes `settings`; what a newer Larder wrote there is as the printer comes.
        get {
            (try? JSONDecoder().decode(PrinterSetup.self, from: Data(settings.utf8)))
                ?? PrinterSetup()
        }
        set {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            settings = (try? String(decoding: encoder.encode(newValue), as: UTF8.self)) ?? "{}"
        }
    }
}
