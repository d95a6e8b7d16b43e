import Foundation

/// Texts that name what someone may not eat: they are as good as a date, in whatever field a person wrote them.
///
/// Such a text is known by how it speaks (`contains`, `enthält`), by an allergen behind words that say what is in a food (`made with`,
/// `ingredients`, `含`), by what warns beside one (`has nuts`, `Gluten!`), or by what it lists: two or more names of allergens that are
/// at least half of all that it lists. One such name alone is what a food is called, as `Milk` is.
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
            "co chua", "co the chua", "di ung", "يحتوي", "تحتوي", "حساسيه", "حساسية",
            "含有", "可能含", "含む", "含み", "过敏", "過敏", "アレルギー", "アレルゲン", "함유", "알레르기",
            "icerir", "icerebilir", "حاوی", "naglalaman",
            // Of milk and of soy, whatever stands beside them.
            "casein", "kasein", "sojalecithin",
        ]
        return byFirst(words)
    }()

    /// What says what is in a food: an allergen named behind it is one.
    private static let beginnings = byFirst(
        """
        ingredient, made with, made from, made of, made in a, made on, processed, produced, facility, equipment, includes, including,
        prepared with, cooked with, fried in,
        hecho con, hecha con, elaborado, elaborada, preparado con, incluye, composicion,
        fabrique avec, fait avec, prepare avec, a base de, composition, atelier,
        zutaten, hergestellt, ingredienti, fatto con, composicao, feito com, skladniki,
        состав, изготовлен, склад, ингредиент,
        thanh phan, chua, lam tu, nguyen lieu, مكونات, مصنوع, تتكون,
        含, 配料, 成分, 原料, 原材料, 원재료, 성분, 警告, 注意, 小心, 当心, 內有, 内有, 带有, 加有, 添加
        """.split { ",\n".contains($0) }.map { $0.trimmingCharacters(in: .whitespaces) })

    private static func byFirst(_ words: [String]) -> [UInt8: [[UInt8]]] {
        Dictionary(grouping: words.map { Array($0.plainLetters.utf8) }) { $0[0] }
    }

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
        lupinen, weichtier, weichtiere, muschel, muscheln, auster, austern, tintenfisch,
        молоко, молока, молочный, яйцо, яйца, пшеница, пшеницы, пшеничная мука, арахиса, орех, орехов, рыба, рыбы, сои, кунжута,
        sữa bò, trứng gà, tôm, cua, hải sản, lạc, đậu nành, bột mì, hạt mè, hạt điều, hạnh nhân, óc chó,
        牛乳, 奶, 乳, 乳制品, 奶制品, 奶粉, 鸡蛋, 雞蛋, 蛋, 小麥, 麦, 麥, 麸, 麩質, 黄豆, 黃豆, 堅果, 腰果, 核桃, 杏仁, 榛子, 虾, 蝦, 蟹, 魚, 貝類, 甲殼類,
        卵, ピーナッツ, 落花生, アーモンド, くるみ, カシューナッツ, ナッツ, そば, えび, エビ, かに, カニ, ごま, 大豆, 小麦,
        우유, 계란, 달걀, 땅콩, 대두, 밀가루, 견과류, 호두, 아몬드, 새우, 생선, 고등어, 메밀, 참깨, 조개, 오징어,
        lèt, manba, pistach, kribich, gatas, itlog, isda, hipon, alimango,
        süt, yumurta, fıstık, fındık, ceviz, badem, buğday, susam, شیر, گندم, بادام, تخم مرغ, کنجد
        """.split { ",\n".contains($0) }.map {
            $0.trimmingCharacters(in: .whitespaces).plainLetters
        })

    /// The words of `words.yaml` that name one.
    private static let keys = [
        "gluten", "wheat", "crustaceans", "shellfish", "eggs", "fish", "peanuts", "soybeans",
        "milk", "nuts",
        "celery", "mustard", "sesame", "sulphites", "lupin", "molluscs",
    ]

    /// What is made of milk: it warns beside a word that does, and alone is what a food is called.
    private static let ofMilk = Set(
        """
        cheese, butter, cream, yogurt, yoghurt, whey, queso, mantequilla, nata, fromage, beurre, yaourt, käse, butter, sahne, joghurt,
        formaggio, burro, panna, queijo, manteiga, сыр, сыром, сыра, сливки, сливками, сметана, сметаной, phô mai, جبن, زبدة,
        奶酪, 黄油, 芝士, チーズ, バター, 치즈, 버터
        """.split { ",\n".contains($0) }.map {
            $0.trimmingCharacters(in: .whitespaces).plainLetters
        })

    /// What says behind an allergen, without a blank, that it is in a food.
    private static let endings = ["入り", "入", "使用", "포함"].map(\.plainLetters)

    /// The names of allergens, in all languages that `words.yaml` has too.
    static func names(in words: [String: [String: String]]) -> Set<String> {
        keys.reduce(into: names) { $0.formUnion((words[$1] ?? [:]).values.map(\.plainLetters)) }
    }

    /// Whether a text must stand whole wherever a layout shows it.
    static func isIn(_ text: String, names: Set<String>) -> Bool {
        let text = text.plainLetters
        let bytes = Array(text.utf8)
        let says = bytes.indices.contains { start in
            stems[bytes[start]]?.contains { bytes[start...].starts(with: $0) } ?? false
        }
        if says { return true }
        if let rest = rest(of: bytes), namesOne(rest, names: names) { return true }
        let warns = AllergenWarnings.isIn(text) { words in
            isName(words, in: names) || ofMilk.contains(words.joined(separator: " "))
        }
        if warns || isJoined(text, names: names) { return true }
        let parts = parts(of: text).map { names.contains($0) ? (1, 1) : row($0, names: names) }
        let (named, all) = parts.reduce((0, 0)) { ($0.0 + $1.0, $0.1 + $1.1) }
        return named >= 2 && named * 2 >= all
    }

    /// How many names of allergens a part is that is nothing else but three or more of them, such as `milk eggs soy`, and how many
    /// things it is: two are often what one food is called.
    private static func row(_ part: String, names: Set<String>) -> (named: Int, all: Int) {
        var words = part.split(whereSeparator: \.isWhitespace).map(String.init)[...]
        var count = 0
        while !words.isEmpty {
            let longest = (1...3).last {
                $0 <= words.count && names.contains(words.prefix($0).joined(separator: " "))
            }
            guard let longest else { return (0, 1) }
            words = words.dropFirst(longest)
            count += 1
        }
        return count > 2 ? (count, count) : (0, 1)
    }

    /// Whether what says that a food has it stands at the name of an allergen, in scripts without blanks: `有花生`, `ピーナッツ入り`.
    private static func isJoined(_ text: String, names: Set<String>) -> Bool {
        let ends = endings.filter(text.contains)
        guard text.contains("有") || !ends.isEmpty else { return false }
        return names.contains { name in
            name.utf8.first.map { $0 >= 0x80 } == true
                && (text.contains("有" + name) || ends.contains { text.contains(name + $0) })
        }
    }

    /// The things that a text lists, each as its words.
    private static func parts(of text: String) -> [String] {
        text.split { ",;/·・&+•:()–—\n、،，；".contains($0) }.flatMap { part in
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

    /// What stands behind the first word that says what is in a food; nil where there is none.
    private static func rest(of bytes: [UInt8]) -> String? {
        for start in bytes.indices {
            // A word begins there: `bouchua` says nothing.
            if start > 0, bytes[start] < 0x80, isLetter(bytes[start - 1]) { continue }
            let word = beginnings[bytes[start]]?.first { bytes[start...].starts(with: $0) }
            if let word { return String(decoding: bytes[(start + word.count)...], as: UTF8.self) }
        }
        return nil
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || byte >= 0x80
    }

    /// Whether a text names an allergen.
    private static func namesOne(_ text: String, names: Set<String>) -> Bool {
        let words = text.split { !$0.isLetter }.map(String.init)
        return words.indices.contains { first in
            (1...3).contains { count in
                first + count <= words.count && isName(words[first..<first + count], in: names)
            }
        }
    }

    /// Whether words are the name of an allergen, or one of them is longer and begins with it, such as `Weizenmehl`.
    private static func isName(_ words: ArraySlice<String>, in names: Set<String>) -> Bool {
        if names.contains(words.joined(separator: " ")) { return true }
        guard words.count == 1, let word = words.first else { return false }
        return names.contains { name in
            name.utf8.first.map { $0 < 0x80 } == true
                ? name.count >= longName && word.hasPrefix(name) : word.contains(name)
        }
    }

    /// Letters of a name that a longer word may begin with.
    private static let longName = 4
}
