import Metrics
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// The hub's figures, in the text that Prometheus reads.
struct MetricsTests {
    @Test func `a histogram's steps add up, and the last holds all`() {
        let registry = MetricsRegistry()
        let times = Metrics.Timer(
            label: "t_seconds", dimensions: [("route", "/a")], factory: registry)
        for milliseconds in [1, 3, 700, 60_000] { times.recordMilliseconds(milliseconds) }
        var text = MetricsText()
        registry.write(to: &text)
        let lines = text.text.split(separator: "\n").map(String.init)
        #expect(lines.first == "# TYPE t_seconds histogram")
        for line in [
            #"t_seconds_bucket{route="/a",le="0.001"} 1"#,
            #"t_seconds_bucket{route="/a",le="0.005"} 2"#,
            #"t_seconds_bucket{route="/a",le="1"} 3"#, #"t_seconds_bucket{route="/a",le="10"} 3"#,
            #"t_seconds_bucket{route="/a",le="+Inf"} 4"#, #"t_seconds_count{route="/a"} 4"#,
        ] { #expect(lines.contains(line), "\(line)") }
    }

    @Test func `a label's value cannot end its line or its quotation`() {
        #expect(MetricsText.escaped("a\"b\\c\nd") == #"a\"b\\c\nd"#)
    }

    @Test func `scans of forms and of files are counted like any other`() async throws {
        let hub = try TestHub()
        try await hub.item()
        func counts() async throws -> [String: Int] {
            let text = try await hub.call(.get, "/metrics").text
            let found = text.matches(of: #/larder_scans_total\{outcome="([a-z_]+)"\} ([0-9]+)/#)
            return Dictionary(
                uniqueKeysWithValues: found.map { (String($0.1), Int($0.2) ?? -1) })
        }
        let known = ["id": TestHub.id().text, "code": "beans", "quantity": "1"]
        for _ in 1...2 { _ = try await hub.form("/take-in", known) }
        for (code, quantity) in [("4711", "1"), ("beans", "0"), ("bea", "1")] {
            let form = ["id": TestHub.id().text, "code": code, "quantity": quantity]
            _ = try await hub.form("/take-in", form)
        }
        let place = try await hub.place()
        _ = try await hub.form(
            "/take-in", ["id": TestHub.id().text, "code": place.label, "quantity": "1"])
        var wanted = ["recorded": 1, "repeated": 1, "unresolved": 1, "refused": 1, "looked_up": 0]
        #expect(try await counts() == wanted)
        let file = """
            at,code,quantity,place,station
            2026-11-21T15:00:00Z,beans,1,,table
            2026-11-21T15:00:01Z,4712,1,,table
            2026-11-21T15:00:02Z,beans,none,,table

            """
        let path = "/api/v1/reconciliations"
        _ = try await hub.call(.post, "\(path)?dryRun=true", .csv(file))
        #expect(try await counts() == wanted)
        for _ in 1...2 { #expect(try await hub.call(.post, path, .csv(file)).status == 200) }
        wanted.merge(["recorded": 2, "repeated": 3, "unresolved": 2, "refused": 3]) { $1 }
        #expect(try await counts() == wanted)
    }

    @Test func `the hub tells what it did, and names nothing`() async throws {
        let hub = try TestHub()
        try await hub.item("Planted Beans")
        try await hub.scan("intake", "beans", 2)
        try await hub.scan("intake", "planted-code")
        _ = try await hub.status(.get, "/api/v1/items?query=Planted", as: .of(.viewer))
        _ = try await hub.status(.get, "/Planted/path", as: .nobody)
        _ = try await hub.status(.delete, "/api/v1/items/Planted", as: .nobody)
        let answer = try await hub.call(.get, "/metrics", as: .of(.viewer))
        #expect(answer.header("Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
        let lines = answer.text.split(separator: "\n").map(String.init)
        for line in [
            #"larder_scans_total{outcome="recorded"} 1"#,
            #"larder_scans_total{outcome="unresolved"} 1"#, "larder_unresolved_scans 1",
            #"larder_http_requests_total{method="POST",route="/api/v1/scans",status="2xx"} 2"#,
            #"larder_http_requests_total{method="GET",route="/api/v1/items",status="2xx"} 1"#,
            #"larder_http_requests_total{method="GET",route="none",status="4xx"} 1"#,
            #"larder_http_requests_total{method="DELETE",route="/api/v1/items/{id}",status="4xx"} 1"#,
        ] { #expect(lines.contains(line), "\(line)") }
        #expect(!answer.text.lowercased().contains("planted"))
        let sample = #/[a-z_]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? -?[0-9.e+\-]+/#
        for line in lines where !line.hasPrefix("# TYPE ") {
            #expect(line.wholeMatch(of: sample) != nil, "\(line)")
        }
        let refused = try await hub.call(.get, "/metrics", as: .nobody)
        #expect(refused.problem == "not_signed_in")
        #expect(refused.header("WWW-Authenticate") == "Bearer realm=\"Larder\"")
    }
}
