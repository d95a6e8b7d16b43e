import Foundation

/// What people write beside an allergen where they warn of it, such as `has nuts` and `dairy inside`.
enum AllergenWarnings {
    /// By language; the star is the name of an allergen, and up to ``Phrase/between`` other words may stand beside it.
    ///
    /// `w/` and `c.` are words too: what they are cut off with belongs to them.
    private static let table = [
        "en": """
        warning *, warnings *, caution *, beware *, careful *, attention *, alert *, watch *, avoid *, has *, have *, having *, with *,
        w/ *, m/ c *, contain *, containing *, cont *, c. *, incl *, incl. *, trace *, traces *, coated *, dipped *, not * free, isn t * free,
        not * safe, * warning, * alert, * caution, * inside, * in it, * within, * trace, * traces, * residue, * present, * possible,
        * added, * included, * lecithin, * wash, * solids
        """,
        "es": """
        aviso *, advertencia *, ojo *, cuidado *, atención *, alerta *, tiene *, tienen *, lleva *, llevan *, trae *, traen *, hay *,
        con *, c/ *, contener *, traza *, lecitina *, no libre *, no es libre *, * dentro, * presente, * posible, * posibles
        """,
        "fr": """
        avertissement *, alerte *, attention *, avec *, présence *, il y a *, aux *, au *, lécithine *, * dedans, * présent, * possible,
        * possibles
        """,
        "de": """
        achtung *, warnung *, vorsicht *, hinweis *, mit *, hat *, haben *, spuren *, inkl *, nicht *, * drin, * darin, * möglich
        """,
        "it": "attenzione *, avvertenza *, tracce *, lecitina *",
        "pt": "atenção *, cuidado *, tem *, leva *, com *, lecitina *",
        "ru": """
        внимание *, осторожно *, предупреждение *, с *, со *, есть *, имеет *, включает *, * внутри
        """,
        "uk": "увага *, обережно *, з *, із *, має *, є *",
        "ar": "تحذير *, تنبيه *, انتبه *, احذر *, مع *, فيه *, فيها *, به *, بها *, * بالداخل",
        "vi": "cảnh báo *, chú ý *, lưu ý *, có *, với *, kèm *",
        "ht": "gen *", "tl": "may *", "tr": "uyarı *, dikkat *", "fa": "دارای *",
        "ko": "* 포함, * 함유, * 주의, 주의 *",
    ]

    /// What stands beside a name without a word.
    private static let marks: Set<Character> = ["!", "！", "‼", "❗", "⚠", "⛔", "🚫"]

    /// Words before the name of an allergen, behind it, or both.
    private struct Phrase {
        let before, after: [String]

        init(_ text: Substring) {
            let sides = text.split(separator: "*", omittingEmptySubsequences: false)
                .map { side in side.split(whereSeparator: \.isWhitespace).map(String.init) }
            (before, after) = (sides.first ?? [], sides.last ?? [])
        }

        /// Other words between it and the name at the most.
        static let between = 3
        static let betweenAfter = 2
    }

    private static let phrases: [Phrase] = table.values.flatMap { row in
        row.plainLetters.split { ",\n".contains($0) }.map(Phrase.init)
            .filter { !($0.before + $0.after).isEmpty }
    }

    private static let words = Set(phrases.flatMap { $0.before + $0.after })

    /// Letters, what stands between them and those before, and the same with the mark that they may be cut off with.
    private struct WarningWord {
        let text, gap: String
        var isCutOff = ""

        func reads(_ word: String) -> Bool { word == text || word == isCutOff }

        /// Whether another sentence, line or thing begins with it.
        var beginsAnew: Bool { gap.contains { ".;·•\n".contains($0) } }
    }

    /// Whether a text, in plain letters, warns of what `isName` says of words that follow each other.
    static func isIn(_ text: String, isName: (ArraySlice<String>) -> Bool) -> Bool {
        let (all, end) = split(text)
        let isMarked = text.contains { marks.contains($0.plain) }
        guard
            isMarked
                || all.contains(where: { words.contains($0.text) || words.contains($0.isCutOff) })
        else { return false }
        let texts = all.map(\.text)
        return all.indices.contains { first in
            (1...3).contains { count in
                let name = first..<first + count
                guard name.upperBound <= all.count, isName(texts[name]) else { return false }
                let behind = name.upperBound < all.count ? all[name.upperBound].gap : end
                return isMarked && hasMark(before: all[first].gap, behind: behind)
                    || phrases.contains { stands($0, around: name, all) }
            }
        }
    }

    private static func hasMark(before: String, behind: String) -> Bool {
        before.contains { marks.contains($0.plain) && !"!！".contains($0) }
            || behind.contains { marks.contains($0.plain) }
    }

    private static func stands(_ phrase: Phrase, around name: Range<Int>, _ all: [WarningWord])
        -> Bool
    {
        isBefore(phrase.before, name.lowerBound, all)
            && isBehind(phrase.after, name.upperBound, all)
    }

    private static func isBefore(_ words: [String], _ name: Int, _ all: [WarningWord]) -> Bool {
        guard !words.isEmpty else { return true }
        return (0...Phrase.between).contains { between in
            let (first, last) = (name - between - words.count, name - between)
            guard first >= 0, zip(words, all[first..<last]).allSatisfy({ $1.reads($0) }) else {
                return false
            }
            // Whatever stands behind `Warning` and `c.`; what comes next belongs to it up to the end of a sentence.
            return between == 0 || !all[last + 1...name].contains(where: \.beginsAnew)
        }
    }

    private static func isBehind(_ words: [String], _ name: Int, _ all: [WarningWord]) -> Bool {
        guard !words.isEmpty else { return true }
        return (0...Phrase.betweenAfter).contains { between in
            let first = name + between
            guard first + words.count <= all.count else { return false }
            return zip(words, all[first...]).allSatisfy { $1.reads($0) }
                && !all[name...first].contains(where: \.beginsAnew)
        }
    }

    /// Its words, and what stands behind the last.
    private static func split(_ text: String) -> (words: [WarningWord], end: String) {
        var words: [WarningWord] = []
        var (gap, current) = ("", "")
        for character in text {
            guard !character.isLetter else {
                current.append(character)
                continue
            }
            if !current.isEmpty {
                words.append(
                    WarningWord(text: current, gap: gap, isCutOff: current + String(character)))
                (gap, current) = ("", "")
            }
            gap.append(character)
        }
        if !current.isEmpty {
            words.append(WarningWord(text: current, gap: gap))
            gap = ""
        }
        return (words, gap)
    }
}

extension Character {
    /// Without what says whether it is drawn in colour.
    fileprivate var plain: Character {
        unicodeScalars.first.map(Character.init) ?? self
    }
}
