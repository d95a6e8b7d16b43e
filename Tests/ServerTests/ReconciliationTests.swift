import Journal
import Stock
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

struct ReconciliationTests {
    private let file = """
        at,code,quantity,place,station
        2026-11-21T09:00:00-05:00,beans,2,,table-1
        2026-11-21T09:00:00-05:00,beans,2,,table-1
        2026-11-21T09:01:00-05:00,4711,,,table-1
        2026-11-21T09:02:00-05:00,beans,0,,table-1
        2026-11-21T09:03:00-05:00,beans,two,,table-2
        soon,beans,1,,table-2
        2026-11-21T09:05:00-05:00,beans,1,ABCDEFGC,table-2
        2026-11-21T09:06:00-05:00,"beans,1,,table-2
        """

    private func adds(_ report: Answer) {
        let parts = ["recorded", "alreadyRecorded", "unresolved", "refused"].map {
            report[$0].whole ?? -1
        }
        #expect(parts.reduce(0, +) == report["lines"].whole)
    }

    @Test func `every line is in exactly one count`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        try await hub.scan("intake", "beans", 3)
        let report = try await hub.call(.post, "/api/v1/reconciliations", .csv(file))
        adds(report)
        #expect(report["lines"] == 8)
        #expect(report["recorded"] == 2)
        #expect(report["alreadyRecorded"] == 0)
        #expect(report["unresolved"] == 1)
        #expect(report["refused"] == 5)
        #expect(report["late"] == 0)
        #expect(report["shortfalls"].rows.map { $0["line"] } == [3])
        #expect(report["shortfalls"][0]["balance"] == -1)
        #expect(
            report["exceptions"].rows.map { $0["line"] } == [4, 5, 6, 7, 8, 9])
        #expect(
            report["exceptions"].rows.map { $0["code"].text } == [
                "code_unknown", "quantity_not_positive", "number_unreadable", "time_unreadable",
                "place_not_found", "row_unreadable",
            ])
        #expect(try await hub.balance(item) == -1)
    }

    @Test func `reading a file twice changes nothing`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        _ = try await hub.call(.post, "/api/v1/reconciliations", .csv(file))
        let head = try await hub.call(.get, "/health")["seq"]
        let again = try await hub.call(.post, "/api/v1/reconciliations", .csv(file))
        adds(again)
        #expect(again["recorded"] == 0)
        #expect(again["unresolved"] == 0)
        #expect(again["alreadyRecorded"] == 3, "two recorded, one kept as unresolved")
        #expect(again["refused"] == 5)
        #expect(try await hub.call(.get, "/health")["seq"] == head)
        #expect(try await hub.balance(item) == -4)
    }

    @Test func `a line's id is derived as the contract says`() async throws {
        let hub = try TestHub()
        try await hub.item()
        _ = try await hub.call(.post, "/api/v1/reconciliations", .csv(file))
        let ids = try await hub.call(.get, "/api/v1/journal?after=2").lines.map { $0["id"].text }
        // printf 'larder-batch-v2\ntable-1\n2026-11-21T14:00:00Z\n\nbeans\n2\n1' | sha256sum
        // and so on with n = 2; the 13th digit made an 8, the two top bits of the 17th made 10.
        #expect(
            ids == [
                "2fd03d68-eccd-8b5d-91ec-15ccbc73054a",
                "be926efc-44b5-8fbf-8c1f-90bb1fbad7d1",
                "19088a9a-9321-81c5-b4d8-632d62c61136",
            ])
    }

    @Test func `scans in JSON give the same ids as the file`() async throws {
        let hub = try TestHub()
        try await hub.item()
        let csv = "at,code,quantity,place,station\n2026-11-21T09:00:00-05:00,beans,2,,table-1\n"
        _ = try await hub.call(.post, "/api/v1/reconciliations", .csv(csv))
        let scan: JSON = [
            "at": "2026-11-21T09:00:00-05:00", "code": "beans", "quantity": 2, "station": "table-1",
        ]
        let report = try await hub.call(.post, "/api/v1/reconciliations", .lines([scan]))
        #expect(report["alreadyRecorded"] == 1)
    }

    @Test func `scans that the page sent are known again by their own ids`() async throws {
        let hub = try TestHub()
        try await hub.item()
        let scan = TestHub.scan("distribute", "beans", 2)
        _ = try await hub.send(scan)
        let report = try await hub.call(.post, "/api/v1/reconciliations", .lines([scan]))
        #expect(report["alreadyRecorded"] == 1)
    }

    @Test func `hand-outs of a closed day are late, and recorded on the open one`() async throws {
        let hub = try TestHub()
        try await hub.item()
        try await hub.scan("intake", "beans", 9)
        _ = try await hub.call(.post, "/api/v1/days/2026-11-20/closing", ["id": TestHub.id()])
        let csv =
            "at,code,quantity\n2026-11-20T16:00:00-05:00,beans,2\n2026-11-21T09:00:00-05:00,beans,1\n"
        let report = try await hub.call(.post, "/api/v1/reconciliations", .csv(csv))
        adds(report)
        #expect(report["late"] == 1)
        #expect(report["recorded"] == 2)
        #expect(try await hub.day("2026-11-21")["items"][0]["quantity"]["out"] == 3)
    }

    @Test func `a day may be named for a file whose lines say another`() async throws {
        let hub = try TestHub()
        try await hub.item()
        let csv = "at,code\n2026-11-19T09:00:00-05:00,beans\n"
        _ = try await hub.call(.post, "/api/v1/reconciliations?day=2026-11-20", .csv(csv))
        #expect(try await hub.day("2026-11-20")["items"][0]["quantity"]["out"] == 1)
        #expect(try await hub.day("2026-11-19")["items"] == [])
    }

    private func counts(_ report: Answer) -> [Int64] {
        adds(report)
        return ["recorded", "alreadyRecorded", "unresolved", "refused"].map {
            report[$0].whole ?? -1
        }
    }

    private func read(_ csv: String, _ hub: TestHub, _ query: String = "") async throws -> Answer {
        try await hub.call(.post, "/api/v1/reconciliations\(query)", .csv(csv))
    }

    @Test func `a file that a spreadsheet saved anew is known again`() async throws {
        let hub = try TestHub()
        let item = try await hub.item(code: "041331024686")
        let place = try await hub.place()
        let first = """
            at,code,quantity,place,station
            2026-11-21T09:00:00.250-05:00,041331024686,,\(place.label),t
            2026-11-21T09:00:01-05:00,0041331024686,2,,t
            """
        #expect(try await counts(read(first, hub)) == [2, 0, 0, 0])
        let id = try await hub.call(.get, "/api/v1/journal?after=3").lines[0]["id"].text
        let text = "larder-batch-v2\nt\n2026-11-21T14:00:00.25Z\n\(place.id)\n00041331024686\n1\n1"
        #expect(id == EntryID(hashOf: text).description)
        let saved = #"""
            sep=;
            STATION;Code;At;Place;Quantity
            t;41331024686;2026-11-21 14:00:01Z;;2.0
            t;"=""041331024686""";2026-11-21T14:00:00.25Z;\#(place.id);1
            ;;;;
            """#
        #expect(try await counts(read(saved, hub)) == [0, 2, 0, 0])
        #expect(try await hub.balance(item) == -3)
    }

    @Test func `a code without its zeros is the one with them, where that is known or recorded`()
        async throws
    {
        let hub = try TestHub()
        try await hub.item(code: "008577004483")
        let at = "2026-11-21T09:00:0"
        let codes = ["008577004483", "009542019839", "009542029401"]
        let file = { (codes: [String]) in
            "at,code\n" + zip(0..., codes).map { "\(at)\($0)Z,\($1)\n" }.joined()
        }
        #expect(try await counts(read(file(codes), hub)) == [1, 0, 2, 0])
        let saved = codes.map { String($0.drop { $0 == "0" }) }
        #expect(try await counts(read(file(saved), hub)) == [0, 3, 0, 0])
        // What was recorded without its zeros stays so, also once the code is known.
        let later = "at,code\n\(at)9Z,8346500017\n"
        #expect(try await counts(read(later, hub)) == [0, 0, 1, 0])
        try await hub.item("Salt", code: "008346500017")
        #expect(try await counts(read(later, hub)) == [0, 1, 0, 0])
    }

    @Test func `short codes without their zeros are the ones that are known, where one fits`()
        async throws
    {
        let hub = try TestHub()
        let soup = try await hub.item("Soup", code: "05096893")
        let tea = try await hub.item("Tea", code: "007")
        let at = "2026-11-21T09:00:0"
        let file = { (codes: [String]) in
            "at,code\n" + zip(0..., codes).map { "\(at)\($0)Z,\($1)\n" }.joined()
        }
        #expect(try await counts(read(file(["05096893", "007"]), hub)) == [2, 0, 0, 0])
        #expect(try await counts(read(file(["5096893", "7"]), hub)) == [0, 2, 0, 0])
        #expect(try await hub.balance(soup) == -1)
        #expect(try await hub.balance(tea) == -1)
        // Where two fit, nobody knows.
        try await hub.item("Coffee", code: "0007")
        #expect(try await counts(read("at,code\n\(at)9Z,7\n", hub)) == [0, 0, 1, 0])
        // An item file names a known product by its number, and another item's short code with a doubt.
        let items = "name,code\nSoup,5096893\nTea,9\nJam,8\n"
        try await hub.item("Salt", code: "008")
        let report = try await hub.call(.post, "/api/v1/item-imports", .csv(items))
        #expect(
            report["notes"].rows.map { [$0["line"], $0["code"]] }
                == [[2, "code_restored"], [4, "code_doubtful"]])
        #expect(report["changed"] == 0)
        let again = try await hub.call(.post, "/api/v1/item-imports", .csv(items))
        #expect(again["unchanged"] == 3)
    }

    @Test func `scans of one second at two places are two, in any order of the file`() async throws
    {
        let hub = try TestHub()
        try await hub.item()
        let (one, two) = (try await hub.place("A1"), try await hub.place("A2"))
        let lines = [one, two, one].map { "2026-11-21T09:00:00-05:00,beans,1,\($0.label),t\n" }
        let header = "at,code,quantity,place,station\n"
        #expect(try await counts(read(header + lines[0], hub)) == [1, 0, 0, 0])
        #expect(try await counts(read(header + lines[1], hub)) == [1, 0, 0, 0])
        #expect(try await counts(read(header + lines.joined(), hub)) == [1, 2, 0, 0])
        #expect(try await counts(read(header + lines.reversed().joined(), hub)) == [0, 3, 0, 0])
        #expect(try await counts(read(header + lines[1], hub)) == [0, 1, 0, 0])
    }

    @Test func `a line without a time is refused, unless the file has a name`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        let (monday, tuesday) = ("at,code\n,beans\n", "at,code\n,beans\n,beans\n")
        let refused = try await read(monday, hub)
        #expect(counts(refused) == [0, 0, 0, 1])
        #expect(refused["exceptions"][0]["code"] == "time_missing")
        #expect(try await counts(read(monday, hub, "?batch=monday")) == [1, 0, 0, 0])
        #expect(try await counts(read(tuesday, hub, "?batch=tuesday")) == [2, 0, 0, 0])
        #expect(try await counts(read(tuesday, hub, "?batch=tuesday")) == [0, 2, 0, 0])
        #expect(try await hub.balance(item) == -3)
        let id = try await hub.call(.get, "/api/v1/journal?after=2").lines[0]["id"].text
        #expect(id == EntryID(hashOf: "larder-batch-v2\n\nmonday\n\nbeans\n1\n1").description)
        #expect(try await read(monday, hub, "?batch=%20").problem == "text_out_of_range")
    }

    @Test func `lines that an earlier Larder recorded are known again`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        let (one, two) = (try await hub.place("A1"), try await hub.place("A2"))
        func earlier(_ place: String, _ n: Int) async throws {
            let id = EntryID(
                hashOf: "larder-batch-v1\nt\n2026-11-21T09:00:00-05:00\nbeans\n2\n\(n)")
            let scan = TestHub.scan(
                "distribute", "beans", 2,
                [
                    "id": .text(id.description), "at": "2026-11-21T09:00:00-05:00",
                    "place": .text(place), "station": "t",
                ])
            #expect(try await hub.send(scan).status == 201)
        }
        try await earlier(one.id, 1)
        try await earlier(two.id, 2)
        let header = "at,code,quantity,place,station\n"
        let lines = [one, two].map { "2026-11-21T09:00:00-05:00,beans,2,\($0.label),t\n" }
        #expect(try await counts(read(header + lines.joined(), hub)) == [0, 2, 0, 0])
        #expect(try await counts(read(header + lines.reversed().joined(), hub)) == [0, 2, 0, 0])
        #expect(try await counts(read(header + lines[0] + lines[0], hub)) == [1, 1, 0, 0])
        #expect(try await counts(read(header + lines[0] + lines[0], hub)) == [0, 2, 0, 0])
        #expect(try await hub.balance(item) == -6)
    }

    @Test(arguments: [
        ("2026-11-21 10:02", "as a spreadsheet writes it"),
        ("11/21/2026 10:02", "as a spreadsheet writes it"),
        ("21.11.2026 10:02:03", "as a spreadsheet writes it"),
        ("2026-11-21T10:02:03", "says no zone"),
        ("46347.4182", "in days"), ("noon", "is no time"),
    ])
    func `a time that a spreadsheet changed is named in words`(at: String, words: String)
        async throws
    {
        let report = try await read("at,code\n\"\(at)\",beans\n", try TestHub())
        #expect(counts(report) == [0, 0, 0, 1])
        #expect(report["exceptions"][0]["code"] == "time_unreadable")
        #expect(report["exceptions"][0]["text"].text.contains(words))
    }

    @Test func `one bad line spoils no other, in CSV and in JSON`() async throws {
        let hub = try TestHub()
        try await hub.item()
        let at = "2026-11-21T09:00:0"
        let csv =
            Array("at,code\n\(at)1Z,beans\n\(at)2Z,bea".utf8) + [0x81]
            + Array("ns\n\(at)3Z,\"beans\n".utf8)
            + Array("\(at)4Z,4.13E+10\n\(at)5Z,070787602345,,\n,,\n\(at)6Z,beans\n".utf8)
        let report = try await hub.call(
            .post, "/api/v1/reconciliations", Body(bytes: csv, kind: "text/csv"))
        #expect(counts(report) == [2, 0, 1, 3])
        #expect(
            report["exceptions"].rows.map { [$0["line"], $0["code"]] } == [
                [3, "row_unreadable"], [4, "row_unreadable"], [5, "code_damaged"],
                [6, "code_unknown"],
            ])
        let json =
            Array("{\"code\":\"beans\",\"at\":\"\(at)7Z\"}\n{\"code\":\"be".utf8) + [0xFF]
            + Array("ans\"}\n{".utf8) + [0]
            + Array("}\n\n{\"code\":\"beans\",\"at\":\"\(at)8Z\"}\n".utf8)
            + Array("{\"code\":\"beans\",\"quantity\":1.5,\"at\":\"\(at)9Z\"}".utf8)
        let lines = try await hub.call(
            .post, "/api/v1/reconciliations", Body(bytes: json, kind: "application/x-ndjson"))
        #expect(counts(lines) == [2, 0, 0, 3])
        #expect(
            lines["exceptions"].rows.map { [$0["line"], $0["code"]] } == [
                [2, "request_malformed"], [3, "request_malformed"], [6, "field_unreadable"],
            ])
    }

    @Test func `a preview says what each line would do, and records nothing`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        try await hub.scan("intake", "beans", 3)
        let seq = try await hub.call(.get, "/health")["seq"]
        let plan = try await read(file, hub, "?dryRun=true")
        #expect(counts(plan) == [2, 0, 1, 5])
        #expect(try await hub.call(.get, "/health")["seq"] == seq)
        #expect(plan["plan"].rows.map { $0["line"] } == [2, 3, 4, 5, 6, 7, 8, 9])
        #expect(plan["plan"][0]["text"] == "2 of “Black beans” from floor, 1 left.")
        #expect(
            plan["plan"][1]["text"] == "2 of “Black beans” from floor, more than it held: -1 left.")
        #expect(
            plan["plan"].rows.map { $0["outcome"] }.suffix(6) == ["unresolved"]
                + Array(repeating: "refused", count: 5))
        #expect(try await hub.balance(item) == 3)
        let real = try await read(file, hub)
        #expect(counts(real) == counts(plan) && real["shortfalls"] == plan["shortfalls"])
        let again = try await read(file, hub, "?dryRun=true")
        #expect(again["plan"][0]["outcome"] == "alreadyRecorded")
        #expect(try await hub.call(.post, "/api/v1/verifications")["findings"] == [])
    }

    @Test(arguments: ["item-imports", "reconciliations"])
    func `a file is read beside the threads that answer`(route: String) async throws {
        let hub = try TestHub()
        let before = hub.hub.files.steps
        let answer = try await hub.call(
            .post, "/api/v1/\(route)", .csv("name,code,at\nBeans,b,2026-11-21T10:00:00Z\n"))
        #expect(answer.status == 200 && hub.hub.files.steps > before)
    }
}
