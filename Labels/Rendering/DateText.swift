/// A date that a person typed, with its day, month and year held together: a line may end after “by”,
/// never inside the date.
///
/// It is told by its figures, in any language: from the first word that has some to the last. Where
/// no word between them is a month, the one before them is taken for it.
enum DateText {
    /// The fields that hold dates.
    static let fields: Set<String> = ["date", "date2"]

    /// The same text with spaces that end no line, and joiners where a line could end inside a word.
    static func bound(_ typed: String) -> String {
        let words = typed.split { $0 == " " || $0.isNewline || $0 == "\t" }.map(String.init)
        guard var first = words.firstIndex(where: hasFigure),
            let last = words.lastIndex(where: hasFigure)
        else { return typed }
        let date = words[first...last]
        let namesMonth = date.contains {
            letters(of: $0) > 2 || $0.unicodeScalars.contains(where: isIdeograph)
        }
        let isWhole =
            date.count > 2 || date.contains { $0.count(where: { "./-".contains($0) }) > 1 }
        if !namesMonth, !isWhole, first > 0 {
            // Of “marzo de 2027”, the month stands two words before the year.
            let isLinked = links.contains(words[first - 1].lowercased()) && first > 1
            let month = isLinked ? first - 2 : first - 1
            if letters(of: words[month]) > 2 { first = month }
        }
        let before = words[..<first].joined(separator: " ")
        let after = words[(last + 1)...].joined(separator: " ")
        let middle = (first...last).map { index in
            dateJoined(in: words[index], isFirst: index == first, isLast: index == last)
        }.joined(separator: "\u{A0}")
        return [before, middle, after].filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// A text with every date in it held together: figures with points, hyphens or slashes between
    /// them, or around 年 and 月, and what stands beside the name of a month.
    static func boundWithin(_ typed: String) -> String {
        guard typed.contains(where: \.isNumber) else { return typed }
        var words = figuresJoined(typed)
            .split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        var index = words.count
        while index > 0 {
            index -= 1
            guard isMonth(words[index]) else { continue }
            var (first, last) = (index, index)
            func next(_ holds: (String) -> Bool) -> Int? {
                let after = last + 1
                let linked = after < words.count && links.contains(words[after].lowercased())
                let next = linked ? after + 1 : after
                return next < words.count && holds(words[next]) ? next : nil
            }
            let before = first - 1
            let linked = before > 0 && links.contains(words[before].lowercased())
            let day = linked ? before - 1 : before
            if day >= 0, isDay(words[day]) {
                first = day
            } else if let day = next(isDay) {
                last = day
            }
            if let year = next(isYear) { last = year }
            let date = words[first...last].joined(separator: "\u{A0}")
            words.replaceSubrange(first...last, with: [date])
            index = first
        }
        return words.joined(separator: " ")
    }

    /// The same with long names of months cut to three letters, where room is dear: as a hub that
    /// speaks one of its own two languages writes them.
    static func shortened(_ typed: String) -> String {
        guard typed.contains(where: \.isNumber) else { return typed }
        return typed.split(separator: " ", omittingEmptySubsequences: false).map { word -> String in
            let letters = word.prefix(while: \.isLetter)
            guard months.contains(letters.lowercased()) else { return String(word) }
            return String(letters.prefix(3) + word[letters.endIndex...])
        }.joined(separator: " ")
    }

    /// Long names of months in English and Spanish.
    private static let months: Set<String> = [
        "january", "february", "march", "april", "june", "july", "august", "september", "october",
        "november", "december", "enero", "febrero", "marzo", "abril", "junio", "julio", "agosto",
        "septiembre", "setiembre", "octubre", "noviembre", "diciembre",
    ]

    /// A text whose dates in figures end no line.
    private static func figuresJoined(_ typed: String) -> String {
        // A regular expression is made anew for each text, which costs more than all else about it.
        guard typed.unicodeScalars.contains(where: { "./-年".unicodeScalars.contains($0) }) else {
            return typed
        }
        let inFigures =
            #/\d{1,4}([.\/\-])\d{1,2}\1\d{1,4}|\d{2,4}年(?:\d{1,2}月(?:\d{1,2}日)?)?/#
        return typed.replacing(inFigures) { joined(String($0.output.0)) }
    }

    private static func isMonth(_ word: String) -> Bool {
        let letters = word.prefix(while: \.isLetter).lowercased()
        return word[word.index(word.startIndex, offsetBy: letters.count)...]
            .allSatisfy { ".,".contains($0) }
            && MonthNames.all.contains(letters.plainLetters)
    }

    /// A day of a month: `3`, `30,` or `3rd`.
    private static func isDay(_ word: String) -> Bool {
        let figures = word.prefix(while: \.isWholeNumber)
        var rest = word[figures.endIndex...]
        if let last = rest.last, ".,".contains(last) { rest.removeLast() }
        return 1...2 ~= figures.count && ["", "st", "nd", "rd", "th", "º", "er"].contains(rest)
    }

    /// A year with four figures, and what ends a sentence.
    private static func isYear(_ word: String) -> Bool {
        let figures = word.prefix(while: \.isWholeNumber)
        return figures.count == 4
            && word[figures.endIndex...].allSatisfy { !$0.isLetter && !$0.isNumber }
    }

    /// What stands between a month and its year.
    private static let links: Set<String> = ["de", "of", "di", "do"]

    private static func hasFigure(_ word: String) -> Bool { word.contains(where: \.isNumber) }

    private static func letters(of word: String) -> Int { word.count(where: \.isLetter) }

    private static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
        (0x2E80...0x9FFF).contains(scalar.value) || (0xAC00...0xD7A3).contains(scalar.value)
    }

    /// A word of a date without a place where its line could end, but among the ideographs and syllables before its first figure
    /// and behind its last: what is written without blanks, such as `保质期至2027年9月30日`, is more than the date.
    private static func dateJoined(in word: String, isFirst: Bool, isLast: Bool) -> String {
        guard word.unicodeScalars.contains(where: isIdeograph),
            let figure = word.firstIndex(where: \.isNumber),
            let lastFigure = word.lastIndex(where: \.isNumber)
        else { return joined(word) }
        var (start, end) = (word.startIndex, word.endIndex)
        let head = word[..<figure]
        if isFirst, !eras.contains(where: { head.hasSuffix($0) }),
            let last = head.lastIndex(where: { !$0.isASCII })
        {
            start = word.index(after: last)
        }
        let rest = word[lastFigure...].dropFirst()
        if isLast, let next = rest.first, !next.isASCII {
            end = partsOfDate.contains(next) ? rest.index(after: rest.startIndex) : rest.startIndex
        }
        return String(word[..<start]) + joined(String(word[start..<end])) + String(word[end...])
    }

    private static let partsOfDate: Set<Character> = ["年", "月", "日", "년", "월", "일", "號", "号"]

    /// What Japan and Taiwan count years from.
    private static let eras = ["令和", "平成", "民国", "民國", "公元", "西元"]

    /// A word without a place where its line could end: around ideographs and syllables, between Thai and figures, and
    /// after hyphens and slashes.
    private static func joined(_ word: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in word.unicodeScalars {
            if let before = scalars.last,
                isIdeograph(scalar) || isIdeograph(before) || "-/".unicodeScalars.contains(before)
                    || ThaiLines.isThai(scalar) != ThaiLines.isThai(before)
            {
                scalars.append("\u{2060}")
            }
            scalars.append(scalar)
        }
        return String(scalars)
    }
}
