import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Stock
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// Numbers, weights and dates as each language writes them.
struct LocalizerTests {
    @Test(arguments: [
        ("en", 0, "other"), ("en", 1, "one"), ("en", 2, "other"), ("es", 1, "one"),
        ("es", 1_000_000, "many"),
        ("fr", 0, "one"), ("fr", 2, "other"), ("vi", 1, "other"), ("ru", 1, "one"),
        ("ru", 11, "many"),
        ("ru", 21, "one"), ("ru", 22, "few"), ("pl", 5, "many"), ("pl", 22, "few"),
        ("ar", 0, "zero"),
        ("ar", 2, "two"), ("ar", 3, "few"), ("ar", 11, "many"), ("ar", 100, "other"),
        ("cs", 3, "few"),
        ("hr", 21, "one"), ("ro", 19, "few"), ("he", 2, "two"), ("tl", 4, "other"),
        ("so", 1, "one"),
    ])
    func `a number takes the plural form of its language`(tag: String, number: Int64, form: String)
    {
        #expect(PluralRule(language: tag).form(of: number) == form)
    }

    @Test func `weights are written in the hub's unit`() throws {
        #expect(try localizer("en").weight(425) == "425 g")
        #expect(try localizer("en").weight(12_750) == "12.75 kg")
        #expect(try localizer("es").weight(12_750) == "12,75 kg")
        #expect(try localizer("en", .pounds).weight(453_592) == "1,000 lb")
        #expect(try localizer("en").weight(-2_000) == "−2 kg")
    }

    @Test func `quantities carry a sign for what happened`() throws {
        #expect(try localizer("en").signed(12, .each) == "+12")
        #expect(try localizer("en").signed(-3, .each) == "−3")
        #expect(try localizer("en").signed(-1_500, .gram) == "−1.5 kg")
    }

    @Test func `a maker's date is written out as far as it goes`() throws {
        let label = { DateLabel(kind: .bestBy, date: $0) }
        let month = try #require(PartialDate("2027-03"))
        #expect(try localizer("en").dateLabel(label(month)) == "best by March 2027")
        #expect(try localizer("es").dateLabel(label(month)).hasSuffix("marzo de 2027"))
        #expect(try localizer("en").date(try #require(PartialDate("2027"))) == "2027")
        #expect(
            try localizer("en").date(try #require(PartialDate("2027-03-09"))) == "March 9, 2027")
        #expect(try localizer("en").dateLabel(nil) == "no date")
    }

    @Test func `a day and an hour are those on the hub's wall`() throws {
        let moment = try #require(Moment("2026-11-22T02:04:00Z"))
        let told = try localizer("en", zone: "America/New_York").moment(moment, now: moment)
        #expect(told.replacing("\u{202F}", with: " ") == "November 21 at 9:04 PM")
        let day = try #require(CivilDate("2026-11-21"))
        #expect(try localizer("en").day(day) == "Saturday, November 21, 2026")
    }

    @Test(
        arguments: [
            (nil, "es-MX,es;q=0.9,en;q=0.8", nil, "es"), (nil, "en;q=0.4, es;q=0.6", nil, "es"),
            (nil, "tlh", "es", "es"), (nil, "tlh;q=1, es;q=0", nil, "en"), ("en", "es", "es", "en"),
            ("tlh", "es", nil, "es"), (nil, "", nil, "en"), (nil, ";;q=,,;q=x", "es", "es"),
            (nil, "en;q=x, ES-mx;q=0.2", nil, "es"),
        ] as [(String?, String, String?, String)])
    func `the device's choice comes first, then its browser's, then the hub's`(
        cookie: String?, accepted: String, hub: String?, chosen: String
    ) {
        var fields: HTTPFields = [.acceptLanguage: accepted]
        if let cookie { fields[.cookie] = "\(LanguageChoice.cookie)=\(cookie)" }
        let head = HTTPRequest(
            method: .get, scheme: "http", authority: "localhost", path: "/", headerFields: fields)
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer()))
        #expect(LanguageChoice.messages(for: request, hub: hub).tag == chosen)
    }

    @Test(arguments: [
        ("]E05901234123464", "5901234123464"), ("05901234123464", "5901234123464"),
        ("]E00040000000013", "040000000013"), ("040000000013", "040000000013"),
        ("]I115901234123454", "15901234123454"),
        ("]C1011590123412345410AB", "011590123412345410AB"),
        ("4011", "4011"), ("]A0DONOR-7", "DONOR-7"), ("a\u{1D}b", "a·b"), ("01234565", "01234565"),
        ("5 901234 123457", "5901234123457"),
    ])
    func `a code is told as it is on the package`(sent: String, told: String) throws {
        #expect(try localizer("en").code(sent) == told)
    }

    private func localizer(
        _ tag: String, _ unit: WeightUnit = .kilograms, zone: String = "UTC"
    ) throws -> Localizer {
        Localizer(
            try #require(Messages.all[tag]), weightUnit: unit,
            timeZone: try #require(TimeZone(identifier: zone)))
    }
}
