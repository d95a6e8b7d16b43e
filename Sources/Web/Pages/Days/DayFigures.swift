import Localization
import Stock
import Storage

/// The six figures of an account: opening, in, out, discarded, adjusted, closing.
struct DayFigures: Sendable {
    let all: [Int64]

    init(_ line: DayAccountLine) {
        let totals = line.totals
        all = [
            totals.opening, totals.taken, totals.distributed, totals.discarded, totals.adjusted,
            line.closing,
        ]
        .map(\.value)
    }

    /// An item's own figures, each with its weight where that is known.
    func cells(of item: Item, _ localizer: Localizer) -> [DayAccountModel.Cell] {
        all.map { quantity in
            let weight = item.measure == .each && quantity != 0 ? item.grams(of: quantity) : nil
            return .init(
                amount: localizer.amount(quantity, item.measure),
                weight: weight.map { localizer.weight($0) })
        }
    }
}

/// The same figures summed over items: pieces and grams.
///
/// They are only shown; beyond 64 bits they stop.
struct DaySums: Sendable {
    private var pieces = [Int64](repeating: 0, count: 6)
    private var grams = [Int64](repeating: 0, count: 6)

    mutating func add(_ line: DayAccountLine) {
        for (index, quantity) in DayFigures(line).all.enumerated() {
            if line.item.measure == .each { pieces[index] = Self.sum(pieces[index], quantity) }
            grams[index] = Self.sum(grams[index], line.item.grams(of: quantity) ?? 0)
        }
    }

    func cells(_ localizer: Localizer) -> [DayAccountModel.Cell] {
        zip(pieces, grams).map { pieces, grams in
            .init(
                amount: localizer.number(pieces), weight: grams == 0 ? nil : localizer.weight(grams)
            )
        }
    }

    private static func sum(_ a: Int64, _ b: Int64) -> Int64 {
        let (sum, overflow) = a.addingReportingOverflow(b)
        return overflow ? (b > 0 ? .max : .min) : sum
    }
}
