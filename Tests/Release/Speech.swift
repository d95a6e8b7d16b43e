import Foundation

// Prints what Larder and its packages ask of ICU. `run` compares what a program with all of ICU's
// data prints with what one with a part of it does.

let days = (0..<12).map { Date(timeIntervalSince1970: Double(1_772_368_245 + $0 * 2_851_200)) }
let texts = [
    "Müsli", "MÜSLI", "mu\u{308}sli", "Straße", "STRASSE", "Ärger", "arroz", "Árbol", "ñame",
    "zumo", "米", "豆", "حمص", "чай",
]

// Dates and numbers, in the languages of the arguments, some of their regions, and one that nobody speaks.
let tags =
    CommandLine.arguments.dropFirst().flatMap { [$0, "\($0)-US", "\($0)-MX", "\($0)-GB"] } + [
        "no-such-language"
    ]
let places = ["GMT", "America/New_York", "Europe/Madrid", "Asia/Kathmandu", "Australia/Lord_Howe"]
for tag in tags {
    let locale = Locale(identifier: tag)
    for zone in places.compactMap({ TimeZone(identifier: $0) }) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        print(tag, calendar.firstWeekday, calendar.minimumDaysInFirstWeek)
        let style = Date.FormatStyle(locale: locale, calendar: calendar, timeZone: zone)
        let styles = [
            style.weekday(.wide).day().month(.wide).year(),
            style.day().month(.wide).hour().minute(),
            style.day().month(.wide).hour().minute().year(),
            style.weekday(.abbreviated).month(.abbreviated).day(),
            style.year().month(.wide), style.month(.wide), style.year(), style.hour().minute(),
        ]
        for day in days {
            print(tag, zone.identifier, styles.map { day.formatted($0) })
        }
    }
    for number in [0, 1, -7, 1_234, 98_765_432, Int64.max, Int64.min] {
        print(tag, number.formatted(.number.locale(locale)))
    }
    for number in [0.5, -1.25, 1_234.5678, 9_999_999.995] {
        let short = FloatingPointFormatStyle<Double>.number.precision(.fractionLength(0...2))
        print(tag, number.formatted(short.locale(locale)))
        print(tag, number.formatted(.percent.locale(locale)))
    }
    print(tag, "Iıİi ÆØÅ straße ΑΣ".lowercased(with: locale), "iıß ŉ ὒ άς".uppercased(with: locale))
}

// Each time zone through each week of four years, with summer time and back.
for name in TimeZone.knownTimeZoneIdentifiers.sorted() {
    guard let zone = TimeZone(identifier: name) else { continue }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    for start in [0, 946_684_800, 1_767_225_600, 1_798_761_600] {
        let weeks = (0..<53).map { Date(timeIntervalSince1970: Double(start + $0 * 604_800)) }
        print(name, start, weeks.map { zone.secondsFromGMT(for: $0) })
        print(name, start, weeks.map { zone.isDaylightSavingTime(for: $0) ? 1 : 0 })
        for week in [weeks[0], weeks[26]] {
            let units: Set<Calendar.Component> = [.year, .month, .day, .hour, .minute, .weekday]
            print(name, calendar.dateComponents(units, from: week), calendar.startOfDay(for: week))
        }
    }
    print(name, zone.nextDaylightSavingTimeTransition(after: days[0]) as Any)
}

// Case, search, order, normal forms and encodings.
print(texts.sorted(), texts.map { $0.lowercased() }, texts.map { $0.uppercased() })
for text in texts {
    let insensitive: String.CompareOptions = [.caseInsensitive, .diacriticInsensitive]
    print(text, texts.map { text.range(of: $0, options: .caseInsensitive) != nil })
    print(text, texts.map { text.range(of: $0, options: insensitive) != nil })
    print(text, texts.map { text.caseInsensitiveCompare($0).rawValue })
    print(Array(text.precomposedStringWithCanonicalMapping.utf16))
    print(Array(text.decomposedStringWithCompatibilityMapping.utf16))
    print(text.folding(options: .diacriticInsensitive, locale: nil))
    let unicode = [String.Encoding.utf8, .utf16, .utf16LittleEndian, .utf16BigEndian]
    for encoding in unicode + [.isoLatin1, .windowsCP1252] {
        let data = text.data(using: encoding)
        print(encoding, data.map { String(data: $0, encoding: encoding) as Any } as Any)
    }
}

// What GRDB and Yams ask.
for (zone, format) in [
    ("UTC", "yyyy-MM-dd HH:mm:ss.SSS"), ("GMT", "EEE, dd MMM yyyy HH:mm:ss zzz"),
] {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(identifier: zone)
    formatter.dateFormat = format
    for day in days {
        print(formatter.string(from: day), formatter.date(from: formatter.string(from: day)) as Any)
        print(ISO8601DateFormatter().string(from: day), day.formatted(.iso8601))
    }
}
let scientific = NumberFormatter()
scientific.locale = Locale(identifier: "en_US")
scientific.numberStyle = .scientific
scientific.usesSignificantDigits = true
scientific.maximumSignificantDigits = 15
print(scientific.string(from: 12_345.678_9) as Any)
print(Decimal(string: "1.5", locale: Locale(identifier: "en_US_POSIX")) as Any)
for pattern in ["\\b\\w+$", "(?i)ÄRGER", "\\p{Lu}\\p{Ll}+", "[[:alpha:]]+", "^[-+]?[0-9_]*$"] {
    let expression = try NSRegularExpression(pattern: pattern)
    for text in texts {
        let whole = NSRange(text.startIndex..., in: text)
        print(pattern, expression.matches(in: text, range: whole).map(\.range))
    }
}
