/// How an item was kept, day by day.
package struct ItemUnits: Sendable {
    /// What the closing signed that closed the day; nil while it is open.
    package var signed: SignedUnit?
    /// The item's conversions, in their order.
    package var conversions: [(day: CivilDate, conversion: MeasureConversion)]

    package init(
        signed: SignedUnit? = nil,
        conversions: [(day: CivilDate, conversion: MeasureConversion)] = []
    ) {
        (self.signed, self.conversions) = (signed, conversions)
    }

    /// The item as a day kept it: as it was signed, else as it was before a conversion of a later day.
    package func item(_ item: Item, on day: CivilDate) -> Item {
        if let signed { return item.kept(as: signed) }
        return conversions.first { $0.day > day }.map { item.before($0.conversion) } ?? item
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
