import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// What came and went, week by week.
struct WeeksTests {
    @Test func `each week has what came in, went out and was thrown away, in the measure of then`()
        async throws
    {
        let hub = try TestHub()
        let beans = try await hub.item("Black beans", code: "beans")
        try await hub.scan("intake", "beans", 10)
        hub.clock.advance(seconds: 7 * 86_400)
        try await hub.scan("distribute", "beans", 4)
        try await hub.scan("discard", "beans", 1)
        let today = hub.hub.today
        func weeks() async throws -> [[Int64]] {
            try await hub.store.read { try $0.weeks(until: today, count: 3) }.map {
                [$0.taken.grams, $0.distributed.grams, $0.discarded.grams]
            }
        }
        let expected: [[Int64]] = [[0, 0, 0], [4_250, 0, 0], [0, 1_700, 425]]
        #expect(try await weeks() == expected)
        let pieces = try await hub.store.read { try $0.weeks(until: today, count: 3) }
        #expect(pieces.map(\.taken.pieces) == [0, 10, 0])
        #expect(pieces.allSatisfy { ($0.first.daysSince1970 + 3) % 7 == 0 })
        // A measure that changes today leaves the weeks before as they were.
        let change: JSON = ["measure": "gram", "conversion": ["gramsPerPiece": 425]]
        #expect(try await hub.call(.patch, "/api/v1/items/\(beans)", .json(change)).status == 200)
        #expect(try await weeks() == expected)
    }

    @Test func `the file has the weeks in which something moved, those of long ago too`()
        async throws
    {
        let hub = try TestHub()
        try await hub.item("Black beans", code: "beans")
        try await hub.scan("intake", "beans", 10)
        hub.clock.advance(seconds: 7 * 86_400)
        try await hub.scan("distribute", "beans", 4)
        hub.clock.advance(seconds: 6 * 365 * 86_400)
        try await hub.scan("discard", "beans", 1)
        let file = try await hub.call(.get, "/api/v1/exports/weeks").text
        #expect(
            file.split(separator: "\r\n") == [
                "week,piecesIn,gramsIn,piecesOut,gramsOut,piecesDiscarded,gramsDiscarded",
                "2026-11-16,10,4250,0,0,0,0", "2026-11-23,0,0,4,1700,0,0",
                "2032-11-22,0,0,0,0,1,425",
            ])
        #expect(try await hub.page("/weeks").text.contains("href=\"/api/v1/exports/weeks\""))
    }

    @Test func `a month holds all of its days, and says how many households came`() async throws {
        let hub = try TestHub()
        try await hub.item("Black beans", code: "beans")
        try await hub.scan("intake", "beans", 10)
        for (days, households) in [(0, 3), (6, 4), (20, 5)] {
            hub.clock.advance(seconds: Int64(days) * 86_400)
            try await hub.scan("distribute", "beans", 1)
            let day = hub.hub.today
            let teller = ID<HouseholdCount.Teller>(high: 0, low: UInt64(households))
            try await hub.store.write {
                try $0.note(
                    HouseholdCount(households: Int64(households), people: 0), on: day, by: teller)
            }
        }
        let today = hub.hub.today
        let months = try await hub.store.read { try $0.months(until: today, count: 3) }
        #expect(months.map(\.first.description) == ["2026-10-01", "2026-11-01", "2026-12-01"])
        #expect(months.map(\.distributed.pieces) == [0, 2, 1])
        #expect(months.map(\.came.households) == [0, 7, 5])
        let page = try await hub.page("/weeks?by=month").text
        #expect(page.contains(">Households</th>") && page.contains(">November</th>"))
        #expect(page.contains("<td class=\"n\">7</td>"))
        #expect(try await hub.page("/weeks").text.contains("<td class=\"n\">5</td>"))
    }

    @Test func `the page draws them, and its table has the figures`() async throws {
        let hub = try TestHub()
        #expect(try await hub.page("/weeks").text.contains("Nothing has moved"))
        try await hub.item("Black beans", code: "beans")
        try await hub.item("Rice", code: "rice", ["category": "grains", "unitWeightGrams": 1_000])
        try await hub.scan("intake", "beans", 10)
        try await hub.scan("intake", "rice", 2)
        try await hub.scan("distribute", "beans", 4)
        let text = try await hub.page("/weeks").text
        #expect(text.matches(of: /<svg viewBox="0 0 360 120" role="img"/).count == 3)
        #expect(text.matches(of: /<rect x=/).count == 36)
        #expect(text.contains("10 kg") && text.contains("6.25 kg") && text.contains("1.7 kg"))
        #expect(text.contains("tests") && text.contains("grains"))
        #expect(text.contains("width=\"1000\" height=\"12\""))
        #expect(try await hub.page("/weeks", as: .of(.viewer)).status == 200)
    }

    @Test func `a sum beyond 64 bits is drawn as the most there is, and takes no page down`()
        async throws
    {
        let hub = try TestHub()
        try await hub.item(
            "Lorries", code: "lorries", pack: 1_000_000, ["unitWeightGrams": 1_000_000])
        while (hub.hub.today.daysSince1970 + 3) % 7 > 5 { hub.clock.advance(seconds: 86_400) }
        #expect(try await hub.scan("intake", "lorries", 6_000_000).status == 201)
        for path in ["/weeks", "/", "/stock", "/api/v1/stock"] {
            #expect(try await hub.status(.get, path, as: .of(.coordinator)) == 200, "\(path)")
        }
        hub.clock.advance(seconds: 86_400)
        for mode in ["intake", "distribute", "discard"] {
            #expect(try await hub.scan(mode, "lorries", 6_000_000).status == 201)
        }
        let today = hub.hub.today
        let week = try #require(
            try await hub.store.read { try $0.weeks(until: today, count: 1) }.first)
        #expect(week.taken.grams == .max && week.taken.pieces == 12_000_000_000_000)
        #expect(week.distributed.grams == 6_000_000_000_000_000_000)
        for path in ["/weeks", "/", "/stock", "/days", "/days/\(today)"] {
            let status = try await hub.status(.get, path, as: .of(.coordinator))
            #expect(status < 500, "\(path)")
        }
    }

    @Test(arguments: [WeightUnit.kilograms, .pounds])
    func `a bar of any weight has a height`(unit: WeightUnit) {
        for grams in [Int64.max, .max - 1, 6_000_000_000_000_000_000, .min, 0] {
            let top = BarPlot.top(of: [grams], unit: unit)
            #expect(top > 0 && top >= grams)
            let plot = BarPlot(name: "", tell: "", [grams], top: top, topText: "", names: [])
            #expect(plot.bars.allSatisfy { (0...BarPlot.height).contains($0.barHeight) })
        }
    }

    @Test func `bars are of one scale, which ends at a round weight`() {
        #expect(BarPlot.top(of: [0, 1_234_000], unit: .kilograms) == 2_000_000)
        #expect(BarPlot.top(of: [5_000], unit: .kilograms) == 5_000)
        #expect(BarPlot.top(of: [], unit: .kilograms) == 1_000)
        #expect(BarPlot.top(of: [10_001], unit: .kilograms) == 20_000)
        let plot = BarPlot(
            name: "In", tell: "In", [0, 1, 50, 100, -7], top: 100, topText: "100",
            names: ["a", "b"])
        #expect(plot.bars.map(\.barHeight) == [0, 2, 39, 78, 0])
        #expect(plot.bars.allSatisfy { $0.barY + $0.barHeight == 98 })
        #expect(plot.bars.allSatisfy { $0.barX + plot.barWidth <= BarPlot.width })
    }
}
