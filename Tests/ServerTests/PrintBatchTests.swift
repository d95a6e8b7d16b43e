import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// Many different labels, asked for at once.
struct PrintBatchTests {
    private let labels: JSON = [
        ["fields": ["name": "A1"], "copies": 2], ["fields": ["name": "A2"]],
        ["fields": ["name": "A3"]],
    ]

    private static let others: [[String: JSON]] = [
        ["labels": [["copies": 4]]], ["printer": "Q"],
    ]

    private static let unprintable: [(JSON, String)] = [
        (.list(Array(repeating: [:], count: 5_001)), "batch_size_out_of_range"),
        (.list([["copies": 5_000], ["copies": 1]]), "batch_size_out_of_range"),
        (.list([]), "batch_size_out_of_range"),
        (.list([[:], ["copies": 0]]), "copies_out_of_range"),
        (.list([[:], ["layout": "poster"]]), "layout_unknown"),
        (.list([[:], ["code": "never heard of"]]), "label_code_unknown"),
        (
            .list([[:], ["layout": "shelf", "fields": ["name": "A", "icons": "mlik"]]]),
            "icon_unknown"
        ),
        (
            .list([
                ["layout": "bin", "fields": ["name": "A3"]],
                [
                    "layout": "bin",
                    "fields": ["name": .text(String(repeating: "Shelf ", count: 60))],
                ],
            ]), "text_does_not_fit"
        ),
    ]

    /// A hub with a printer, and what to ask of it.
    private func bench() async throws -> (hub: TestHub, batch: JSON, path: String) {
        let hub = try TestHub()
        try await hub.pictures(["P": "50x30"])
        let id = TestHub.id()
        return (
            hub, ["id": id, "printer": "P", "layout": "test", "labels": labels],
            "/api/v1/print-batches/\(id.text)"
        )
    }

    /// Paths of a batch's jobs, in the order they were asked for.
    private func jobs(_ hub: TestHub, _ batch: JSON) async throws -> [String] {
        try await hub.call(.get, "/api/v1/print-jobs?batch=\(batch["id"].text)").json.rows
            .reversed().map { "/api/v1/print-jobs/\($0["id"].text)" }
    }

    @Test func `a batch is queued once, however often it is sent`() async throws {
        let (hub, batch, path) = try await bench()
        let made = try await hub.call(.post, "/api/v1/print-batches", .json(batch))
        #expect(made.status == 201)
        #expect(made["labels"] == 4)
        #expect(made["jobs"] == ["queued": 3])
        let again = try await hub.call(.post, "/api/v1/print-batches", .json(batch))
        #expect(again.status == 200)
        #expect(again.json == made.json)
        #expect(try await hub.call(.get, path).json == made.json)
        #expect(try await jobs(hub, batch).count == 3)
    }

    @Test func `a batch sent again is the same batch, whatever its labels would say by now`()
        async throws
    {
        let (hub, batch, _) = try await bench()
        try await hub.item()
        let box = try await hub.place("Box 7", "box")
        let order = batch.with([
            "layout": "contents", "labels": [["code": .text(box.label)], ["code": "beans"]],
        ])
        let made = try await hub.call(.post, "/api/v1/print-batches", .json(order))
        #expect(made.status == 201)
        try await hub.scan("intake", "beans", 3, ["place": .text(box.id)])
        let again = try await hub.call(.post, "/api/v1/print-batches", .json(order))
        #expect(again.status == 200 && again.json == made.json)
        let other = order.with(["labels": [["code": .text(box.label)]]])
        #expect(try await hub.call(.post, "/api/v1/print-batches", .json(other)).status == 409)
    }

    @Test(arguments: others)
    func `other content under a batch's id is refused`(_ change: [String: JSON]) async throws {
        let (hub, batch, path) = try await bench()
        try await hub.pictures(["Q": "50x30"])
        _ = try await hub.call(.post, "/api/v1/print-batches", .json(batch))
        let other = try await hub.call(.post, "/api/v1/print-batches", .json(batch.with(change)))
        #expect(other.status == 409)
        #expect(other.problem == "id_exists_with_different_content")
        #expect(try await hub.call(.get, path)["labels"] == 4)
        #expect(try await hub.call(.get, "/api/v1/print-jobs").json.rows.count == 3)
    }

    @Test(arguments: unprintable)
    func `a batch that cannot be printed whole queues nothing`(
        _ labels: JSON, _ problem: String
    ) async throws {
        let (hub, batch, path) = try await bench()
        let refused = try await hub.call(
            .post, "/api/v1/print-batches", .json(batch.with(["labels": labels])))
        #expect(refused.problem == problem)
        // Of two labels it is the second one.
        let isOfSecond = refused["detail"].text.hasPrefix("Label 2: ")
        #expect(isOfSecond == (labels.rows.count == 2 && problem != "batch_size_out_of_range"))
        #expect(try await hub.call(.get, path).problem == "batch_not_found")
        #expect(try await hub.call(.get, "/api/v1/print-jobs").json == [])
    }

    @Test func `what has not ended of a batch is cancelled, and what came out stays`() async throws
    {
        let (hub, batch, path) = try await bench()
        _ = try await hub.call(.post, "/api/v1/print-batches", .json(batch))
        try await hub.finish(try await jobs(hub, batch)[0])
        let begun = try await hub.call(.get, path)
        #expect(begun["labelsDone"] == 2)
        #expect(begun["labelsOut"] == 2)
        #expect(begun["jobs"] == ["printed": 1, "queued": 2])
        for _ in 1...2 {
            let ended = try await hub.call(.post, "\(path)/cancellation")
            #expect(ended["labelsDone"] == 4)
            #expect(ended["labelsOut"] == 2)
            #expect(ended["jobs"] == ["printed": 1, "cancelled": 2])
        }
    }

    @Test func `one answer settles what is in doubt of a batch`() async throws {
        let (hub, batch, path) = try await bench()
        _ = try await hub.call(.post, "/api/v1/print-batches", .json(batch))
        for job in try await jobs(hub, batch) { try await hub.stop(job, after: 1) }
        #expect(try await hub.call(.get, path)["jobs"] == ["unknown": 3])
        let seen = try await hub.call(.post, "\(path)/confirmation")
        #expect(seen["labelsOut"] == 3)
        // Of the first job's two labels one had not been sent.
        #expect(seen["jobs"] == ["queued": 1, "printed": 2])
    }

    @Test func `a person names the labels that are missing, and prints them again at once`()
        async throws
    {
        let (hub, batch, path) = try await bench()
        _ = try await hub.call(.post, "/api/v1/print-batches", .json(batch))
        let jobs = try await jobs(hub, batch)
        for job in jobs { try await hub.stop(job, after: 1) }
        let ids = jobs.map { JSON.text(String($0.suffix(36))) }
        let seen = try await hub.call(
            .post, "\(path)/confirmation",
            .json(["seen": .list(ids), "missing": .list(Array(ids[1...]))]))
        #expect(seen["jobs"] == ["queued": 1, "failed": 2])
        let again: JSON = ["id": TestHub.id()]
        let made = try await hub.call(.post, "\(path)/reprint", .json(again))
        #expect(made.status == 201)
        #expect(made["jobs"] == ["queued": 2])
        #expect(made["id"] == again["id"])
        #expect(try await hub.call(.get, path)["jobs"] == ["queued": 1, "cancelled": 2])
        let replay = try await hub.call(.post, "\(path)/reprint", .json(again))
        #expect(replay.status == 200)
        #expect(replay.json == made.json)
        let reprints = try await self.jobs(hub, again)
        #expect(try await hub.call(.get, reprints[0])["reprintOf"] == ids[1])
        #expect(
            try await hub.call(.post, "\(path)/reprint", .json(["id": TestHub.id()])).problem
                == "batch_size_out_of_range", "nothing of it failed any more")
        #expect(
            try await hub.call(
                .post, "\(path)/reprint", .json(["id": again["id"], "printer": "Q"])
            ).problem == "id_exists_with_different_content")
    }

    @Test func `none of a batch's labels came out, or a stranger's is missing`() async throws {
        let (hub, batch, path) = try await bench()
        _ = try await hub.call(.post, "/api/v1/print-batches", .json(batch))
        for job in try await jobs(hub, batch) { try await hub.stop(job, after: 1) }
        for (body, problem) in [
            (["missing": [TestHub.id()]], "job_not_found"), (["missing": ["x"]], "id_unreadable"),
            (["cameOut": "no"], "field_unreadable"),
        ] as [(JSON, String)] {
            #expect(
                try await hub.problem(.post, "\(path)/confirmation", .json(body)) == problem)
        }
        let seen = try await hub.call(.post, "\(path)/confirmation", ["cameOut": false])
        #expect(seen["jobs"] == ["failed": 3])
    }

    @Test func `a batch says what its labels leave out, each time it is asked for`() async throws {
        let (hub, batch, path) = try await bench()
        let labels: JSON = [
            ["layout": "bin", "fields": ["name": "A3"]],
            ["layout": "bin", "fields": ["name": "Yoghurt", "date": "Use by Sep 3"]],
            ["layout": "lot", "fields": ["name": "Yoghurt", "icons": "milk"]],
            ["layout": "bin", "fields": ["name": "Kefir", "date": "Use by Sep 4"]],
        ]
        let notes: JSON = [
            ["kind": "fieldNotOnLayout", "field": "date", "first": 2, "labels": 2],
            ["kind": "fieldNotOnLayout", "field": "icons", "first": 3, "labels": 1],
        ]
        for status in [201, 200] {
            let answer = try await hub.call(
                .post, "/api/v1/print-batches", .json(batch.with(["labels": labels])))
            #expect(answer.status == status && answer["notes"] == notes)
        }
        #expect(try await hub.call(.get, path)["notes"].isNull)
    }

    @Test func `sheets say what their labels leave out`() async throws {
        let (hub, _, _) = try await bench()
        func sheets(_ labels: JSON) async throws -> Answer {
            try await hub.call(
                .post, "/api/v1/label-sheets", .json(["sheet": "5163", "labels": labels]))
        }
        let whole = try await sheets([["layout": "bin", "fields": ["name": "A3"]]])
        #expect(whole.status == 200 && whole.header("Larder-Notes").isEmpty)
        let short = try await sheets([
            ["layout": "bin", "fields": ["name": "A\u{10FFF0}"]],
            ["layout": "bin", "fields": ["name": "Yoghurt", "date": "Use by Sep 3"]],
        ])
        let header = short.header("Larder-Notes")
        #expect(header.utf8.allSatisfy { 0x20..<0x7F ~= $0 })
        #expect(
            try JSON(Array(header.utf8)) == [
                [
                    "kind": "charactersMissing", "field": "name", "what": "\u{10FFF0}", "first": 1,
                    "labels": 1,
                ], ["kind": "fieldNotOnLayout", "field": "date", "first": 2, "labels": 1],
            ])
        // However much there is to say, there is room for the rest of the answer.
        let fields = (0..<40).map { (String(repeating: "日", count: 500) + "\($0)", JSON.text("x")) }
        let long = try await sheets([
            [
                "layout": "bin",
                "fields": .object(Dictionary(uniqueKeysWithValues: fields + [("name", "A3")])),
            ]
        ])
        #expect(long.status == 200 && long.header("Larder-Notes").utf8.count < 8_000)
    }
}
