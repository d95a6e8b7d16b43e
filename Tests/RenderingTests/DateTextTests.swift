import Printing
import Testing

@testable import Rendering

/// A date is one piece, whoever typed it.
struct DateTextTests {
    @Test(arguments: [
        ("Best by September 30, 2027", "Best by|September 30, 2027"),
        ("Best by Sep 30, 2027", "Best by|Sep 30, 2027"), ("Best by 2027", "Best by|2027"),
        ("Best by 12 March 2027", "Best by|12 March 2027"), ("March 2027", "March 2027"),
        ("Use first by March 3, 2027", "Use first by|March 3, 2027"),
        ("antes de 30 de septiembre de 2027", "antes de|30 de septiembre de 2027"),
        ("antes de marzo de 2027", "antes de|marzo de 2027"), ("Made Nov 21", "Made|Nov 21"),
        ("avant le 30/09/2027 au plus tard", "avant le|30/09/2027|au plus tard"),
        ("до 30 сентября 2027", "до|30 сентября 2027"),
        ("Best by 30 09 2027", "Best by|30 09 2027"),
        ("قبل ٣٠ سبتمبر ٢٠٢٧", "قبل|٣٠ سبتمبر ٢٠٢٧"), ("30.09.2027", "30.09.2027"),
        ("soon", "soon"), ("", ""),
    ])
    func `day, month and year stay on one line, which ends after by`(
        typed: String, parts: String
    ) {
        let bound = DateText.bound(typed).replacing("\u{2060}", with: "")
        // What may part: between the words that are no date, a space is as good as a break.
        for part in parts.split(separator: "|") where part.contains(where: \.isNumber) {
            #expect(bound.contains(part.replacing(" ", with: "\u{A0}")), "\(bound)")
        }
        #expect(bound.replacing("\u{A0}", with: " ") == typed)
        #expect(
            bound.split(separator: " ").filter { $0.contains(where: \.isNumber) }.count <= 1)
    }

    @Test func `a hyphen and an ideograph end no line either`() {
        #expect(DateText.bound("by 30-Sep-2027") == "by 30-\u{2060}Sep-\u{2060}2027")
        let chinese = DateText.bound("此日期前最佳 2027年9月30日")
        #expect(chinese.contains("2027\u{2060}年\u{2060}9\u{2060}月\u{2060}30\u{2060}日"))
    }

    @Test func `a date typed with spaces stands on one line of every label`() throws {
        let samples = try Samples()
        for media in samples.catalogue.media where min(media.width, media.feed) >= 25 {
            let fields = ["name": "Beans", "date": "Best by September 30, 2027"]
            let label: Composition
            do {
                label = try samples.compose("lot", on: media, at: .dpi300, fields: fields)
            } catch LabelFault.codeDoesNotFit, LabelFault.textDoesNotFit { continue }
            let date = try #require(label.texts.first { $0.text.style.field == "date" })
            #expect(date.text.extents.lines <= 2 && !date.text.isCut, "\(media.name)")
        }
        // Its name is short where the label is small.
        #expect(throws: Never.self) {
            try samples.draw(["name": "Beans", "date": "Best by September 30, 2027"])
        }
    }

    @Test(arguments: [
        ("Best by September 30, 2027", "Best by Sep 30, 2027"), ("30 de noviembre", "30 de nov"),
        ("May 2027", "May 2027"), ("Marching 2027", "Marching 2027"), ("March", "March"),
    ])
    func `long months are cut to three letters where room is dear`(long: String, short: String) {
        #expect(DateText.shortened(long) == short)
    }

    @Test(arguments: [
        ("Beans, best by Sep 30, 2027, low", "Beans, best by |Sep 30, 2027,| low"),
        ("Packed 21 November in box 12", "Packed |21 November| in box 12"),
        ("del 3 de marzo de 2027 en lata", "del |3 de marzo de 2027| en lata"),
        ("March 2027 and April 2028", "|March 2027| and |April 2028"),
        ("Black beans, 15 oz can", "Black beans, 15 oz can"),
        ("May all of 12 be", "May all of 12 be"),
        ("Made Nov 3rd by us", "Made |Nov 3rd| by us"),
        ("Recall 2027-09-30 of 30.09.2027", "Recall 2027-09-30 of 30.09.2027"),
    ])
    func `in any text, day, month and year stay on one line`(typed: String, parts: String) {
        let bound = DateText.boundWithin(typed).replacing("\u{2060}", with: "")
        let pieces = parts.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        var right = ""
        for (index, piece) in pieces.enumerated() {
            right += index.isMultiple(of: 2) ? piece : piece.replacing(" ", with: "\u{A0}")
        }
        #expect(bound == right)
    }

    @Test func `a date in figures ends no line in any text`() {
        #expect(DateText.boundWithin("by 2027-09-30") == "by 2027-\u{2060}09-\u{2060}30")
        #expect(DateText.boundWithin("15-16 oz") == "15-16 oz")
        #expect(DateText.boundWithin("豆2027年9月").contains("2027\u{2060}年\u{2060}9\u{2060}月"))
        #expect(DateText.boundWithin("豆2027年9月豆").hasPrefix("豆2027"))
    }
}
