import SeededRandom
import Testing

@testable import Barcodes

@Suite struct SpreadsheetCodeTests {
    @Test(arguments: [
        ("89672617E0", "89672617"), ("4133102916200E-2", "041331029162"),
        ("41331029162E0", "041331029162"),
        ("413310291620e-1", "041331029162"), ("4133102916E+1", "41331029160"),
    ])
    func `a code with a power of ten is taken as it stands and named`(cell: String, likely: String)
    {
        #expect(SpreadsheetCode(cell) == .doubtful(cell, likely: likely, .exponent))
    }

    @Test func `what looks like a power of ten and is no number is a code`() {
        for cell in ["12E-3", "4133E", "E10", "12345678E99", "41E0A"] {
            #expect(SpreadsheetCode(cell) == .plain(cell), "\(cell)")
        }
    }

    @Test func `a text is what was written, nothing, or what a spreadsheet made of it`() {
        for (cell, text) in [
            ("Rice", "Rice"), (#"="Rice""#, "Rice"), (#"="6"" nails""#, #"6" nails"#),
            (#"=" ""#, ""),
            (#"="""#, ""), ("NULL", ""), ("n/a", ""), ("—", ""), ("--", ""), ("", ""),
            ("Null's", "Null's"),
            ("=A1", "=A1"), (#"=HYPERLINK("x")"#, #"=HYPERLINK("x")"#), (#"="=A1""#, #"="=A1""#),
            ("NA", "NA"), ("12E3", "12E3"), ("7-up", "7-up"), ("Vitamin E+", "Vitamin E+"),
        ] { #expect(SpreadsheetText(cell) == .text(text), "\(cell)") }
        for cell in ["#N/A", "#REF!", "####", "4.13E+10", "4,13E+10", "4E+10"] {
            #expect(SpreadsheetText(cell) == .damaged, "\(cell)")
        }
    }

    static let cells: [(String, SpreadsheetCode)] = [
        // As a scanner sends it.
        ("041331024686", .plain("041331024686")),
        ("0 41331 02468 6", .plain("0 41331 02468 6")),
        ("10041331024683", .plain("10041331024683")),
        ("4011", .plain("4011")), ("beans", .plain("beans")), ("", .plain("")),
        ("]C0123456789012", .plain("]C0123456789012")), ("A12E4", .plain("A12E4")),
        ("#7", .plain("#7")), ("'tis", .plain("'tis")),
        ("1234567890123456", .plain("1234567890123456")),
        // Kept from being taken for a number.
        (#"="041331024686""#, .restored("041331024686", .formula)),
        ("=041331024686", .restored("041331024686", .formula)),
        (#"="41331024686""#, .restored("041331024686", .formula)),
        (#"="4011""#, .restored("4011", .formula)),
        ("'041331024686", .restored("041331024686", .apostrophe)),
        ("'4011", .restored("4011", .apostrophe)),
        (#"=A2&"0""#, .lost(likely: nil, .formula)), ("=", .lost(likely: nil, .formula)),
        // Taken for a number.
        ("41331024686", .restored("041331024686", .zeros)),
        ("41331029162.0", .restored("041331029162", .decimals)),
        ("041331029162,00", .restored("041331029162", .decimals)),
        ("4011.0", .lost(likely: "4011", .decimals)),
        ("41,331,024,686", .restored("041331024686", .grouping)),
        ("41.331.024.686", .restored("041331024686", .grouping)),
        ("0-41331-02468-6", .restored("041331024686", .grouping)),
        ("4.1331024686E+10", .restored("041331024686", .exponent)),
        ("4.13E+10", .lost(likely: "0413????????", .exponent)),
        ("4,13E+10", .lost(likely: "0413????????", .exponent)),
        ("4E+12", .lost(likely: "4????????????", .exponent)),
        ("4.1E+2", .lost(likely: nil, .exponent)), ("4.1E+99", .lost(likely: nil, .exponent)),
        // Digits that are gone, or wrong.
        ("041331024685", .lost(likely: "041331024686", .checkDigit)),
        ("10041331024682", .lost(likely: "10041331024683", .checkDigit)),
        ("12345678", .lost(likely: "12345670", .checkDigit)),
        (#"="041331024685""#, .lost(likely: "041331024686", .checkDigit)),
        ("41331024680", .doubtful("41331024680", likely: "413310246806", .digitMissing)),
        ("9800120055", .doubtful("9800120055", likely: "009800120055", .zeros)),
        ("1234565", .doubtful("1234565", likely: "01234565", .zeros)),
        ("#N/A", .lost(likely: nil, .error)), ("########", .lost(likely: nil, .error)),
        ("41331029162.", .restored("041331029162", .decimals)),
        ("+41331029162", .restored("041331029162", .sign)), ("+4011", .lost(likely: "4011", .sign)),
        ("4e10", .doubtful("4e10", likely: "04??????????", .exponent)),
        ("1E5", .doubtful("1E5", likely: "1?????", .exponent)),
        ("4.1E+5", .lost(likely: "41????", .exponent)),
        ("4.1E+7", .lost(likely: "41??????", .exponent)),
        ("4.1E+8", .lost(likely: "00041???????", .exponent)),
        ("12E3", .doubtful("12E3", likely: "12000", .exponent)),
        ("12E4", .doubtful("12E4", likely: "120000", .exponent)),
        ("41\u{2019}331\u{2019}029\u{2019}162", .restored("041331029162", .grouping)),
        ("41'331'024'686", .restored("041331024686", .grouping)),
        ("3-Dec", .lost(likely: nil, .date)), ("dic-12", .lost(likely: nil, .date)),
        ("DEC-12", .plain("DEC-12")), ("May 2027", .lost(likely: nil, .date)),
        ("TRUE", .lost(likely: nil, .word)), ("n/a", .lost(likely: nil, .word)),
        ("none", .lost(likely: nil, .word)), ("--", .lost(likely: nil, .word)),
        ("-", .plain("-")), ("NONE-7", .plain("NONE-7")),
        ("PLU 4011", .lost(likely: "4011", .text)), ("plu: 4011", .lost(likely: "4011", .text)),
        ("PLU #94011", .lost(likely: "94011", .text)),
        ("PLU4011", .doubtful("PLU4011", likely: "4011", .text)),
        ("Code: 12345", .doubtful("Code: 12345", likely: "12345", .text)),
        ("PLUM 4011", .plain("PLUM 4011")), ("CODE-9", .plain("CODE-9")),
        ("2*4011", .lost(likely: "4011", .quantity)),
        ("4011 x 2", .lost(likely: "4011", .quantity)),
        ("041331024686 × 12", .lost(likely: "041331024686", .quantity)),
        ("٢*٤٠١١", .lost(likely: "4011", .quantity)),
        ("2x4011", .doubtful("2x4011", likely: "4011", .quantity)),
        ("12*34", .lost(likely: nil, .quantity)), ("AB*2", .plain("AB*2")), ("3XL", .plain("3XL")),
        ("41·331·024·686", .restored("041331024686", .grouping)),
        ("0·41331·02468·6", .restored("041331024686", .grouping)),
        ("041•331•024•686", .restored("041331024686", .grouping)),
        ("4·011", .lost(likely: "4011", .grouping)),
        ("٤١٣٣١٠٢٩١٦٢٫٠", .restored("041331029162", .digits)),
        // Marks around it.
        ("\u{2019}041331024686", .restored("041331024686", .apostrophe)),
        ("\u{2018}4011", .restored("4011", .apostrophe)), ("`4011", .restored("4011", .apostrophe)),
        ("\u{2019}tis", .plain("\u{2019}tis")),
        ("-041331024686", .restored("041331024686", .sign)),
        ("\u{2212}041331024686", .restored("041331024686", .grouping)),
        ("- 4011", .doubtful("- 4011", likely: "4011", .sign)),
        ("*4011*", .restored("4011", .marks)), (#""4011""#, .restored("4011", .marks)),
        ("\u{201C}041331024686\u{201D}", .restored("041331024686", .marks)),
        ("041331024686;", .restored("041331024686", .marks)),
        ("(4011)", .doubtful("(4011)", likely: "4011", .marks)),
        // Dates and amounts.
        ("1/2/2026", .lost(likely: nil, .date)), ("2026-02-01", .lost(likely: nil, .date)),
        ("01.02.2026 00:00", .lost(likely: nil, .date)), ("12/3", .lost(likely: nil, .date)),
        ("12/2026", .lost(likely: nil, .date)), ("٠١/٠٢/٢٠٢٦", .lost(likely: nil, .date)),
        ("10-11-12", .plain("10-11-12")), ("45/99", .plain("45/99")),
        ("$4.00", .lost(likely: nil, .amount)), ("12 €", .lost(likely: nil, .amount)),
        ("41%", .lost(likely: nil, .amount)), ("AB$4", .plain("AB$4")),
        ("4,011", .lost(likely: "4011", .grouping)),
        ("12.345", .doubtful("12.345", likely: "12345", .grouping)),
        // Digits, dashes and blanks that scanners do not send.
        ("٠٤١٣٣١٠٢٤٦٨٦", .restored("041331024686", .digits)),
        ("４０１１", .lost(likely: "4011", .digits)),
        ("०४१३३१०२४६८५", .lost(likely: "041331024686", .checkDigit)),
        ("٤١٣٣١٠٢٤٦٨٦", .restored("041331024686", .digits)),
        ("\u{2019}٠٤١٣٣١٠٢٤٦٨٦", .restored("041331024686", .apostrophe)),
        ("A٧", .doubtful("A٧", likely: "A7", .digits)),
        ("041331\u{A0}024686", .restored("041331 024686", .grouping)),
        ("0\u{2013}41331\u{2013}02468\u{2013}6", .restored("041331024686", .grouping)),
        ("Beans\u{2013}7", .plain("Beans\u{2013}7")), ("½", .plain("½")), ("²", .plain("²")),
        // More than one code, or more than a code.
        ("041331024686/041331029162", .lost(likely: nil, .several)),
        ("041331024686 041331029162", .lost(likely: nil, .several)),
        ("41331024686, 41331029162", .lost(likely: nil, .several)),
        ("041331024686\n10041331024683", .lost(likely: nil, .several)),
        ("041331024686 and 041331029162", .lost(likely: nil, .several)),
        ("4011;4012", .lost(likely: nil, .several)), ("4011,4012", .lost(likely: nil, .several)),
        ("A12/B13", .plain("A12/B13")),
        ("UPC 041331024686", .doubtful("UPC 041331024686", likely: "041331024686", .text)),
        ("(01)00041331029162", .restored("00041331029162", .text)),
        ("(01)00041331029161", .plain("(01)00041331029161")),
        (
            "ISBN 978-0-306-40615-7",
            .doubtful("ISBN 978-0-306-40615-7", likely: "9780306406157", .text)
        ),
        ("LOT 978-0-306-40615-6", .plain("LOT 978-0-306-40615-6")),
        ("(01)00041331024686(10)A7", .plain("(01)00041331024686(10)A7")),
        ("https://id.gs1.org/01/00041331024686", .plain("https://id.gs1.org/01/00041331024686")),
    ]

    @Test(arguments: [
        "—", "–", "?", "…", "._.", "n.a.", "N/A", "NA", "n/d", "s/c", "k. A.", "unknown",
        "Unknown.", "(none)", "<blank>",
        "[empty]", "no code", "No barcode", "not available", "TBD", "tbd.", "T.B.D.", "keine",
        "Kein Code", "unbekannt",
        "sin código", "SIN CODIGO", "ninguna", "desconocido", "inconnu", "sans code", "aucun",
        "NaN", "nan", "null",
        "nenhum", "sem código", "nessuno", "geen", "brak", "нет", "لا يوجد", "无", "FALSE", "falsch",
    ])
    func `a word for nothing is no code`(_ cell: String) {
        #expect(SpreadsheetCode(cell) == .lost(likely: nil, .word))
    }

    @Test(arguments: [
        "NAN", "ND", "SC", "unknown 7", "beans", "A/B", "Leerdammer", "NONE-7", "no code here",
        "TBD2", "KA",
    ])
    func `a code that only looks like one stays`(_ cell: String) {
        #expect(SpreadsheetCode(cell) == .plain(cell))
    }

    static let numbers: [(String, SpreadsheetCode)] = [
        ("41,331,029,162.00", .restored("041331029162", .decimals)),
        ("41.331.029.162,00", .restored("041331029162", .decimals)),
        ("41 331 029 162,00", .restored("041331029162", .decimals)),
        ("41\u{202F}331\u{202F}029\u{202F}162,0", .restored("041331029162", .decimals)),
        ("41’331’029’162.00", .restored("041331029162", .decimals)),
        ("41,33,10,29,162", .restored("041331029162", .grouping)),
        ("+41,331,029,162.00", .restored("041331029162", .decimals)),
        ("-41,331,029,162", .restored("041331029162", .grouping)),
        ("4,011.00", .lost(likely: "4011", .decimals)),
        ("-4,011", .lost(likely: "4011", .grouping)),
        ("4,011.50", .lost(likely: nil, .amount)), ("A,011.50", .plain("A,011.50")),
        ("41.33E+9", .lost(likely: "04133???????", .exponent)),
        ("413.31029162E+8", .restored("041331029162", .exponent)),
        ("2.54E-05", .lost(likely: nil, .exponent)), ("1E-10", .lost(likely: nil, .exponent)),
        ("6E-3", .lost(likely: nil, .exponent)), ("2,54e-5", .lost(likely: nil, .exponent)),
        ("-4.13E+10", .lost(likely: "0413????????", .exponent)),
    ]

    @Test(arguments: numbers)
    func `a number is read as spreadsheets of many countries write it`(
        _ cell: String, _ code: SpreadsheetCode
    ) {
        #expect(SpreadsheetCode(cell) == code)
    }

    @Test(arguments: [
        "#N/D", "#NV", "#BEZUG!", "#WERT!", "#¡NUM!", "#¿NOMBRE?", "#SPILL!", "#CALC!", "#ERROR!",
        "Err:502", "Err:508", "Fehler:502", "#DIV/0!", "#Н/Д", "#I/T", "#GETTING_DATA", "#n/a",
    ])
    func `an error of any spreadsheet is neither a code nor a text`(_ cell: String) {
        #expect(SpreadsheetCode(cell) == .lost(likely: nil, .error))
        #expect(SpreadsheetText(cell) == .damaged)
        #expect(SpreadsheetKey(cell) == .damaged)
    }

    @Test(arguments: [
        "12:30", "4:11:00 PM", "0:00", "36:15:00", "12:30:00.5", "4:11\u{202F}p. m.", "Jan-26",
        "1 janv. 2026", "26. Mrz", "3 de mayo de 2026", "1/2/2026 12:00:00 AM",
    ])
    func `a date or a time is no code`(_ cell: String) {
        #expect(SpreadsheetCode(cell) == .lost(likely: nil, .date))
        #expect(SpreadsheetKey(cell) == .damaged)
    }

    @Test(arguments: [
        "12:3", "A:12", "99:99", "Err:", "#A7", "#1!", "# 7!", "Mayo-12", "Marmite 12", "Juniper-2",
        "41,33", "41,331,02",
    ])
    func `what is none of these stays`(_ cell: String) {
        #expect(SpreadsheetCode(cell) == .plain(cell))
    }

    @Test func `a key that says nothing is none, and one that many became is damaged`() {
        for cell in [
            "TBD", "unknown", "none", "TRUE", "nan", "undefined", "pending", "ninguno", "keine",
            "sin código", "N.D.", "s/n", "0", "00", "0.0", "x", "Xxx", "?", "#", #"""#, #"="TBD""#,
            "n/a", "NULL", "=\"\"", "No", "ditto", "–",
        ] { #expect(SpreadsheetKey(cell) == .nothing, "\(cell)") }
        for cell in ["1/2/2026", "12:00:00 AM", "4.13E+10", "####", "2026-02-01", "Jan-26"] {
            #expect(SpreadsheetKey(cell) == .damaged, "\(cell)")
        }
        for cell in [
            "1", "a", "R1", "beans", "4011", "3/12", #"="Jan-26""#, "4.1331024686E+10", "X1", "ND",
            "PLU 4011", "=A1",
        ] { #expect(SpreadsheetKey(cell) == .named, "\(cell)") }
    }

    @Test(arguments: cells)
    func `a cell says what a scanner sends, or what was done to it`(
        _ cell: String, _ code: SpreadsheetCode
    ) {
        #expect(SpreadsheetCode(cell) == code)
    }

    @Test func `zeros are put back before digits that may have lost them`() {
        #expect(SpreadsheetCode.padded("5096893").first == "05096893")
        #expect(SpreadsheetCode.padded("12").contains("00000012"))
        #expect(SpreadsheetCode.padded("7").contains("007"))
        #expect(SpreadsheetCode.padded("41331024686") == ["041331024686"])
        for whole in ["041331024686", "007", "", "12a", "41331024680"] {
            #expect(SpreadsheetCode.padded(whole) == [], "\(whole)")
        }
        #expect(SpreadsheetCode.isProduct("05096893") && !SpreadsheetCode.isProduct("007"))
    }

    @Test func `a number is the same with any zeros before it, and with none behind`() {
        for text in ["7", "007", "7.0", "007,00"] {
            #expect(SpreadsheetCode.plainNumber(text) == "7", "\(text)")
        }
        #expect(SpreadsheetCode.plainNumber("000") == "0")
        for text in ["", "7.5", "7.000", "7a", "-7", ".0", "٧", "1234567890123456"] {
            #expect(SpreadsheetCode.plainNumber(text) == nil, "\(text)")
            #expect(SpreadsheetCode.alike(text) == [], "\(text)")
        }
        #expect(
            SpreadsheetCode.alike("012345678901") == [
                "12345678901", "0012345678901", "00012345678901",
            ])
        #expect(SpreadsheetCode.alike("7").count == 13 && SpreadsheetCode.alike("07").first == "7")
        for text in ["12", "12.0", "00000012"] {
            #expect(SpreadsheetCode.label(text) == "00000012", "\(text)")
        }
        for text in ["13", "7K2M9XRD", "123456789", ""] {
            #expect(SpreadsheetCode.label(text) == text)
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `a code that a spreadsheet took for a number is its own again, or is named`(_ seed: UInt64)
    {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            let body = String(
                (0..<11).map { _ in "0123456789".randomElement(using: &random) ?? "0" })
            guard let code = (0...9).map({ "\(body)\($0)" }).first(where: { GTIN($0) != nil }),
                let number = UInt64(code)
            else { continue }
            for cell in ["\(number)", "\(number).0", "=\"\(code)\"", "'\(code)"] {
                switch SpreadsheetCode(cell) {
                case .plain(let read), .restored(let read, _):
                    #expect(GTIN(read) == GTIN(code) || number < 10_000_000_000, "\(cell)")
                case .doubtful(let read, let likely, _):
                    #expect(read == cell && number < 10_000_000_000, "\(cell), \(likely)")
                case .lost: #expect(number < 10_000_000_000, "\(cell)")
                }
            }
        }
    }

    @Test(arguments: [1, 2] as [UInt64])
    func `any text is read as something`(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let letters = Array("0123456789eE+-.,'\"=#/;*$ \u{A0}\u{2019}٣４é🥫")
        for _ in 0..<5_000 {
            let count = Int.random(in: 0...18, using: &random)
            let cell = String((0..<count).map { _ in letters.randomElement(using: &random) ?? "0" })
            if case .restored(let code, _) = SpreadsheetCode(cell) { #expect(!code.isEmpty) }
        }
    }
}
