import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// Print jobs, looked for.
struct PrintListTests {
    /// A hub with two jobs at one printer, the second cancelled, and one at another.
    private func bench() async throws -> (hub: TestHub, jobs: [String]) {
        let hub = try TestHub()
        try await hub.pictures(["P": "50x30", "Q": "50x30"])
        var jobs: [String] = []
        for printer in ["P", "P", "Q"] { jobs.append(try await hub.queued(at: printer)) }
        _ = try await hub.call(.post, "\(jobs[1])/cancellation")
        return (hub, jobs)
    }

    @Test(arguments: [
        ("", [2, 1, 0]), ("state=queued", [2, 0]), ("state=queued,cancelled", [2, 1, 0]),
        ("state=printed", []), ("printer=P", [1, 0]), ("printer=P&state=queued", [0]),
    ])
    func `jobs are listed by state and printer, the last first`(
        _ query: String, _ found: [Int]
    ) async throws {
        let (hub, jobs) = try await bench()
        let rows = try await hub.call(.get, "/api/v1/print-jobs?\(query)").json.rows
        #expect(rows.map { "/api/v1/print-jobs/\($0["id"].text)" } == found.map { jobs[$0] })
    }

    @Test func `a state that no job has is told to be none`() async throws {
        let (hub, _) = try await bench()
        #expect(
            try await hub.problem(.get, "/api/v1/print-jobs?state=queued,lost")
                == "query_unreadable")
    }

    @Test func `the links of a list lead through all that is looked for`() async throws {
        let (hub, jobs) = try await bench()
        var path: String? = "/api/v1/print-jobs?state=queued&limit=1"
        var found: [String] = []
        while let next = path, found.count < 9 {
            let page = try await hub.call(.get, next)
            #expect(page.json.rows.count <= 1)
            found += page.json.rows.map { "/api/v1/print-jobs/\($0["id"].text)" }
            path = page.header("Link").firstMatch(of: #/^<([^>]+)>; rel="next"$/#)
                .map { String($0.1) }
        }
        #expect(found == [jobs[2], jobs[0]])
    }
}
