/// How an item was kept, day by day.
package struct ItemUnits: Sendable {
    /// What the closing signed that closed the day; nil while it is open.
    package var signed: SignedUnit?
    /// The item's conversions, in their order.
    package var conversions: [(day: CivilDate, conversion: MeasureConversion)]
    /// What had moved on the day that is told of before each of its conversions, as it was booked.
    package var earlier: [DayTotals]
    /// What was booked between each of the conversions of the day that is told of or later and the next one, for that day.
    ///
    /// The opening is of what was booked for the days before it.
    package var late: [DayTotals]

    package init(
        signed: SignedUnit? = nil,
        conversions: [(day: CivilDate, conversion: MeasureConversion)] = [],
        earlier: [DayTotals] = [], late: [DayTotals] = []
    ) {
        (self.signed, self.conversions) = (signed, conversions)
        (self.earlier, self.late) = (earlier, late)
    }

    /// The item as a day kept it: as it was signed, else as it was before a conversion of a later day.
    package func item(_ item: Item, on day: CivilDate) -> Item {
        if let signed { return item.kept(as: signed) }
        return conversions.first { $0.day > day }.map { item.before($0.conversion) } ?? item
    }

    /// What a day did, all of it in the measure that it ended in: what was booked before a conversion is converted, what was
    /// booked for the day after a later conversion is converted back, and what a conversion posted is no adjustment.
    ///
    /// - Parameters:
    ///   - booked: What was moved, over what the days before closed with.
    ///   - day: The day.
    /// - Returns: Totals that close with what there was at the day's end.
    /// - Throws: ``StockFault/quantityOutOfRange``.
    package func converted(
        _ booked: DayTotals, on day: CivilDate
    ) throws(StockFault) -> DayTotals {
        let done = conversions.filter { $0.day == day }.map(\.conversion)
        var (own, back) = (booked, DayTotals())
        if let first = conversions.first(where: { $0.day > day })?.conversion {
            for (turn, moved) in late.dropFirst(done.count).enumerated() {
                own = try own.subtracting(moved)
                own.opening = try own.opening.subtracting(moved.opening)
                // After two turns it is in the day's measure again.
                let told = turn.isMultiple(of: 2) ? try moved.converted(by: first.inverted) : moved
                back = try back.adding(told)
                back.opening = try back.opening.adding(
                    turn.isMultiple(of: 2)
                        ? try first.inverted.convert(moved.opening) : moved.opening)
            }
        }
        let closing = try own.closing().adding(try back.closing())
        var totals = try done.isEmpty ? own : inMeasureOfEvening(own, done)
        totals = try totals.adding(back)
        totals.opening = try totals.opening.adding(back.opening)
        return try totals.adjusted(toCloseWith: closing)
    }

    /// What was booked for a day before any later conversion, in the measure that the day ended in.
    private func inMeasureOfEvening(
        _ booked: DayTotals, _ done: [MeasureConversion]
    ) throws(StockFault) -> DayTotals {
        var (totals, before) = (DayTotals(), DayTotals())
        for (moved, conversion) in zip(earlier, done) {
            totals = try totals.adding(try moved.subtracting(before)).converted(by: conversion)
            before = moved
        }
        totals = try totals.adding(try booked.subtracting(before))
        var (morning, since) = (booked.opening, Quantity.zero)
        for (index, moved) in zip(done.indices, late) {
            morning = try morning.subtracting(moved.opening)
            since = try since.adding(
                try done[(index + 1)...].turn?.convert(moved.opening) ?? moved.opening)
        }
        totals.opening = try (try done[...].turn?.convert(morning) ?? morning).adding(since)
        return totals
    }

    /// What made of the item's measure on the morning of a day that of its evening; nil where both are one.
    package func conversion(on day: CivilDate) -> MeasureConversion? {
        conversions.filter { $0.day == day }.map(\.conversion)[...].turn
    }
}

extension ArraySlice<MeasureConversion> {
    /// What makes of the measure before all of them that after them; nil where both are one.
    fileprivate var turn: MeasureConversion? {
        // There are two measures: an even number of turns leads back.
        count.isMultiple(of: 2) ? nil : last
    }
}

extension Item {
    /// The same item in the measure and of the weight that were signed.
    package func kept(as unit: SignedUnit) -> Item {
        var item = self
        (item.measure, item.unitWeightGrams) = (unit.measure, unit.grams)
        return item
    }

    /// The same item as it was kept before a conversion.
    package func before(_ conversion: MeasureConversion) -> Item {
        kept(
            as: SignedUnit(
                item: id, measure: conversion.inverted.measure, grams: conversion.gramsPerPiece))
    }
}
