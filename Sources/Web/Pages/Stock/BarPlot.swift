import Localization
import Stock

/// A row of bars from left to right, drawn by the hub; a table on the same page says the same in figures.
struct BarPlot: Sendable {
    struct Bar: Sendable {
        let barX: Int
        let barY: Int
        let barHeight: Int
    }

    /// Of the drawing, in its own units: on a narrow phone about a pixel each.
    static let (width, height) = (360, 120)
    private static let (roof, ground) = (20, 98)

    let plotName: String
    /// What a screen reader says of the drawing.
    let plotTell: String
    let topText: String
    let bars: [Bar]
    let barWidth: Int
    /// Under the first bar, and under the last.
    let firstName: String
    let lastName: String

    /// - Parameters:
    ///   - name: What is drawn.
    ///   - tell: The same in a sentence.
    ///   - values: From left to right; those below zero are drawn as none.
    ///   - top: What a bar of full height stands for, above zero.
    ///   - topText: The same in words.
    ///   - names: Of the bars.
    init(
        name: String, tell: String, _ values: [Int64], top: Int64, topText: String,
        names: [String]
    ) {
        (plotName, plotTell, self.topText) = (name, tell, topText)
        (firstName, lastName) = (names.first ?? "", names.last ?? "")
        let slot = Self.width / max(1, values.count)
        barWidth = max(1, slot * 3 / 4)
        bars = values.enumerated().map { index, value in
            let share = Double(min(max(0, value), top)) / Double(max(1, top))
            // What is there at all can be seen.
            let height =
                value > 0 ? max(2, Int((share * Double(Self.ground - Self.roof)).rounded())) : 0
            return Bar(
                barX: index * slot + (slot - slot * 3 / 4) / 2, barY: Self.ground - height,
                barHeight: height)
        }
    }

    /// The first round weight, in whole kilograms or pounds, that none of the values is above.
    static func top(of grams: [Int64], unit: WeightUnit) -> Int64 {
        let one = unit == .pounds ? 453.592_37 : 1_000
        let most = Double(grams.max() ?? 0) / one
        var step = 1.0
        while step * 10 < most { step *= 10 }
        let round = [1.0, 2, 5, 10].map { $0 * step }.first { $0 >= most } ?? step * 10
        return Int64(nearest: (round * one).rounded(.up))
    }
}
