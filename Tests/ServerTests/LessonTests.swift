import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Server

/// What someone said that a scan was, and is taken back once its item was joined, parted or measured otherwise.
struct LessonTests {
    /// What becomes of the items between.
    enum Step: String, CaseIterable {
        case join, part, explain, rename, gram, each, weighedOut
    }

    /// What the scan was of, and what came with what was said of it.
    enum Origin: CaseIterable { case code, label, newItem }

    private static let ways: [[Step]] = [
        [.explain], [.explain, .rename], [.explain, .join], [.explain, .join, .part],
        [.join, .explain], [.join, .explain, .part], [.explain, .join, .part, .join],
        [.explain, .join, .part, .join, .part], [.explain, .gram], [.explain, .gram, .each],
        [.explain, .gram, .each, .join], [.explain, .weighedOut], [.explain, .join, .gram],
        [.explain, .join, .rename, .gram, .each],
    ]

    /// Jam is the item that the scan is said to be; tea is the one that jam is joined with.
    private struct Shelf {
        let hub: TestHub
        let shelf: String
        let jam: JSON
        let tea: String
        let code: String
        let origin: Origin
        let scan: JSON
        let said = TestHub.id()
        private(set) var join: JSON = .null

        init(_ origin: Origin) async throws {
            hub = try TestHub()
            shelf = try await hub.place("S", "shelf").id
            tea = try await hub.item("Tea", code: "tea")
            jam = .text(try await hub.item("Jam", code: "jam"))
            code = origin == .label ? try await hub.roll(1).codes[0] : "4711"
            self.origin = origin
            scan = try await hub.scan("intake", code, 1, ["place": .text(shelf)])["id"]
            if origin == .newItem {
                try await hub.scan("intake", "4712", 1, ["place": .text(shelf)])
            }
        }

        private func change(_ item: JSON, _ body: JSON) async throws {
            try await hub.call(.patch, "/api/v1/items/\(item.text)", .json(body)).expect(200)
        }

        mutating func take(_ step: Step) async throws {
            let item = join.isNull ? jam : .text(tea)
            switch step {
            case .explain:
                var body: JSON = ["id": said, "item": jam]
                if origin == .newItem {
                    let new: JSON = [
                        "id": TestHub.id(), "name": "Jam", "codes": [["code": "4712"]],
                    ]
                    body = body.with(["item": new])
                }
                try await hub.call(
                    .post, "/api/v1/unresolved/\(scan.text)/resolution", .json(body)
                ).expect(201)
            case .join:
                join = TestHub.id()
                try await hub.call(
                    .post, "/api/v1/item-joins",
                    .json(["id": join, "item": jam, "into": .text(tea)])
                ).expect(201)
            case .part:
                try await undo(join).expect(201)
                join = .null
            case .rename: try await change(item, ["name": "Sweet jam"])
            case .gram, .each:
                try await change(
                    item,
                    [
                        "measure": .text(step.rawValue), "conversion": ["gramsPerPiece": 100],
                    ])
            case .weighedOut:
                for code in origin == .newItem ? [code, "4712"] : [code] {
                    try await hub.scan("distribute", code, 1, ["place": .text(shelf)])
                }
                try await change(jam, ["unitWeightGrams": 50])
                try await change(jam, ["measure": "gram"])
            }
        }

        func undo(_ id: JSON) async throws -> Answer {
            try await hub.call(
                .post, "/api/v1/movements/\(id.text)/reversal", ["id": TestHub.id()])
        }
    }

    @Test(arguments: ways, Origin.allCases)
    func `an explanation is unlearned whatever became of its item since`(
        way: [Step], origin: Origin
    ) async throws {
        var shelf = try await Shelf(origin)
        for step in way { try await shelf.take(step) }
        let scans = origin == .newItem ? 2 : 1
        let undone = try await shelf.undo(shelf.said)
        #expect(undone.status == 201, "\(undone.text)")
        #expect(undone["reopened"].rows.count == scans, "\(undone.text)")
        #expect(undone["reopened"].rows.contains(shelf.scan))
        func expectUnknown() async throws {
            let isOut = way.contains(.weighedOut)
            let jam = try await shelf.hub.balance(shelf.jam.text)
            #expect(jam == (isOut ? -50 * Int64(scans) : 0))
            #expect(try await shelf.hub.balance(shelf.tea) == 0)
            let waiting = try await shelf.hub.call(.get, "/api/v1/unresolved").json.rows
            #expect(waiting.count == scans)
            #expect(
                try await shelf.hub.scan("lookup", shelf.code)["target"]
                    == (origin == .label ? "label" : "unknown"))
            #expect(try await shelf.hub.store.verify().isEmpty)
        }
        try await expectUnknown()
        // What went out by the code stands, and is offered.
        #expect(undone["earlier"].rows.count == (way.contains(.weighedOut) ? scans : 0))
        guard !shelf.join.isNull, !way.contains(.gram) else { return }
        try await shelf.take(.part)
        try await expectUnknown()
    }

    @Test(arguments: [false, true])
    func `codes that came with a label's wrong item are unlearned after a join`(
        isParted: Bool
    ) async throws {
        let hub = try TestHub()
        let label = try await hub.roll(1).codes[0]
        let tea = try await hub.item("Tea", code: "tea")
        let rice = try await hub.item("Rice", code: "rice")
        let honey = TestHub.id()
        let wrong: JSON = [
            "id": TestHub.id(),
            "item": ["id": honey, "name": "Honey", "codes": [["code": "4712"]]],
        ]
        try await hub.bind(label, wrong).expect(201)
        let join: JSON = ["id": TestHub.id(), "item": honey, "into": .text(tea)]
        try await hub.call(.post, "/api/v1/item-joins", .json(join)).expect(201)
        let scan = try await hub.scan("intake", "4712", 2)
        if isParted {
            try await hub.call(
                .post, "/api/v1/movements/\(join["id"].text)/reversal", ["id": TestHub.id()]
            ).expect(201)
        }
        let right: JSON = ["id": TestHub.id(), "corrects": wrong["id"], "item": .text(rice)]
        let answer = try await hub.bind(label, right)
        #expect(answer.status == 201, "\(answer.text)")
        #expect(answer["earlier"].rows.map { $0["id"] } == [scan["id"]], "\(answer.text)")
        #expect(try await hub.scan("lookup", "4712")["target"] == "unknown")
        #expect(try await hub.scan("lookup", label)["item"]["id"].text == rice)
        #expect(try await hub.store.verify().isEmpty)
    }
}
