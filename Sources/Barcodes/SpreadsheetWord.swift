/// Cells that say there is no code, and such as say more than one.
extension SpreadsheetCode {
    /// Whether a cell says that there is none, or whether there is one: a dash, `n.a.`, `unknown`, `keine`, `TBD`.
    ///
    /// Words in the languages of those who keep lists; a code of somebody's own has figures, or is not one of them.
    static func isWord(_ cell: String) -> Bool {
        // One hyphen is how a file clears a cell.
        if cell != "-", cell.allSatisfy({ marks.contains($0) }) { return true }
        guard !cell.contains(where: \.isNumber), cell != "NAN", cell != "Nan" else { return false }
        let letters = cell.filter { !marks.contains($0) && !around.contains($0) }
        guard !letters.isEmpty, letters.allSatisfy({ $0.isLetter || $0 == "\u{BA}" }) else {
            return false
        }
        let word = letters.uppercased()
        if words.contains(word) { return true }
        // `n/a`, `N.D.`, `s. o.`: two letters with marks between them; alone only the one that programs write.
        return shortForms.contains(word)
            && (word == "NA" || cell.contains("/") || cell.contains("."))
    }

    static let marks: Set<Character> = [
        "-", "\u{2013}", "\u{2014}", "\u{2015}", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2212}",
        "?",
        ".", "_", "/", "\u{2026}", "\u{B7}", "\u{2022}",
    ]

    private static let around: Set<Character> = [
        "(", ")", "[", "]", "<", ">", "{", "}", "*", "!", ":", " ", "'", "\"",
    ]

    private static let shortForms: Set = [
        "NA", "NB", "ND", "NV", "NR", "NC", "SC", "SD", "SN", "SO", "KA", "BD", "NVT", "SEC",
    ]

    /// Without blanks and marks, in capital letters.
    private static let words: Set = [
        // What programs write.
        "TRUE", "FALSE", "NULL", "NIL", "NAN", "NONE", "UNDEFINED", "EMPTY", "BLANK", "TBD",
        "TBA", "TBC", "LOADING",
        // English.
        "UNKNOWN", "NOTKNOWN", "NOTHING", "NOCODE", "NOBARCODE", "NOUPC", "NOEAN", "WITHOUTCODE",
        "NOTAVAILABLE",
        "NOTAPPLICABLE", "MISSING", "PENDING", "ILLEGIBLE", "UNREADABLE",
        // Spanish.
        "VERDADERO", "FALSO", "NINGUNO", "NINGUNA", "NADA", "DESCONOCIDO", "DESCONOCIDA",
        "SINCODIGO", "SINC\u{D3}DIGO",
        "VACIO", "VAC\u{CD}O", "PENDIENTE", "NODISPONIBLE", "NOAPLICA", "FALTA", "NOTIENE",
        "ILEGIBLE",
        // German.
        "WAHR", "FALSCH", "KEIN", "KEINE", "KEINER", "KEINES", "KEINCODE", "KEINEAN", "KEINBARCODE",
        "OHNE", "OHNECODE",
        "UNBEKANNT", "NICHTBEKANNT", "LEER", "FEHLT", "NICHTVORHANDEN", "NICHTS", "UNLESERLICH",
        // French.
        "VRAI", "FAUX", "AUCUN", "AUCUNE", "INCONNU", "INCONNUE", "VIDE", "NEANT", "N\u{C9}ANT",
        "RIEN", "MANQUANT",
        "SANSCODE", "SANSOBJET", "NONDISPONIBLE", "ILLISIBLE",
        // Portuguese and Italian.
        "VERDADEIRO", "NENHUM", "NENHUMA", "DESCONHECIDO", "DESCONHECIDA", "VAZIO", "SEMCODIGO",
        "SEMC\u{D3}DIGO",
        "INDISPONIVEL", "INDISPON\u{CD}VEL", "VERO", "NESSUNO", "NESSUNA", "SCONOSCIUTO",
        "SCONOSCIUTA", "VUOTO", "NIENTE",
        "SENZACODICE", "MANCANTE",
        // Dutch and Polish.
        "WAAR", "ONWAAR", "GEEN", "GEENCODE", "ONBEKEND", "LEEG", "BRAK", "BRAKKODU", "NIEZNANY",
        "NIEZNANE",
        // Russian, Ukrainian and Arabic.
        "\u{41D}\u{415}\u{422}",
        "\u{41D}\u{415}\u{418}\u{417}\u{412}\u{415}\u{421}\u{422}\u{41D}\u{41E}",
        "\u{411}\u{415}\u{417}\u{41A}\u{41E}\u{414}\u{410}", "\u{41D}\u{415}\u{41C}\u{410}\u{404}",
        "\u{41D}\u{415}\u{412}\u{406}\u{414}\u{41E}\u{41C}\u{41E}",
        "\u{644}\u{627}\u{64A}\u{648}\u{62C}\u{62F}",
        "\u{63A}\u{64A}\u{631}\u{645}\u{639}\u{631}\u{648}\u{641}",
        // Chinese.
        "\u{65E0}", "\u{7121}", "\u{6CA1}\u{6709}", "\u{672A}\u{77E5}",
    ]

    /// A code with how many of it: `2*4011`, `041331024686 × 2`; nil for any other.
    ///
    /// `2x4011` may be a code of somebody's own.
    static func counted(_ cell: String) -> Self? {
        // Most cells hold digits alone.
        guard cell.contains(where: { "*×xX".contains($0) }) else { return nil }
        let folded = folded(cell)
        guard folded.wholeMatch(of: #/[0-9]+\s*[*×xX]\s*[0-9]+/#) != nil else { return nil }
        let likely: String? =
            switch TypedScan(folded) {
            case .scan(let amount), .unlessKnown(let amount, _):
                amount.quantity.map { _ in amount.code }
            case .either(_, let amount): amount?.code
            case .blank, .unclear: nil
            }
        let isPlain = cell.utf8.allSatisfy {
            $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "*") && $0 < 0x80
        }
        guard isPlain else { return .lost(likely: likely, .quantity) }
        return likely.map { .doubtful(cell, likely: $0, .quantity) }
    }

    private static let kinds: Set = [
        "PLU", "UPC", "EAN", "GTIN", "SKU", "CODE", "COD", "CODIGO", "C\u{D3}DIGO", "BARCODE",
        "ART", "NR", "NO", "N\u{BA}",
        "PLUCODE", "PLUNO", "PLUNR",
    ]

    /// A number behind a word that says what kind of number it is: `PLU 4011`, `Code: 1234`; nil for any other.
    static func called(_ cell: String) -> Self? {
        // Patterns are dear; few cells begin with such a word.
        guard kinds.contains(cell.prefix { $0.isLetter }.uppercased()) else { return nil }
        let folded = folded(cell)
        if let match = folded.wholeMatch(
            of: #/(?i:PLU)(?:\s*(?i:code|no\.?|nr\.?))?([\s:#.\-]*)([0-9]{3,5})/#)
        {
            let number = String(match.2)
            return match.1.isEmpty
                ? .doubtful(cell, likely: number, .text) : .lost(likely: number, .text)
        }
        let word =
            #/(?i:UPC|EAN|GTIN|SKU|CODE|COD|CODIGO|CÓDIGO|BARCODE|ART|NR|NO|N\u{BA})[.:#\s\-]*[:#.\s][\s]*([0-9]{4,14})/#
        guard let match = folded.wholeMatch(of: word) else { return nil }
        return .doubtful(cell, likely: String(match.1), .text)
    }
}
