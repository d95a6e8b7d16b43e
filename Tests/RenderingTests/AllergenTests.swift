import Printing
import Testing

@testable import Rendering

/// What a text says of allergens is on the label whole, or there is no label.
struct AllergenTests {
    private static let eu =
        "gluten crustaceans eggs fish peanuts soybeans milk nuts celery mustard sesame sulphites "
        + "lupin molluscs"

    private let samples: Samples

    init() throws { samples = try Samples() }

    private func label(
        _ layout: String, _ fields: [String: String], on media: String = "50x30"
    ) throws -> Composition {
        try samples.compose(
            layout, on: samples.catalogue.media(named: media), at: .dpi203, fields: fields)
    }

    @Test(arguments: [
        "Peanuts, milk, sesame, soy, wheat, eggs, celery, mustard, lupin",
        "Organic rolled oats and honey from here, enthält Haselnüsse und Mandeln",
        "Flocons d’avoine au miel de la région, CONTIENT DES NOISETTES",
        "Granola de la casa, puede contener frutos secos, cacahuate y sésamo",
        "Lait, œufs, blé, noix, soja, moutarde, céleri, poisson et sésame",
        "Milch, Eier, Weizen, Nüsse, Soja, Senf, Sellerie, Fisch und Sesam",
        "Мюсли с мёдом и ягодами, может содержать орехи и молоко",
        "牛奶、鸡蛋、小麦、花生、芝麻、大豆、坚果、芹菜、芥末、鱼",
        "Có thể chứa sữa và đậu phộng", "本品含牛奶、小麦", "Made with nuts",
        "Ingredients: wheat flour, sugar, milk, eggs",
    ])
    func `allergens in any language that people speak are whole, or there is no label`(
        detail: String
    ) throws {
        let fields = ["name": "Granola with berries", "date": "Best by Sep 30, 2027"]
            .merging(["detail": detail]) { $1 }
        for layout in ["lot", "lot-large", "box", "box-large", "bin", "bin-large", "shelf"] {
            for media in ["40x30", "50x30", "101.6x50.8", "101.6x152.4"] {
                let known = try samples.catalogue.fields(
                    ofLayout: layout.replacing("-large", with: ""))
                do {
                    let label = try self.label(
                        layout, fields.filter { known.contains($0.key) }, on: media)
                    let text = label.texts.first { $0.text.style.field == "detail" }
                    #expect(text?.text.isCut == false, "\(layout) on \(media)")
                } catch LabelFault.textDoesNotFit {
                    #expect(media != "101.6x152.4", "\(layout)")
                }
            }
        }
    }

    @Test(arguments: [
        "Có thể chứa sữa và đậu phộng", "CO THE CHUA SUA", "Chứa trứng", "chua dau phong",
        "Thành phần: bột mì, đường",
        "本品含牛奶、小麦", "含微量花生", "配料：小麦粉、糖", "Made with nuts", "made with real peanut butter",
        "Ingredients: wheat flour, sugar, milk, eggs", "Ingrédients : farine de blé, sucre",
        "Ingredientes: harina de trigo", "Zutaten: Weizenmehl, Zucker",
        "Состав: мука пшеничная, молоко",
        "Made in a facility that also processes tree nuts", "Elaborado con leche",
        "المكونات: قمح، سكر",
    ])
    func `an allergen behind a word on what is in a food is one`(text: String) {
        #expect(AllergenText.isIn(text, names: samples.catalogue.vocabulary.allergens))
        #expect(
            AllergenText.isIn("Granola. " + text, names: samples.catalogue.vocabulary.allergens))
    }

    @Test(arguments: [
        "Made with love", "Made in USA", "Ingredients: rice, salt", "Cà chua, hành", "Sữa chua",
        "含糖", "Processed by Ana", "Facility B",
        "Milk", "Peanut butter, rice, beans", "Fish, canned",
        "12.5 kg · Milk, Rice, Beans, Oats, Oil",
        "Dairy", "Containers", "Nuts", "Cereal and milk powder", "",
    ])
    func `what a food is called is no word on its allergens`(text: String) {
        #expect(!AllergenText.isIn(text, names: samples.catalogue.vocabulary.allergens))
    }

    @Test(arguments: [
        "Warning: nuts", "May have nuts", "Nut warning", "Shellfish warning", "Beware of nuts",
        "⚠ nuts", "⚠️ Nuts",
        "nuts ⚠", "Nuts!", "Gluten!", "Lait !", "Has nuts", "Has dairy", "Dairy inside",
        "nuts inside", "W/ nuts", "w/nuts",
        "with almonds", "with a bit of milk", "peanut traces possible", "Not nut free",
        "isn't nut-free", "may be with milk",
        "C. Milk", "c. milk", "These contain nuts", "Soy lecithin", "Egg wash", "Sojalecithin",
        "sodium caseinate",
        "Con nueces", "Tiene leche", "Lleva huevo", "¡Ojo! Nueces", "c/ leche", "lecitina de soja",
        "no es libre de gluten",
        "avec des noix", "Biscuits aux noisettes", "lait dedans", "Présence de lait",
        "Mit Nüssen", "Achtung: Nüsse", "nicht nussfrei", "Milch drin", "com leite de soja",
        "с орехами", "осторожно: арахис", "молоко!", "تحذير: مكسرات", "مع حليب",
        "có sữa", "cảnh báo: đậu phộng", "警告：花生", "内有坚果", "小心牛奶", "注意: 小麦",
        "cont: milk", "has cheese", "with butter", "con queso", "mit Käse", "с сыром", "M/C nuts",
        "땅콩 포함", "ピーナッツ入り", "有花生", "gen lèt ladan", "May gatas", "süt içerir", "حاوی شیر",
    ])
    func `what warns of one allergen stands whole, in large type too`(text: String) throws {
        let names = samples.catalogue.vocabulary.allergens
        #expect(AllergenText.isIn(text, names: names))
        #expect(AllergenText.isIn("Black beans, \(text)", names: names))
        #expect(AllergenText.isIn("From the oven. \(text). Thanks", names: names))
        for layout in ["lot", "lot-large"] {
            for media in ["40x30", "50x30", "62x100"] {
                do {
                    let label = try self.label(
                        layout,
                        [
                            "name":
                                "Black beans in a very long description that needs many lines so",
                            "date": "Best by Sep 30, 2027", "detail": text,
                        ], on: media)
                    let detail = label.texts.first { $0.text.style.field == "detail" }
                    #expect(detail?.text.isCut == false, "\(layout) on \(media)")
                } catch LabelFault.textDoesNotFit { #expect(media != "62x100") }
            }
        }
    }

    @Test(arguments: [
        "Milk eggs soy", "milk tree nuts wheat.", "우유, 계란", "乳・卵", "leche huevo trigo",
        "gluten lait œufs",
    ])
    func `names of allergens are a list however they are parted`(text: String) {
        #expect(AllergenText.isIn(text, names: samples.catalogue.vocabulary.allergens))
        #expect(AllergenText.isIn("Bought; \(text)", names: samples.catalogue.vocabulary.allergens))
    }

    @Test(arguments: [
        "Soy milk", "Peanut butter", "Butter, rice", "Cheese", "有机牛奶", "Milk egg noodles soup",
        "Rice with beans", "Con sal", "Cups with lid · Milk, Rice, Beans, Oil", "Not for sale",
        "C. Beans", "Mit Liebe",
        "With lid. Milk", "Warning: heavy", "Keep inside", "Fragile!", "Free milk", "Milk, 2 l",
        "Fish and chips",
        "⚠ heavy", "Tiene tapa", "avec du riz", "Wash and dry",
    ])
    func `what warns of nothing, or of something else, may be cut`(text: String) {
        #expect(!AllergenText.isIn(text, names: samples.catalogue.vocabulary.allergens))
    }

    @Test func `every allergen is known by what labels call it, in each of their languages`() {
        let words = samples.catalogue.vocabulary.words
        let names = samples.catalogue.vocabulary.allergens
        for icon in IconNames.split(Self.eu) {
            for (language, word) in words[String(icon)] ?? [:] {
                #expect(
                    AllergenText.isIn("\(word.uppercased()), \(word)", names: names),
                    "\(word) in \(language)")
            }
        }
        for (language, word) in words["contains"] ?? [:] {
            #expect(AllergenText.isIn("Granola. \(word) x", names: names), "in \(language)")
        }
    }

    @Test(arguments: [
        ("lot-large", "50x30", "Contains milk"), ("lot-large", "50x30", "Use by Sep 30, 2027"),
        ("bin-large", "50x30", "Use by 2027-09-30"), ("box-large", "50x30", "Contains milk, nuts"),
        ("box-large", "101.6x152.4", "Contains milk, nuts"), ("shelf-large", "50x30", "eggs, milk"),
        ("donation-large", "101.6x152.4", "Contains milk"), ("lot-large", "50x30", "本品含牛奶、小麦"),
        ("lot-large", "50x30", "Có thể chứa sữa và đậu phộng"),
        ("lot-large", "50x30", "Made with nuts"), ("lot-large", "50x30", "BB 12.27"),
        ("lot-large", "50x30", "MHD 12-27"), ("lot-large", "50x30", "Consumir hasta fin de mes"),
        ("lot-large", "50x30", "Use within 3 days of opening"),
        ("lot-large", "50x30", "годен до 30 сентября"),
    ])
    func `large type leaves out no date and no allergens`(
        layout: String, media: String, detail: String
    ) throws {
        let fields = ["name": "Granola", "detail": detail, "source": "Market", "date": "Mar 2027"]
        let base = layout.replacing("-large", with: "")
        let known = try samples.catalogue.fields(ofLayout: base)
        let label = try self.label(layout, fields.filter { known.contains($0.key) }, on: media)
        #expect(label.notes.isEmpty)
        let text = try #require(label.texts.first { $0.text.style.field == "detail" })
        #expect(!text.text.isCut)
        let plain = try self.label(
            layout, fields.filter { known.contains($0.key) }.merging(["detail": "Bought"]) { $1 },
            on: media)
        #expect(plain.notes == [.fieldNotOnLayout(field: "detail")])
    }

    @Test func `in large type too, a label without room for its allergens is refused`() throws {
        let detail = "Contains: milk, soya, wheat, eggs, fish, crustaceans, peanuts, celery"
        for layout in ["lot", "lot-large"] {
            #expect(throws: LabelFault.self) {
                try self.label(
                    layout,
                    [
                        "name": "Frijoles negros enlatados, bajos en sodio, sin pelar",
                        "date": "Best by Sep 30, 2027", "detail": detail,
                    ])
            }
        }
    }
}
