import Stock
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Server

/// What the hub says of a thing on its label.
struct LabelContentTests {
    /// As many dates of apples as a page of stock has rows, and behind them one thing that keeps for
    /// less long.
    @Test func `a full box's label has the earliest date of all, and counts every thing`()
        async throws
    {
        let hub = try TestHub()
        try await hub.item("Apples", code: "apples")
        try await hub.item("Zucchini", code: "zucchini")
        let box = try await hub.place("Box 7", "box")
        func intake(_ code: String, _ date: CivilDate) -> JSON {
            TestHub.scan(
                "intake", code, 1,
                [
                    "place": .text(box.id),
                    "dateLabel": ["kind": "bestBy", "date": .text(date.description)],
                ])
        }
        let first = try #require(CivilDate("2027-06-30"))
        for start in [0, 505] {
            let scans = (start..<start + 505).map {
                intake("apples", CivilDate(daysSince1970: first.daysSince1970 + $0))
            }
            #expect(
                try await hub.call(.post, "/api/v1/scans/batch", .lines(scans)).status == 200)
        }
        _ = try await hub.send(intake("zucchini", try #require(CivilDate("2026-12-24"))))
        let label = try await hub.hub.label(LabelOrder(layout: "contents", code: box.label)).fields
        #expect(label["date"] == "Best by Dec\u{A0}24,\u{A0}2026")
        #expect(label["contents"] == "1,010 × Apples;1 × Zucchini")
    }

    @Test func `the line of a box with very many things is no longer than a label looks at`()
        async throws
    {
        let hub = try TestHub()
        let box = try await hub.place("Box 7", "box")
        for number in 0..<60 {
            let name = "Things \(String(repeating: "\(number) ", count: 20))"
            try await hub.item(name, code: "c\(number)")
            try await hub.scan("intake", "c\(number)", 1, ["place": .text(box.id)])
        }
        let order = LabelOrder(layout: "box", code: box.label)
        #expect(try await hub.hub.label(order).fields["detail"]?.count == 2_000)
    }

    @Test(arguments: ["lot", "quarantine", "transit", "quarantine-large", "shelf"])
    func `a lot's number is on each label that can be made of it`(layout: String) async throws {
        let hub = try TestHub()
        try await hub.item()
        let number = "L2306-0981123-XYZ"
        let taken = try await hub.scan("intake", "beans", 4, ["lotNumber": .text(number)])
        let code = try await hub.call(
            .post, "/api/v1/labels", ["lot": taken["lots"][0]["lot"]])["code"].text
        let fields = try await hub.hub.label(LabelOrder(layout: layout, code: code)).fields
        #expect(fields[layout == "shelf" ? "detail" : "number"] == number)
        // A layout that may not cut it has it whole, or is refused.
        let order = LabelOrder(layout: layout, code: code, fields: ["to": "Market"])
        let picture = try await hub.hub.draw(order, on: "57.15x101.6", dpi: 203, as: .png)
        #expect(!picture.isEmpty)
    }
}
