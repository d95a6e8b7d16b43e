import Stock
import Testing

@testable import API
@testable import Hub
@testable import Server

/// Scans that are sent again after what they spoke of was changed.
struct RepeatedScanTests {
    @Test func `the first answer comes again, whatever its item is called by now`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        let bin = try await hub.place()
        let count: JSON = ["id": TestHub.id(), "place": .text(bin.id)]
        _ = try await hub.call(.post, "/api/v1/counts", .json(count))
        var sent: [(scan: JSON, answer: String)] = []
        let changes: [JSON] = [
            ["name": "Beans"], ["unitWeightGrams": 400, "category": "pulses"],
            ["name": "Black beans", "shelfLifeDays": 700, "programme": "tefap"],
        ]
        for change in changes {
            for scan in [
                TestHub.scan("intake", "beans", 3), TestHub.scan("distribute", "beans", 1),
                TestHub.scan("count", "beans", 2, ["count": count["id"]]),
            ] {
                sent.append((scan, try await hub.send(scan).text))
            }
            #expect(
                try await hub.call(.patch, "/api/v1/items/\(item)", .json(change)).status == 200)
            for (scan, answer) in sent {
                let again = try await hub.send(scan)
                #expect(again.status == 200 && again.text == answer)
            }
        }
        #expect(Set(sent.map(\.answer)).count == sent.count)
        #expect(try await hub.scan("intake", "beans", 1)["item"]["programme"] == "tefap")
        #expect(try await hub.call(.post, "/api/v1/verifications")["findings"] == [])
    }

    @Test
    func
        `the first answer comes again, whatever its place is called and wherever it stands by now`()
        async throws
    {
        let hub = try TestHub()
        _ = try await hub.item()
        let bin = try await hub.place()
        let shelf = try await hub.place("Cold shelf", "shelf")
        let count: JSON = ["id": TestHub.id(), "place": .text(bin.id)]
        _ = try await hub.call(.post, "/api/v1/counts", .json(count))
        var sent: [(scan: JSON, answer: String)] = []
        let label = bin.label
        let path = "/api/v1/places/\(bin.id)"
        for change in [
            ["name": "A2"], ["parent": .text(shelf.id)], ["name": "A3", "parent": .null],
            ["name": "A1"],
        ] as [JSON] {
            for scan in [
                TestHub.scan(
                    "intake", "beans", 3, ["place": .text(label), "source": "Corner Bakery"]),
                TestHub.scan("distribute", "beans", 1, ["place": .text(bin.id)]),
                TestHub.scan("count", "beans", 2, ["count": count["id"]]),
                TestHub.scan("move", label, 1, ["to": .text(shelf.id)]),
            ] {
                sent.append((scan, try await hub.send(scan).text))
            }
            #expect(try await hub.call(.patch, path, .json(change)).status == 200)
            let source = try await hub.call(.get, "/api/v1/sources?query=corner").json[0]["id"].text
            #expect(
                try await hub.call(.delete, "/api/v1/sources/\(source)/name").status == 204)
            for (scan, answer) in sent {
                let again = try await hub.send(scan)
                #expect(again.status == 200 && again.text == answer)
            }
        }
        #expect(Set(sent.map(\.answer)).count == sent.count)
        #expect(try await hub.call(.post, "/api/v1/verifications")["findings"] == [])
    }

    @Test func `an explanation is answered again as it was`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        let scan = try await hub.scan("intake", "4711", 2)["id"].text
        let path = "/api/v1/unresolved/\(scan)/resolution"
        let said: JSON = ["id": TestHub.id(), "item": .text(item)]
        let first = try await hub.call(.post, path, .json(said))
        _ = try await hub.call(.patch, "/api/v1/items/\(item)", ["name": "Beans"])
        #expect(try await hub.call(.post, path, .json(said)).text == first.text)
    }

    @Test(arguments: [true, false])
    func `the first answer comes again after its place's label was put on something else`(
        isOfRoll: Bool
    ) async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        let made = try await hub.place()
        var (label, binding) = (made.label, JSON.text(made.id))
        let second = try await hub.roll(1).codes[0]
        if isOfRoll {
            label = try await hub.roll(1).codes[0]
            binding = TestHub.id()
            let box: JSON = ["id": binding, "place": ["name": "Box", "kind": "box"]]
            #expect(try await hub.bind(label, box).status == 201)
        }
        let place: [String: JSON] = ["place": binding]
        var sent: [(scan: JSON, answer: String)] = []
        func send() async throws -> String {
            let scan = TestHub.scan("intake", "beans", 1, place)
            let answer = try await hub.send(scan)
            sent.append((scan, answer.text))
            return answer["place"]["labelCode"].text
        }
        #expect(try await send() == label)
        let changes: [(String, JSON, after: String)] = [
            (label, ["item": .text(item), "corrects": binding], ""),
            (second, ["place": binding], second),
            (label, ["place": binding], second),
            (second, [:], ""),
            (label, [:], ""),
        ]
        var last = [label: binding]
        for (code, body, after) in changes {
            var said = body.with(["id": TestHub.id()])
            if let known = last[code] { said = said.with(["corrects": known]) }
            let answer = try await hub.bind(code, said)
            #expect(answer.status < 300, "\(answer.text)")
            last[code] =
                body.members.isEmpty || body["item"] == .null && body["place"] == .null
                ? nil : said["id"]
            #expect(try await send() == after)
            for (scan, answer) in sent {
                let again = try await hub.send(scan)
                #expect(again.status == 200 && again.text == answer)
            }
        }
        #expect(try await hub.call(.post, "/api/v1/verifications")["findings"] == [])
    }
}
