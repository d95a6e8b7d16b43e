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

    @Test(arguments: [
        ("保质期至2027年9月30日", "保质期至|2027年9月30日"), ("此日期前最佳2027年9月30日", "此日期前最佳|2027年9月30日"),
        ("2027年9月30日前食用", "2027年9月30日|前食用"), ("賞味期限：2027年9月", "賞味期限：|2027年9月"),
        ("유통기한2027년9월30일까지", "유통기한|2027년9월30일|까지"), ("请于 2027年9月 30日前使用", "请于 |2027年9月~30日|前使用"),
        ("至30-Sep-2027止", "至|30-Sep-2027|止"), ("令和9年9月30日", "令和9年9月30日"),
    ])
    func `what is written without blanks may end a line before and behind the date`(
        typed: String, parts: String
    ) {
        let date = parts.split(separator: "|").map { part -> String in
            guard part.contains(where: \.isNumber) else { return String(part) }
            var held = ""
            for (one, next) in zip(part, part.dropFirst() + "~") {
                let mayEnd = !one.isASCII || !next.isASCII || "-/".contains(one)
                held += String(one) + (mayEnd && next != "~" && one != "~" ? "\u{2060}" : "")
            }
            return held.replacing("~", with: "\u{A0}")
        }.joined()
        #expect(DateText.bound(typed) == date)
    }

    @Test(arguments: [
        ("40x30", "黑豆罐头", "保质期至2027年09月30日"), ("50x30", "黑豆罐头", "此日期前最佳2027年09月30日"),
    ])
    func `a Chinese date without a blank stands where one with a blank does`(
        media: String, name: String, date: String
    ) throws {
        let samples = try Samples()
        let label = try samples.compose(
            "lot", on: samples.catalogue.media(named: media), at: .dpi203,
            fields: ["name": name, "date": date])
        let text = try #require(label.texts.first { $0.text.style.field == "date" })
        let lines = text.text.paragraph.lines().joined()
        #expect(lines.count { $0.contains(where: \.isNumber) } == 1, "\(Array(lines))")
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

    @Test(arguments: [
        "Packed 9/30/27", "9-30-2027", "30.9.27", "30. 9. 2027", "2027-09-30", "27/09", "9/30",
        "12/25", "09/27",
        "by 30.9.", "Sep 30", "30SEP27", "sept. '27", "3rd of March", "March 3rd",
        "30 de septiembre", "marzo de 2027",
        "Dec, 3", "made on May 3", "20270930", "09302027", "30092027", "٣٠ سبتمبر ٢٠٢٧",
        "30 septembre 2027",
        "2027年9月30日", "9月30日", "9월 30일", "Week 40 of 2027", "use by Friday", "Best before: see lid",
        "exp 0930",
        "Expires soon", "caduca mañana", "consumir antes del domingo", "vence el 3", "use by 1/2",
        "09-30", "12.27", "12-27", "BB 12.27", "MHD 12-27", "2570",
        "годен до 30 сентября", "à consommer avant le 30 septembre", "أفضل قبل ٣٠ سبتمبر",
        "٣٠ أيلول",
        "30 tháng 9", "hạn sử dụng: xem nắp", "保质期见瓶盖", "请于星期五前食用", "30 กันยายน", "30. März",
        "30 września", "30 Eylül", "30 de setembro", "30 septanm",
        "Best if used by Friday", "Consume by Friday", "Good until Friday", "hasta el viernes",
        "avant vendredi", "до пятницы", "صالح حتى الجمعة", "Consumir hasta fin de mes",
        "до конца месяца", "Use within 3 days of opening", "keeps 5 days",
        "48 часов после вскрытия", "End of Sep.", "end of May", "mid-September", "early Oct",
        "until September", "by Sept",
        "Eat today", "Eat it tomorrow", "use Friday", "wk 14", "Week 40", "KW14", "comer hoy",
        "usar mañana",
        "fin de septiembre", "mediados de marzo", "fin septembre", "mi-juin", "manger demain",
        "Ende März", "heute essen",
        "до сентября", "конец мая", "съесть сегодня", "cuối tháng", "dùng hôm nay", "semana 12",
        "12 mars",
        "открыт, до 05.12", "by 30.09", "until 30.9", "till 5.12", "bis 30.09", "bis zum 30.09",
        "до 30.9", "Datum 30.09", "fecha 30.09", "Дата: 30.09", "opened 9-30", "opened on 9-30",
        "best 9-30", "hasta el 30.09", "вскрыт 30.09", "4 × Joghurt bis 05.12",
    ])
    func `a date is known in any form that people write`(typed: String) {
        #expect(DateMention.isIn(typed))
        #expect(DateMention.isIn("Low sodium, \(typed), cans"))
        for text in [typed, "Cans, \(typed)", "Low sodium, \(typed), cans", "\(typed) \(typed)"] {
            #expect(DateMention.isIn(DateText.boundWithin(text)))
        }
    }

    @Test(arguments: [
        ("3 de mayo", "3~de~mayo"), ("Opened 3rd of March", "Opened 3rd~of~March"),
        ("2 de mayo y 3 de junio", "2~de~mayo y 3~de~junio"),
        ("12 × Leche, 30 de septiembre de 2027", "12 × Leche, 30~de~septiembre~de~2027"),
    ])
    func `a date within a text is held together, wherever in the text it stands`(
        typed: String, bound: String
    ) {
        #expect(
            DateText.boundWithin(typed) == bound.replacing("~", with: "\u{A0}"))
    }

    @Test(arguments: [
        "", "Cans, by date", "Purchased", "14.2 kg", "1.5 kg of rice", "15-16 oz", "1/2 gallon",
        "80/20 beef", "2 x 3",
        "0.1.0", "50x30, 203 dpi, TSPL", "May all be", "Four people", "Shelf 2",
        "A family of 4, no pork", "4 by 6",
        "1,000 pieces", "Providence", "500 g", "2 % milk", "Walk-in cooler 3", "24 cans",
        "24 банки", "до 5 кг", "Four people, 3 days", "12-24 months", "12.27 kg", "$12.27",
        "12-24 ct",
        "0.12.27", "Good Friday beans", "Stored by the door", "Consumer size", "hasta 12 kg",
        "12 Mars bars", "24 Mars barres", "May and June", "by march", "Today's bread", "14 weeks",
        "Eat with rice", "mid shelf",
        "the end", "Friday shift", "weekly menu", "до 1.5 кг", "hasta 2.5 kg", "bis 3.5 % Fett",
        "bis 7.5 °C", "by 1.5 l", "opened 2-3 times", "best 2-3", "Serve 4-6", "rice 30.09",
        "until $2.12", "use 9-16 cups", "ab 1.12.0",
    ])
    func `a number that is no date is not taken for one`(typed: String) {
        #expect(!DateMention.isIn(typed))
    }

    @Test(arguments: [
        "Use by Sep 30, 2027", "Low sodium; packed 9/30/27", "consumir antes de marzo de 2027",
        "годен до 30 сентября", "à consommer avant le 30 septembre", "أفضل قبل ٣٠ سبتمبر",
        "Best if used by Friday", "открыт, до 05.12",
    ])
    func `a date that a person wrote in a text is whole, or there is no label`(
        detail: String
    ) throws {
        let samples = try Samples()
        var (whole, refused) = (0, 0)
        for layout in ["lot", "box", "bin", "shelf", "contents", "donation"] {
            for media in ["40x30", "50x30", "76.2x25.4", "101.6x152.4"] {
                let fields = [
                    "name": "Beans, black, low sodium", "source": "Harvest Market",
                    "detail": "Purchased, in water; " + detail, "contents": "24 × Beans; 3 × Rice",
                ]
                let known = try samples.catalogue.fields(ofLayout: layout)
                do {
                    let label = try samples.compose(
                        layout, on: samples.catalogue.media(named: media), at: .dpi203,
                        fields: fields.filter { known.contains($0.key) })
                    let text = label.texts.first { $0.text.style.field == "detail" }
                    #expect(text?.text.isCut == false, "\(layout) on \(media)")
                    whole += 1
                } catch LabelFault.textDoesNotFit {
                    refused += 1
                } catch LabelFault.mediaTooSmall {}
            }
        }
        #expect(whole >= 8 && whole + refused >= 20)
    }

    @Test(arguments: [
        "годен до 30 сентября", "à consommer avant le 30 septembre", "أفضل قبل ٣٠ سبتمبر",
        "Best if used by Friday", "Consume by Friday",
    ])
    func `a text has its date to the end beside a long name, or there is no label`(
        detail: String
    ) throws {
        let samples = try Samples()
        for (media, name) in [("40x30", "Walk-in cooler, left side, upper shelf"), ("50x30", "A3")]
        {
            do {
                let label = try samples.compose(
                    "box", on: samples.catalogue.media(named: media), at: .dpi203,
                    fields: ["name": name, "detail": "Cereal. " + detail])
                let text = try #require(label.texts.first { $0.text.style.field == "detail" })
                #expect(!text.text.isCut && label.notes.isEmpty)
            } catch LabelFault.textDoesNotFit { #expect(media == "40x30") }
        }
    }

    @Test(arguments: ["50x30", "57x32", "101.6x50.8"])
    func `a list ends before none of its dates, in whatever language`(media: String) throws {
        let samples = try Samples()
        let dated = ["Йогурт, годен до 30 сентября", "Yaourt, à consommer avant le 30 septembre"]
        let rows = (1...5).map { "\($0) × Thing \($0)" } + dated.map { "2 × " + $0 }
        let label: Composition
        do {
            label = try samples.compose(
                "contents", on: samples.catalogue.media(named: media), at: .dpi203,
                fields: ["name": "Box 12", "contents": rows.joined(separator: ";")])
        } catch LabelFault.textDoesNotFit where media != "101.6x50.8" { return }
        let lists = label.texts.filter { $0.text.style.field == "contents" }
        let text = lists.flatMap { $0.text.paragraph.lines().joined() }.joined(separator: " ")
            .replacing("\u{A0}", with: " ").replacing("\u{2028}", with: " ")
        #expect(text.contains("30 сентября") && text.contains("30 septembre"), "\(text)")
    }

    @Test(arguments: [
        "วันหมดอายุ 30 กันยายน 2570", "30 กันยายน 2570", "วันหมดอายุ 30กันยายน2570",
        "ควรบริโภคก่อน 3 พฤศจิกายน 2570",
    ])
    func `a Thai date stands on one line`(date: String) throws {
        let samples = try Samples()
        for media in ["40x30", "50x30", "57.15x101.6", "29x42"] {
            let label: Composition
            do {
                label = try samples.compose(
                    "lot", on: samples.catalogue.media(named: media), at: .dpi203,
                    fields: ["name": "ข้าว", "date": date])
            } catch LabelFault.textDoesNotFit { continue }
            let text = try #require(label.texts.first { $0.text.style.field == "date" })
            let lines = text.text.paragraph.lines().joined()
            #expect(
                lines.count { $0.contains(where: \.isNumber) } == 1, "\(media): \(Array(lines))")
        }
        #expect(throws: Never.self) { try samples.draw(["name": "ข้าว", "date": date]) }
    }

    @Test func `a date in figures ends no line in any text`() {
        #expect(DateText.boundWithin("by 2027-09-30") == "by 2027-\u{2060}09-\u{2060}30")
        #expect(DateText.boundWithin("15-16 oz") == "15-16 oz")
        #expect(DateText.boundWithin("豆2027年9月").contains("2027\u{2060}年\u{2060}9\u{2060}月"))
        #expect(DateText.boundWithin("豆2027年9月豆").hasPrefix("豆2027"))
    }
}
