import Foundation

/// Texts that name what someone may not eat: they are as good as a date, in whatever field a person wrote them.
///
/// Such a text is known by how it speaks (`contains`, `enthält`), or by what it lists: two or more names of allergens that are at
/// least half of all that it lists. One such name alone is what a food is called, as `Milk` is.
enum AllergenText {
    /// What such a text says in the languages of people whom pantries serve, without accents.
    private static let stems: [UInt8: [[UInt8]]] = {
        let words = [
            "contains", "may contain", "allerg", "traces of", "contiene", "puede contener", "alerg",
            "trazas",
            "contient", "peut contenir", "traces d", "enthalt", "spuren von", "puo contenere",
            "tracce di",
            "contem", "pode conter", "vestigios de", "tracos de", "zawiera", "moze zawierac",
            "bevat",
            "содержит", "содержат", "содержать", "аллерг", "следы", "мистить", "алерг",
            "co chua", "di ung", "يحتوي", "تحتوي", "حساسيه", "حساسية",
            "含有", "可能含", "含む", "含み", "过敏", "過敏", "アレルギー", "アレルゲン", "함유", "알레르기",
        ]
        return Dictionary(grouping: words.map { Array(folded($0).utf8) }) { $0[0] }
    }()

    /// The names of the allergens that food law in the EU and the USA names, and of what belongs to them, beside those in
    /// `words.yaml`.
    private static let names = Set(
        """
        gluten, wheat, rye, barley, oat, oats, spelt, crustacean, crustaceans, shellfish, shrimp, shrimps, prawn, prawns, crab, crabs,
        lobster, lobsters, egg, eggs, fish, peanut, peanuts, groundnut, groundnuts, soy, soya, soybean, soybeans, soya bean, soya beans,
        milk, dairy, lactose, nut, nuts, tree nut, tree nuts, almond, almonds, hazelnut, hazelnuts, walnut, walnuts, cashew, cashews,
        cashew nuts, pecan, pecans, brazil nut, brazil nuts, pistachio, pistachios, macadamia, macadamias, celery, mustard, sesame,
        sesame seed, sesame seeds, sulphite, sulphites, sulfite, sulfites, sulphur dioxide, sulfur dioxide, lupin, lupins, lupine,
        mollusc, molluscs, mollusk, mollusks, mussel, mussels, oyster, oysters, clam, clams, squid,
        trigo, centeno, cebada, avena, espelta, crustaceo, crustaceos, marisco, mariscos, camaron, camarones, gamba, gambas, cangrejo,
        langosta, huevo, huevos, pescado, cacahuete, cacahuetes, cacahuate, cacahuates, mani, soja, leche, lacteo, lacteos, lactosa,
        fruto seco, frutos secos, frutos de cascara, almendra, almendras, avellana, avellanas, nuez, nueces, anacardo, anacardos,
        pacana, pacanas, pistacho, pistachos, apio, mostaza, sesamo, ajonjoli, sulfito, sulfitos, dioxido de azufre, altramuz,
        altramuces, molusco, moluscos, mejillon, mejillones, ostra, ostras, almeja, almejas, calamar, calamares,
        ble, seigle, orge, avoine, epeautre, crustace, crustaces, crevette, crevettes, crabe, homard, œuf, œufs, oeuf, oeufs, poisson,
        poissons, arachide, arachides, cacahuete, lait, laitages, produits laitiers, fruits a coque, noix, amande, amandes, noisette,
        noisettes, noix de cajou, noix de pecan, pistache, pistaches, celeri, moutarde, graines de sesame, anhydride sulfureux,
        mollusque, mollusques, moule, moules, huitre, huitres, calmar,
        weizen, roggen, gerste, hafer, dinkel, krebstier, krebstiere, garnele, garnelen, krabbe, krabben, hummer, ei, eier, fisch,
        erdnuss, erdnusse, milch, milchprodukte, laktose, schalenfruchte, nuss, nusse, mandel, mandeln, haselnuss, haselnusse, walnuss,
        walnusse, cashewnusse, pekannusse, paranusse, pistazie, pistazien, sellerie, senf, sesamsamen, sulfite, schwefeldioxid, lupine,
        lupinen, weichtier, weichtiere, muschel, muscheln, auster, austern, tintenfisch
        """.split { ",\n".contains($0) }.map { folded($0.trimmingCharacters(in: .whitespaces)) })

    /// The words of `words.yaml` that name one.
    private static let keys = [
        "gluten", "wheat", "crustaceans", "shellfish", "eggs", "fish", "peanuts", "soybeans",
        "milk", "nuts",
        "celery", "mustard", "sesame", "sulphites", "lupin", "molluscs",
    ]

    /// The names of allergens, in all languages that `words.yaml` has too.
    static func names(in words: [String: [String: String]]) -> Set<String> {
        keys.reduce(into: names) { $0.formUnion((words[$1] ?? [:]).values.map(folded)) }
    }

    /// Whether a text must stand whole wherever a layout shows it.
    static func isIn(_ text: String, names: Set<String>) -> Bool {
        let text = folded(text)
        let bytes = Array(text.utf8)
        let says = bytes.indices.contains { start in
            stems[bytes[start]]?.contains { bytes[start...].starts(with: $0) } ?? false
        }
        if says { return true }
        let parts = parts(of: text)
        let named = parts.count { names.contains($0) }
        return named >= 2 && named * 2 >= parts.count
    }

    /// The things that a text lists, each as its words.
    private static func parts(of text: String) -> [String] {
        text.split { ",;/·&+•:()–—\n、،，；".contains($0) }.flatMap { part in
            part.split(whereSeparator: \.isWhitespace).split { links.contains($0) }.map { words in
                words.joined(separator: " ").trimmingCharacters(in: marks)
            }
        }.filter { !$0.isEmpty }
    }

    private static let marks = CharacterSet(charactersIn: ".!?*-–—\"'“”")

    /// What stands between the last two of a list.
    private static let links: Set<Substring> = [
        "and", "or", "y", "e", "o", "u", "et", "ou", "und", "oder", "и", "или", "va", "và", "和",
        "و",
    ]

    /// In small letters, without accents: people leave them out on keyboards of other languages.
    private static func folded(_ text: String) -> String {
        let small = text.lowercased()
        guard !small.utf8.allSatisfy({ $0 < 0x80 }) else { return small }
        var scalars = String.UnicodeScalarView()
        for scalar in small.decomposedStringWithCanonicalMapping.unicodeScalars {
            let isJoiner = scalar == "\u{2060}" || scalar == "\u{200B}"
            if scalar.properties.generalCategory != .nonspacingMark, !isJoiner {
                scalars.append(scalar)
            }
        }
        return String(scalars)
    }
}
