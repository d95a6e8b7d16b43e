/// How an item was kept, day by day.
package struct ItemUnits: Sendable {
    /// What the closing signed that closed the day; nil while it is open.
    package var signed: SignedUnit?
    /// The item's conversions, in their order.
    package var conversions: [(day: CivilDate, conversion: MeasureConversion)]
    /// What had moved on the day that is told of before each of its conversions, as it was booked.
    package var earlier: [DayTotals]

    package init(
        signed: SignedUnit? = nil,
        conversions: [(day: CivilDate, conversion: MeasureConversion)] = [],
        earlier: [DayTotals] = []
    ) {
        (self.signed, self.conversions, self.earlier) = (signed, conversions, earlier)
    }

    /// The item as a day kept it: as it was signed, else as it was before a conversion of a later day.
    package func item(_ item: Item, on day: CivilDate) -> Item {
        if let signed { return item.kept(as: signed) }
        return conversions.first { $0.day > day }.map { item.before($0.conversion) } ?? item
    }

    /// What a day did, all of it in the measure that it ended in: what was booked before a conversion is converted, and what
    /// the conversion posted is no adjustment.
    ///
    /// - Parameters:
    ///   - booked: What was moved, over what the days before closed with.
    ///   - day: The day.
    /// - Returns: Totals that close with the same.
    /// - Throws: ``StockFault/quantityOutOfRange``.
    package func converted(
        _ booked: DayTotals, on day: CivilDate
    ) throws(StockFault) -> DayTotals {
        let done = conversions.filter { $0.day == day }.map(\.conversion)
        guard !done.isEmpty else { return booked }
        var (totals, before) = (DayTotals(), DayTotals())
        for (moved, conversion) in zip(earlier, done) {
            totals = try totals.adding(try moved.subtracting(before)).converted(by: conversion)
            before = moved
        }
        totals = try totals.adding(try booked.subtracting(before))
        totals.opening = try conversion(on: day)?.convert(booked.opening) ?? booked.opening
        return try totals.adjusted(toCloseWith: try booked.closing())
    }

    /// What made of the item's measure on the morning of a day that of its evening; nil where both are one.
    package func conversion(on day: CivilDate) -> MeasureConversion? {
        let done = conversions.filter { $0.day == day }.map(\.conversion)
        // There are two measures: an even number of turns leads back.
        return done.count.isMultiple(of: 2) ? nil : done.last
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
        var item = self
        item.measure = conversion.measure == .gram ? .each : .gram
        item.unitWeightGrams = conversion.gramsPerPiece
        return item
    }
}
