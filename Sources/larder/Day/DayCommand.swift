import API
import ArgumentParser
import Foundation

struct DayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "day",
        abstract: "A day's account.", subcommands: [DayShow.self, DayClose.self])
}

extension DayResponse {
    /// As a table, for a person.
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

extension DayResponse.Figures {
    fileprivate var cells: [String] {
        [opening, `in`, out, discarded, adjusted, closing].map { String($0) }
    }
}
