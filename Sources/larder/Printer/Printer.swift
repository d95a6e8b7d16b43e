import ArgumentParser
import Foundation

struct Printer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Label printers.",
        subcommands: [PrinterList.self, PrinterAdd.self, PrinterTest.self, PrinterRemove.self])
}

/// A configured printer, as the hub gives it.
struct PrinterAnswer: Codable {
    struct Status: Codable {
        let reason: String?
        let busy: Bool
        let waiting: Int
    }

    let name: String
    let device: String
    let language: String
    let media: String
    let dpi: Int
    let status: Status
}

/// A print job, as the hub gives it.
struct JobAnswer: Codable {
    let id: String
    let state: String
    let reason: String?
    let bytesSent: Int
}

extension String {
    /// As one part of a URL's path.
    var asPathPart: String {
        addingPercentEncoding(
            withAllowedCharacters: .alphanumerics.intersection(
                CharacterSet(charactersIn: "\u{0}"..."\u{7F}")))
            ?? ""
    }
}
