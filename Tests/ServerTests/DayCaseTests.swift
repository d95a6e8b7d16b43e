import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// Days that begin, end and are closed although clocks and people err.
struct DayCaseTests {
    private static func clock(_ text: String) throws -> Moment { try #require(Moment(text)) }

    @Test func `a day closed by mistake is opened again, unless a later one is closed`()
        async throws
    {
        let hub = try TestHub()
        let item = try await hub.item()
        try await hub.scan("intake", "beans", 10)
        let path = "/api/v1/days/2026-11-21"
        #expect(try await hub.call(.post, "\(path)/reopening").problem == "day_is_open")
        #expect(try await hub.call(.post, "\(path)/closing").status == 201)
        let id = TestHub.id()
        #expect(try await hub.call(.post, "\(path)/reopening", ["id": id])["state"] == "open")
        #expect(try await hub.call(.post, "\(path)/reopening", ["id": id]).status == 200)
        let late = try await hub.scan("distribute", "beans", 3)
        #expect(late["warnings"].rows.isEmpty)
        #expect(try await hub.day("2026-11-21")["items"][0]["quantity"]["out"] == 3)
        #expect(try await hub.call(.post, "\(path)/closing").status == 201)
        hub.clock.advance(seconds: 86_400)
        #expect(try await hub.call(.post, "/api/v1/days/2026-11-22/closing").status == 201)
        #expect(try await hub.call(.post, "\(path)/reopening").problem == "later_day_is_closed")
        #expect(try await hub.call(.post, "/api/v1/verifications")["findings"] == [])
        #expect(try await hub.balance(item) == 7)
    }

    @Test func `figures of a closed day stay as they were signed`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        try await hub.scan("intake", "beans", 10)
        try await hub.call(.post, "/api/v1/days/2026-11-21/closing").expect(201)
        let signed = try await hub.day("2026-11-21").json
        #expect(signed["grams"]["in"] == 4_250)
        let found = try await hub.call(.get, "/api/v1/items/\(item)").json
        let heavier: JSON = [
            "name": found["name"], "category": found["category"], "measure": "each",
            "unitWeightGrams": 900,
        ]
        try await hub.call(.put, "/api/v1/items/\(item)", .json(heavier.with(["id": TestHub.id()])))
            .expect(200)
        #expect(try await hub.day("2026-11-21").json == signed)
        hub.clock.advance(seconds: 86_400)
        try await hub.scan("intake", "beans", 1)
        #expect(try await hub.day("2026-11-22")["grams"]["in"] == 900)
        try await hub.call(.post, "/api/v1/days/2026-11-22/closing").expect(201)
        #expect(try await hub.day("2026-11-21").json == signed)
        #expect(try await hub.call(.post, "/api/v1/verifications")["findings"] == [])
    }

    @Test func `a day closed after a later conversion is in the measure of that day`()
        async throws
    {
        let hub = try TestHub()
        let item = try await hub.item()
        try await hub.scan("intake", "beans", 10)
        hub.clock.advance(seconds: 86_400)
        let conversion: JSON = ["measure": "gram", "conversion": ["gramsPerPiece": 400]]
        try await hub.call(.patch, "/api/v1/items/\(item)", .json(conversion)).expect(200)
        for _ in 0..<2 {
            let before = try await hub.day("2026-11-21")["items"][0]
            #expect(before["measure"] == "each")
            #expect(before["quantity"]["closing"] == 10)
            let after = try await hub.day("2026-11-22")["items"][0]
            #expect(after["measure"] == "gram")
            #expect(after["quantity"]["opening"] == 4_000)
            #expect(after["quantity"]["adjusted"] == 0)
            #expect(after["quantity"]["closing"] == 4_000)
            _ = try await hub.call(.post, "/api/v1/days/2026-11-21/closing")
        }
        try await hub.call(.post, "/api/v1/days/2026-11-22/closing").expect(201)
        #expect(try await hub.day("2026-11-22")["items"][0]["quantity"]["opening"] == 4_000)
        #expect(try await hub.call(.post, "/api/v1/verifications")["findings"] == [])
    }

    @Test func `a clock that stands before the last entry starts no day of its own`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        try await hub.scan("intake", "beans", 10)
        hub.clock.set(try Self.clock("2000-01-01T00:10:00Z"))
        #expect(try await hub.call(.get, "/health")["clock"] == "behind")
        #expect(try await hub.call(.get, "/health")["today"] == "2026-11-21")
        try await hub.scan("distribute", "beans", 3, ["at": "2026-11-21T15:20:00Z"])
        try await hub.scan("distribute", "beans", 1)
        #expect(try await hub.day("2026-11-21")["items"][0]["quantity"]["out"] == 4)
        let closing = "/api/v1/days/2026-11-21/closing"
        #expect(try await hub.call(.post, closing).problem == "clock_doubtful")
        let page = try await hub.call(.get, "/stock", as: .of(.coordinator))
        #expect(page.text.contains("/clock"))
        #expect(try await hub.balance(item) == 6)
    }

    @Test func `a right time stays right on a hub whose clock is years behind`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        let bin = try await hub.place()
        try await hub.scan("intake", "beans", 10, ["place": .text(bin.id)])
        hub.clock.set(try Self.clock("2000-01-01T00:10:00Z"))
        let right = "2026-11-21T16:40:00Z"
        let sender = TestHub.Asker(headers: ["Larder-Sent-At": right])
        let facts: [String: JSON] = ["at": .text(right), "place": .text(bin.id)]
        let scan = TestHub.scan("distribute", "beans", 1, facts)
        let answer = try await hub.call(.post, "/api/v1/scans", .json(scan), as: sender)
        #expect(answer["warnings"] == [])
        let batch = try await hub.call(
            .post, "/api/v1/scans/batch", .lines([TestHub.scan("distribute", "beans", 2, facts)]),
            as: sender)
        #expect(batch.lines[0]["outcome"] == "recorded")
        // A command on the hub's own machine shows the same wrong time.
        let wrong = "2000-01-01T00:10:00Z"
        let own = TestHub.scan(
            "distribute", "beans", 3, ["at": .text(wrong), "place": .text(bin.id)])
        let here = TestHub.Asker(headers: ["Larder-Sent-At": wrong])
        #expect(
            try await hub.call(.post, "/api/v1/scans", .json(own), as: here)["warnings"]
                == ["clock_off"])
        #expect(try await hub.day("2026-11-21")["items"][0]["quantity"]["out"] == 6)
        #expect(try await hub.balance(item) == 4)
        // What it scans after a count came after it.
        let count: JSON = ["id": TestHub.id(), "place": .text(bin.id)]
        let path = "/api/v1/counts"
        try await hub.call(.post, path, .json(count)).expect(201)
        let line: JSON = ["id": TestHub.id(), "code": "beans", "quantity": 4, "at": .text(right)]
        try await hub.call(.post, "\(path)/\(count["id"].text)/lines", .json(line), as: sender)
            .expect(201)
        try await hub.call(.post, "\(path)/\(count["id"].text)/completion", ["id": TestHub.id()])
            .expect(201)
        let next = own.with(["id": TestHub.id(), "at": "2000-01-01T00:09:59.990Z"])
        #expect(
            try await hub.call(.post, "/api/v1/scans", .json(next), as: here)["warnings"]
                == ["same_scan_seconds_ago", "clock_off"])
        #expect(try await hub.balance(item) == 1)
    }

    @Test
    func `a hub that was at rest for more than a week is asked once whether the date is right`()
        async throws
    {
        let hub = try TestHub()
        try await hub.item()
        try await hub.scan("intake", "beans", 10)
        hub.clock.advance(seconds: 7 * 86_400)
        #expect(try await hub.call(.get, "/health")["clock"] == "plausible")
        try await hub.call(.post, "/api/v1/days/2026-11-28/closing").expect(201)
        for (days, day, isTold) in [(12, "2026-12-10", true), (21, "2026-12-31", false)] {
            hub.clock.advance(seconds: Int64(days) * 86_400)
            #expect(try await hub.call(.get, "/health")["clock"] == "ahead")
            let closing = "/api/v1/days/\(day)/closing"
            if isTold {
                #expect(try await hub.call(.post, closing).problem == "clock_doubtful")
                try await hub.call(.post, closing, ["clockIsRight": true]).expect(201)
            } else {
                // What is recorded first does not make it right.
                try await hub.scan("distribute", "beans", 1)
                #expect(try await hub.call(.post, closing).problem == "clock_doubtful")
                try await hub.call(.post, "/api/v1/clock/confirmation").expect(200)
                try await hub.call(.post, closing).expect(201)
            }
            #expect(try await hub.call(.get, "/health")["clock"] == "plausible")
        }
        #expect(try await hub.call(.post, "/api/v1/verifications")["findings"] == [])
    }

    @Test(arguments: [[14, 14, 14, 21], [28, 35, 28, 35]])
    func `a hub that opens every other week or once a month is asked once`(_ rests: [Int])
        async throws
    {
        var hub = try TestHub()
        try await hub.item()
        try await hub.scan("intake", "beans", 100)
        var asked: [Bool] = []
        for rest in rests {
            hub.clock.advance(seconds: Int64(rest) * 86_400)
            asked.append(try await hub.call(.get, "/health")["clock"] == "ahead")
            try await hub.scan("distribute", "beans", 1)
            if asked.last == true {
                try await hub.call(.post, "/api/v1/clock/confirmation").expect(200)
            }
            #expect(try await hub.call(.get, "/health")["clock"] == "plausible")
            try hub.store.close()
            hub = try TestHub(in: hub.directory, clock: hub.clock)
        }
        #expect(asked == [true, false, false, false])
        #expect(try await hub.call(.post, "/api/v1/verifications")["findings"] == [])
        // What is longer than any usual rest is asked about whatever anyone said before.
        hub.clock.advance(seconds: 41 * 86_400)
        #expect(try await hub.call(.get, "/health")["clock"] == "ahead")
        try await hub.call(.post, "/api/v1/clock/confirmation").expect(200)
        hub.clock.advance(seconds: 41 * 86_400)
        #expect(try await hub.call(.get, "/health")["clock"] == "ahead")
    }

    @Test func `no rest is usual because it passed, or because the clock was wrong`() async throws {
        let hub = try TestHub()
        try await hub.item()
        for _ in 1...3 {
            try await hub.scan("intake", "beans", 10)
            hub.clock.advance(seconds: 8 * 86_400 - 60)
            #expect(try await hub.call(.get, "/health")["clock"] == "plausible")
        }
        try await hub.scan("intake", "beans", 10)
        let right = hub.clock.now()
        hub.clock.advance(seconds: 30 * 86_400)
        try await hub.scan("distribute", "beans", 3)
        #expect(try await hub.call(.get, "/health")["clock"] == "ahead")
        hub.clock.set(right)
        #expect(try await hub.call(.get, "/health")["clock"] == "behind")
        try await hub.call(.post, "/api/v1/clock/confirmation").expect(200)
        #expect(try await hub.call(.get, "/health")["clock"] == "plausible")
        hub.clock.advance(seconds: 9 * 86_400)
        #expect(try await hub.call(.get, "/health")["clock"] == "ahead")
    }

    @Test func `a year that the clock was ahead is put right`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        try await hub.scan("intake", "beans", 10)
        hub.clock.set(try Self.clock("2027-11-21T22:00:00Z"))
        try await hub.scan("distribute", "beans", 3)
        #expect(try await hub.call(.get, "/health")["clock"] == "ahead")
        let ahead = "/api/v1/days/2027-11-21"
        #expect(try await hub.call(.post, "\(ahead)/closing").problem == "clock_doubtful")
        try await hub.call(.post, "\(ahead)/closing", ["clockIsRight": true]).expect(201)
        hub.clock.set(try Self.clock("2026-11-21T23:00:00Z"))
        #expect(try await hub.call(.get, "/health")["clock"] == "behind")
        try await hub.call(.post, "/api/v1/clock/confirmation").expect(200)
        #expect(try await hub.call(.get, "/health")["clock"] == "plausible")
        #expect(try await hub.call(.get, "/health")["today"] == "2026-11-21")
        try await hub.call(.post, "\(ahead)/reopening").expect(200)
        // What happens now is of today, and a count of now sees what was handed out that evening.
        try await hub.scan("distribute", "beans", 1)
        let bin = try await hub.place().id
        try await hub.scan("move", "beans", 6, ["to": .text(bin)])
        let count = TestHub.id()
        try await hub.call(.post, "/api/v1/counts", ["id": count, "place": .text(bin)]).expect(201)
        hub.clock.advance(seconds: 60)
        try await hub.scan("count", "beans", 5, ["count": count])
        try await hub.call(
            .post, "/api/v1/counts/\(count.text)/completion", ["id": TestHub.id()]
        ).expect(201)
        #expect(try await hub.balance(item) == 5)
        hub.clock.advance(seconds: 60)
        try await hub.scan("distribute", "beans", 2, ["place": .text(bin)])
        #expect(try await hub.balance(item) == 3)
        try await hub.call(.post, "/api/v1/days/2026-11-21/closing").expect(201)
        #expect(try await hub.call(.post, "/api/v1/verifications")["findings"] == [])
    }

    @Test func `a zone that nobody said is told, and asked before the first day is closed`()
        async throws
    {
        let hub = try TestHub(isZoneSaid: false)
        let zone = try await hub.call(.get, "/health")["timeZone"]["name"].text
        #expect(try await hub.call(.get, "/health")["timeZone"]["isGuessed"] == true)
        let (tell, day) = ("Nobody has said which time zone", "2026-11-21")
        for path in ["/", "/close?date=\(day)", "/settings"] {
            let page = try await hub.call(.get, path).text
            #expect(page.contains(tell) && page.contains(zone), "\(path)")
        }
        #expect(try await !hub.call(.get, "/", as: .of(.volunteer)).text.contains(tell))
        let asked = try await hub.call(.get, "/close?date=\(day)").text
        #expect(asked.contains("This is the time zone") && !asked.contains("name=\"date\""))
        let closing = ["id": TestHub.id().text, "date": day]
        #expect(try await hub.form("/close", closing).header("location").hasPrefix("/close?date="))
        let head = try #require(try await hub.call(.get, "/health")["seq"].whole)
        for unknown in ["Springfield", "+03:00", "central time"] {
            let refused = try await hub.form("/settings/zone", ["zone": unknown, "day": day])
            #expect(refused.status == 422, "\(unknown)")
        }
        #expect(
            asked.contains("<option value=\"America/New_York\">New York</option>"))
        let said = try await hub.form("/settings/zone", ["zone": zone, "day": day])
        #expect(said.header("location").hasPrefix("/close?date="))
        #expect(try await hub.call(.get, "/health")["timeZone"]["isGuessed"] == false)
        for _ in 0..<2 {
            try await hub.call(.put, "/api/v1/time-zone", ["timeZone": .text(zone)]).expect(200)
        }
        #expect(try await hub.call(.get, "/health")["seq"].whole == head + 1)
        for path in ["/", "/close?date=\(day)", "/settings"] {
            #expect(try await !hub.call(.get, path).text.contains(tell), "\(path)")
        }
        #expect(try await hub.form("/close", closing).header("location").hasPrefix("/days/\(day)"))
        try hub.store.close()
        let reopened = try TestHub(in: hub.directory, clock: hub.clock, isZoneSaid: false)
        #expect(try await reopened.call(.get, "/health")["timeZone"]["isGuessed"] == false)
    }

    @Test func `a script closes by a zone that nobody said, which is then a person's word`()
        async throws
    {
        let hub = try TestHub(isZoneSaid: false)
        try await hub.call(.post, "/api/v1/days/2026-11-21/closing").expect(201)
        #expect(try await hub.call(.get, "/health")["timeZone"]["isGuessed"] == false)
        try hub.store.close()
        let reopened = try TestHub(in: hub.directory, clock: hub.clock, isZoneSaid: false)
        #expect(try await reopened.call(.get, "/health")["timeZone"]["isGuessed"] == false)
        #expect(try await reopened.store.verify().isEmpty)
    }

    @Test func `the time zone is set until a day is closed`() async throws {
        let hub = try TestHub()
        try await hub.item()
        let zone = { (name: String) in
            try await hub.call(.put, "/api/v1/time-zone", ["timeZone": .text(name)])
        }
        for name in ["Mars/Phobos", "Etc/", "/", "GMT+3"] {
            #expect(try await zone(name).problem == "zone_unknown")
        }
        for name in ["Etc/UTC", "US/Eastern"] {
            #expect(try await zone(name)["timeZone"]["name"].text == name)
        }
        hub.clock.set(try Self.clock("2026-11-22T03:00:00Z"))
        #expect(try await hub.call(.get, "/health")["today"] == "2026-11-21")
        #expect(try await zone("Asia/Tokyo")["today"] == "2026-11-22")
        let id = TestHub.id()
        for (name, problem) in [
            ("Australia/Sydney", ""), ("Australia/Sydney", ""),
            ("Europe/Oslo", "id_exists_with_different_content"),
        ] {
            let said = try await hub.call(
                .put, "/api/v1/time-zone", ["id": id, "timeZone": .text(name)])
            #expect(said.problem == problem)
        }
        try await hub.call(.post, "/api/v1/days/2026-11-22/closing").expect(201)
        #expect(try await zone("UTC").problem == "zone_is_fixed")
        try hub.store.close()
        let reopened = try TestHub(in: hub.directory, clock: hub.clock)
        #expect(try await reopened.call(.get, "/health")["today"] == "2026-11-22")
    }
}

extension Answer {
    /// Holds the status; what is wrong stands in the failure.
    func expect(_ wanted: Int, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(status == wanted, "\(text)", sourceLocation: sourceLocation)
    }
}
