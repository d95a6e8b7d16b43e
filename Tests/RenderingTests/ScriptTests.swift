import Printing
import Testing

@testable import Rendering

/// Scripts of the world: letters join, clusters are one, and lines run the right way.
struct ScriptTests {
    private let samples: Samples

    init() throws { samples = try Samples() }

    static let names = [
        "Latin": "Đậu đen đóng hộp, Żółć, ñandú", "Cyrillic": "Чёрная фасоль, їжа, ўсё",
        "Greek": "Μαύρα φασόλια", "Arabic": "فاصوليا سوداء معلبة ۱۲", "Hebrew": "קופסה של שעועית",
        "Devanagari": "काले सेम, क्षत्रिय", "Bengali": "কালো শিম, স্ত্রী", "Thai": "ถั่วดำกระป๋อง",
        "Khmer": "សណ្ដែកខ្មៅ ស្រ្តី", "Chinese": "黑豆罐头", "Japanese": "缶詰の黒豆とコーン",
        "Korean": "검은콩 통조림", "Amharic": "ጥቁር ባቄላ", "Emoji": "🥫🍎👩🏽‍🌾",
    ]

    @Test(arguments: names.keys.sorted())
    func `every script is drawn with no character missing, on each layout and in large type`(
        script: String
    ) throws {
        let name = try #require(Self.names[script])
        for layout in ["bin", "lot", "lot-large", "contents"] {
            for bold in ["name", "detail", "contents"] {
                let notes = try samples.draw([bold: name], layout: layout).notes
                let isMissing = notes.contains { note in
                    if case .charactersMissing = note { true } else { false }
                }
                #expect(!isMissing, "\(script) on \(layout): \(notes)")
            }
        }
    }

    /// Width of a text's line in dots at a size of 100.
    private func width(_ text: String) -> Double {
        let paragraph = Typesetter().paragraph()
        paragraph.set(text, TextStyle(field: "name", bold: false, centred: false))
        paragraph.set(size: 100, width: nil)
        return paragraph.extents().width
    }

    @Test(arguments: ["فاصوليا", "سكر", "حليب"])
    func `the letters of an Arabic word join`(word: String) {
        let apart = word.unicodeScalars.reduce(0) { $0 + width(String($1)) }
        #expect(width(word) < apart * 0.9)
        // Without joining between them, the forms that stand alone.
        let forbidden = word.unicodeScalars.map { String($0) }.joined(separator: "\u{200C}")
        #expect(abs(width(forbidden) - apart) < 2)
    }

    /// A conjunct, and the same letters with joining forbidden.
    @Test(arguments: [("क्ष", "क्\u{200C}ष"), ("স্ত্র", "স\u{9CD}\u{200C}ত\u{9CD}\u{200C}র")])
    func `letters of India make one shape`(joined: String, apart: String) {
        #expect(width(joined) < width(apart) * 0.95)
    }

    /// A sign drawn without its letter stands on a dotted circle, which is as wide as a letter.
    @Test(arguments: [("क", "कि"), ("ক", "কি"), ("ខ", "ខ្មៅ"), ("ก", "กี่"), ("שּׁ", "שּׁ")])
    func `a sign stands on its letter and not on a dotted circle`(letter: String, cluster: String) {
        let circle = width("\u{25CC}")
        let alone = cluster.unicodeScalars.reduce(0) { $0 + width(String($1)) }
        if cluster.unicodeScalars.count > letter.unicodeScalars.count {
            #expect(width(cluster) < alone - circle / 2)
        }
        #expect(width(cluster) >= width(letter))
    }

    @Test(arguments: ["فول", "שעועית"])
    func `a word that is read from the right stands at the right`(word: String) throws {
        let label = try TestLayouts.compose(
            "{text: name, largest: 3}", fields: ["name": word])
        let text = try #require(label.texts.first)
        #expect(text.x.upperBound >= label.width - 12 - 4)
        #expect(text.x.lowerBound > label.width / 2)
        let latin = try TestLayouts.compose("{text: name, largest: 3}", fields: ["name": "Beans"])
        #expect(try #require(latin.texts.first).x.lowerBound <= 12 + 4)
    }

    @Test func `a number inside Arabic keeps the order of its digits`() throws {
        let one = try TestLayouts.draw("{text: name}", fields: ["name": "فول 12"])
        let other = try TestLayouts.draw("{text: name}", fields: ["name": "فول 21"])
        let marked = try TestLayouts.draw(
            "{text: name}", fields: ["name": "فول \u{2066}12\u{2069}"])
        #expect(one == marked && one != other)
    }

    @Test func `a family of emoji is one picture`() {
        #expect(width("👩‍👩‍👧‍👦") < width("👩👩👧👦") / 2)
    }

    @Test func `every character that no font has is named before it is printed`() throws {
        let drawing = try samples.draw([
            "name": "A\u{10FFF0}\u{E000}", "detail": "\u{10FFF1}\u{10FFF1}",
        ])
        #expect(
            drawing.notes == [
                .charactersMissing(field: "name", characters: "\u{10FFF0}\u{E000}"),
                .charactersMissing(field: "detail", characters: "\u{10FFF1}"),
            ])
    }
}
