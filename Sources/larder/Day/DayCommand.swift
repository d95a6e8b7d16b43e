import ArgumentParser
import Foundation

struct DayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "day",
        abstract: "A day's account.", subcommands: [DayShow.self, DayClose.self])
}

/// A day's account, as the hub gives it.
struct DayAnswer: Codable {
    struct Figures: Codable {
        let opening: Int64
        let `in`: Int64
        let out: Int64
        let discarded: Int64
        let adjusted: Int64
        let closing: Int64

        var cells: [String] {
            [opening, `in`, out, discarded, adjusted, closing].map { String($0) }
        }
    }

    struct Line: Codable {
        let item: String
        let name: String
        let measure: String
        let quantity: Figures
        let grams: Figures?
    }

    struct Closing: Codable {
        let upTo: Int64
        let account: String
        let signature: String
        let unresolved: Int
    }

    let day: String
    let state: String
    let items: [Line]
    let pieces: Figures
    let grams: Figures
    let weightUnknown: Int
    let unresolved: Int
    let closing: Closing?

    func print() {
        let rows = items.map { [$0.name] + $0.quantity.cells }
        Terminal.print(
            table: [["item", "opening", "in", "out", "discarded", "adjusted", "closing"]] + rows
                + [["pieces"] + pieces.cells, ["grams"] + grams.cells])
        Terminal.print(
            "\(day) is \(state). \(unresolved) scans wait for someone to say what they were.")
        if let closing {
            Terminal.print("signed up to entry \(closing.upTo): \(closing.signature)")
        }
    }
}
