import SeededRandom
import Testing

@testable import Stock

@Suite struct RuleTests {
    @Test(
        arguments: [
            (nil, nil, "2026-11-21", false), ("2026-11-20", nil, "2026-11-20", false),
            ("2026-11-25", nil, "2026-11-21", false),
            ("2026-11-20", "2026-11-20", "2026-11-21", true),
            ("2026-11-20", "2026-11-19", "2026-11-20", false),
            (nil, "2026-11-21", "2026-11-22", true),
            ("2026-11-25", "2026-11-21", "2026-11-22", true),
        ] as [(String?, String?, String, Bool)])
    func `a scan belongs to its own day, unless that is ahead or closed`(
        _ scanned: String?, closed: String?, day: String, late: Bool
    ) throws {
        let today = try #require(CivilDate("2026-11-21"))
        let ruled = DayRule.day(
            scanned: scanned.flatMap { CivilDate($0) }, today: today,
            lastClosed: closed.flatMap { CivilDate($0) })
        #expect(ruled.day.description == day && ruled.late == late)
    }

    @Test func `each edge has its column, and what comes back counts against it`() throws {
        var totals = DayTotals()
        let ways: [(Place.Kind, Place.Kind, Int64)] = [
            (.source, .floor, 50), (.bin, .source, 5), (.shelf, .distributed, 20),
            (.distributed, .bin, 2),
            (.box, .discarded, 3), (.discarded, .floor, 1), (.adjustment, .bin, 4),
            (.bin, .adjustment, 9),
            (.bin, .shelf, 100), (.source, .distributed, 100),
        ]
        for (from, to, quantity) in ways { try totals.add(Quantity(quantity), from: from, to: to) }
        #expect(
            totals.taken.value == 45 && totals.distributed.value == 18
                && totals.discarded.value == 2)
        #expect(totals.adjusted.value == -5)
        #expect(try totals.closing().value == 20)
    }

    @Test func `an account is right where its parts alone are beyond 64 bits`() throws {
        var totals = DayTotals()
        (totals.opening, totals.taken, totals.distributed) = (
            Quantity(.max), Quantity(.max), Quantity(.max)
        )
        #expect(try totals.closing() == Quantity(.max))
        totals.adjusted = Quantity(1)
        #expect(throws: StockFault.quantityOutOfRange) { try totals.closing() }
    }

    @Test(
        arguments: [
            (" A  1\t2 ", "A 12"), ("\u{0}\u{7F}\u{85}", nil), ("", nil),
            ("^XZ~JA\r\nPRINT", "^XZ~JAPRINT"),
            (String(repeating: "x", count: 59) + " y", String(repeating: "x", count: 59)),
        ] as [(String, String?)])
    func `a lot number is kept without what cannot be seen`(_ number: String, cleaned: String?) {
        #expect(LotKey.cleaned(number: number) == cleaned)
        if let cleaned { #expect(LotKey.cleaned(number: cleaned) == cleaned) }
    }

    @Test func `a lot's text names it wholly`() throws {
        let item = try #require(ItemID("01a1fe00-0000-7000-8000-000000000001"))
        let date = DateLabel(kind: .bestBy, date: try #require(PartialDate("2027-03")))
        let key = LotKey(item: item, dateLabel: date, number: "L7", programme: .tefap)
        #expect(key.canonicalText == "larder-lot-v1\n\(item)\nbestBy\n2027-03\nL7\ntefap")
        let bare = LotKey(item: item, dateLabel: nil, number: nil, programme: .donated)
        #expect(bare.canonicalText == "larder-lot-v1\n\(item)\n\n\n\ndonated")
    }

    @Test(
        arguments: [("TEFAP", "tefap"), ("", nil), (String(repeating: "x", count: 41), nil)]
            as [(String, String?)])
    func `a programme is a short lower-case word`(_ text: String, word: String?) {
        #expect(Programme(rawValue: text)?.rawValue == word)
    }

    @Test func `a place holds all that stands in it, and a damaged tree still ends`() throws {
        var random = SeededGenerator(seed: 1)
        let ids = (0..<4).map { _ in PlaceID(milliseconds: 1, using: &random) }
        var tree = PlaceTree(
            (0..<4).map {
                Place(id: ids[$0], name: "", kind: .bin, parent: $0 == 0 ? nil : ids[$0 - 1])
            })
        #expect(tree.within(ids[1]) == [ids[1], ids[2], ids[3]])
        #expect(
            tree.wouldLoop(moving: ids[0], into: ids[3])
                && tree.wouldLoop(moving: ids[1], into: ids[1]))
        #expect(!tree.wouldLoop(moving: ids[3], into: ids[0]))
        tree.put(Place(id: ids[2], name: "", kind: .bin, parent: ids[0]))
        #expect(tree.within(ids[1]) == [ids[1]] && tree.within(ids[2]) == [ids[2], ids[3]])
        tree.put(Place(id: ids[0], name: "", kind: .bin, parent: ids[3]))
        #expect(Set(tree.within(ids[0])) == Set(ids))
    }
}
