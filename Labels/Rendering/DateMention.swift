/// Whether a text of any kind has a date in it, as people write one.
///
/// It rather takes a number for a date than a date for a number: what is one stands whole, or refuses its label.
enum DateMention {
    /// Letters, or the figures of a number, and what stands between them and those before.
    struct Run {
        let text: String
        let gap: String
        /// Its value where it is of figures.
        let number: Int?

        var letters: String? { number == nil ? text : nil }
    }

    static func isIn(_ text: String) -> Bool {
        let runs = runs(of: text)
        return runs.indices.contains { index in
            runs[index].number == nil
                ? isMonth(runs, index) || DateWords.isOne(runs, index)
                : isYear(runs[index]) || isCompact(runs[index]) || isInFigures(runs, index)
                    || DateWords.isSpan(runs, index)
        }
    }

    private static func runs(of text: String) -> [Run] {
        var runs: [Run] = []
        var (gap, current, isNumber) = ("", "", false)
        func end() {
            guard !current.isEmpty else { return }
            // Longer ones are no date.
            let number = isNumber ? Int(current.prefix(9)) ?? 0 : nil
            runs.append(Run(text: current, gap: gap, number: number))
            (gap, current) = ("", "")
        }
        for character in text.plainLetters {
            let figure = character.wholeNumberValue.flatMap { $0 < 10 ? $0 : nil }
            guard character.isLetter || figure != nil else {
                end()
                gap.append(character)
                continue
            }
            if isNumber != (figure != nil) { end() }
            isNumber = figure != nil
            current += figure.map(String.init) ?? String(character)
        }
        end()
        // What ends the text, such as the point of `30.9.`
        runs.append(Run(text: "", gap: gap, number: nil))
        return runs
    }

    /// `2027`, and 2570 of the Buddhist era.
    private static func isYear(_ run: Run) -> Bool {
        let year = run.number ?? 0
        return run.text.count == 4 && (years.contains(year) || years.contains(year - 543))
    }

    private static let years = 2_015...2_060

    /// `20270930`, `09302027` or `30092027`.
    private static func isCompact(_ run: Run) -> Bool {
        guard run.text.count == 8, let number = run.number else { return false }
        return years.contains(number / 10_000) && isDay(number / 100 % 100, number % 100)
            || years.contains(number % 10_000)
                && isDay(number / 1_000_000, number / 10_000 % 100)
    }

    /// Whether two numbers are a month and a day, in either order.
    private static func isDay(_ one: Int, _ other: Int) -> Bool {
        1...31 ~= one && 1...12 ~= other || 1...12 ~= one && 1...31 ~= other
    }

    /// `9/30/27`, `30. 9. 2027`, `9/30`, `09/27`, `30.9.`, `09-30`, `12.27` and `9月30日`.
    private static func isInFigures(_ runs: [Run], _ index: Int) -> Bool {
        guard index + 1 < runs.endIndex, let one = runs[index].number else { return false }
        let next = runs[index + 1]
        guard let other = next.number else {
            return next.text.first.map { "年月日년월일".contains($0) } ?? false
        }
        let mark = mark(before: next)
        guard marks.contains(mark) else { return false }
        let last = index + 2 < runs.endIndex ? runs[index + 2] : nil
        if let last, let third = last.number, marks.contains(self.mark(before: last)) {
            let parts = [one, other, third]
            let isLong = runs[index].text.count > 1 || last.text.count > 1
            return isLong && !parts.contains(0) && parts.count { 1...31 ~= $0 } > 1
        }
        let isZeroed = [runs[index], next].contains { $0.text.count == 2 && $0.text.first == "0" }
        let isPart = fractions.contains(other) && one < other && !isZeroed
        switch mark {
        case "/":
            let isMonthOfYear = 1...12 ~= one && next.text.count == 2 && other > 12
            return !isPart && (isDay(one, other) || isMonthOfYear)
        case ".":
            return (last?.gap.first == "." || isAnnounced(runs, index)) && isDay(one, other)
                || isMonthOfYear(runs, index)
        default:
            // From so many to so many has no such words before it, or is less than days in a month.
            let isDate = isZeroed || max(one, other) > 12 && isAnnounced(runs, index)
            return isDate && isDay(one, other) || isMonthOfYear(runs, index)
        }
    }

    /// Whether a word for a day stands before two numbers, as in `bis 30.09` and `opened on 9-30`, and nothing behind them says
    /// what they count.
    private static func isAnnounced(_ runs: [Run], _ index: Int) -> Bool {
        guard index > 0, !runs[index].gap.contains(where: \.isCurrencySymbol),
            DateWords.announces(runs[index - 1].text)
                || index > 1 && DateWords.leadsOn(runs[index - 1].text)
                    && DateWords.announces(runs[index - 2].text)
        else { return false }
        guard index + 2 < runs.endIndex else { return true }
        let behind = runs[index + 2]
        let mark = mark(before: behind)
        let isMeasure =
            mark.first.map { "%‰°℃℉".contains($0) || $0.isCurrencySymbol } ?? false
            || mark.isEmpty && (units.contains(behind.text) || DateWords.counts(behind.text))
        return !isMeasure
    }

    /// What stands between the parts of a date, without its blanks.
    private static func mark(before run: Run) -> String { run.gap.filter { !$0.isWhitespace } }

    /// `12.27` and `12-27`, which are no price, and no weight where none is said.
    private static func isMonthOfYear(_ runs: [Run], _ index: Int) -> Bool {
        let (month, year) = (runs[index], runs[index + 1])
        guard month.text.count == 2, year.text.count == 2, 1...12 ~= month.number ?? 0,
            shortYears.contains(year.number ?? 0), !month.gap.contains(where: \.isCurrencySymbol)
        else { return false }
        let isPart =
            index > 0 && runs[index - 1].number != nil && marks.contains(mark(before: month))
        guard !isPart, index + 2 < runs.endIndex else { return !isPart }
        let next = runs[index + 2]
        return !(mark(before: next).isEmpty && units.contains(next.text))
    }

    private static let shortYears = 24...40
    private static let marks: Set = ["/", ".", "-", "–"]
    /// What half a pound and three quarters are written with.
    private static let fractions: Set = [2, 3, 4, 8, 16]
    /// What is counted rather than dated.
    private static let units: Set = [
        "oz", "lb", "lbs", "g", "kg", "ml", "cl", "dl", "l", "fl", "gal", "qt", "pt", "in", "cm",
        "mm",
        "x", "ct", "count", "pk", "pack", "packs", "pc", "pcs", "pieces", "can", "cans", "jars",
        "people", "servings", "months", "meses", "mois", "monate", "usd", "eur", "euro", "euros",
        "dollars", "cups", "cup", "tbsp", "tsp", "min", "mins", "minutes", "times", "litros",
        "kilos",
        "litres", "liters", "stuck", "шт", "кг", "г", "гр", "л", "мл",
    ]

    /// `Sep 30`, `30SEP27`, `3rd of March`, `30 de septiembre`, `30 сентября`, `end of Sep`, `until March`.
    private static func isMonth(_ runs: [Run], _ index: Int) -> Bool {
        guard let letters = runs[index].letters, MonthNames.all.contains(letters) else {
            return false
        }
        let after = runs[(index + 1)...].first { !isLink($0) }
        let before = runs[..<index].last { !isLink($0) }
        if DateWords.isPartOf(month: letters, before?.text) { return true }
        if let other = others[letters], other.contains(runs[index + 1].text) { return false }
        return [after, before].contains { $0?.number != nil }
    }

    /// What a number of stands before, and is no month.
    private static let others: [String: Set<String>] = [
        "mars": ["bar", "bars", "barre", "barres", "barra", "barras", "riegel", "minis"]
    ]

    private static func isLink(_ run: Run) -> Bool { links.contains(run.text) }

    private static let links: Set = [
        "st", "nd", "rd", "th", "º", "er", "de", "of", "del", "the", "d", "di", "do", "da", "го",
        "من", "ng",
    ]
}

/// Texts that stand whole wherever a layout shows them, in whatever field a person wrote them.
///
/// Whether a field that is for dates may be left out is for its layout to say.
enum NeededText {
    static func isIn(_ text: String, of field: String, allergens: Set<String>) -> Bool {
        AllergenText.isIn(text, names: allergens)
            || !DateText.fields.contains(field) && DateMention.isIn(text)
    }
}
