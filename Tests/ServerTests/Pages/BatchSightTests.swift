import Storage
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// A batch that is seen to in one go, on the page of labels to print.
struct BatchSightTests {
    /// A hub with a batch of four labels: three in doubt, one that waits.
    private func bench() async throws -> (hub: TestHub, batch: String, jobs: [String]) {
        let hub = try TestHub()
        try await hub.pictures(["P": "50x30"])
        let id = TestHub.id()
        let labels = (1...4).map { JSON.object(["fields": ["name": .text("A\($0)")]]) }
        let batch: JSON = ["id": id, "printer": "P", "layout": "test", "labels": .list(labels)]
        _ = try await hub.call(.post, "/api/v1/print-batches", .json(batch))
        let jobs = try await hub.call(.get, "/api/v1/print-jobs?batch=\(id.text)").json.rows
            .reversed().map { $0["id"].text }
        for job in jobs.dropLast() { try await hub.stop("/api/v1/print-jobs/\(job)", after: 1) }
        return (hub, id.text, jobs)
    }

    private func states(_ hub: TestHub, _ batch: String) async throws -> JSON {
        try await hub.call(.get, "/api/v1/print-batches/\(batch)")["jobs"]
    }

    @Test func `what is missing is ticked, and the others are put down as printed`() async throws {
        let (hub, batch, jobs) = try await bench()
        let page = try await hub.page("/print-jobs?batch=\(batch)").text
        #expect(page.matches(of: /name="missing-/).count == 3)
        #expect(!page.contains("name=\"missing-\(jobs[3])\""), "it has not been sent")
        let form = [
            "do": "seen", "batch": batch, "seen-\(jobs[0])": "yes", "seen-\(jobs[1])": "yes",
            "missing-\(jobs[1])": "yes",
        ]
        let sent = try await hub.form("/print-jobs", form)
        #expect(sent.status == 303)
        let next = try await hub.page(sent.header("Location")).text
        #expect(next.contains("name=\"job\" value=\"\(jobs[1])\""), "it can be printed again")
        #expect(
            try await states(hub, batch)
                == ["printed": 1, "failed": 1, "unknown": 1, "queued": 1])
    }

    @Test func `none came out, and all that failed is printed again by one tap`() async throws {
        let (hub, batch, jobs) = try await bench()
        var form = ["do": "none-seen", "batch": batch]
        for job in jobs.dropLast() { form["seen-\(job)"] = "yes" }
        let sent = try await hub.form("/print-jobs", form)
        let page = try await hub.page(sent.header("Location")).text
        #expect(page.contains("3 labels did not print."))
        #expect(page.contains("Print all again"))
        let again = try await hub.form(
            "/print-jobs", ["do": "again", "batch": batch, "id": TestHub.id().text])
        #expect(again.status == 303)
        #expect(try await states(hub, batch) == ["cancelled": 3, "queued": 1])
        let queued = try await hub.call(.get, "/api/v1/print-jobs?state=queued").json.rows
        #expect(queued.count == 4)
        #expect(!(try await hub.page("/print-jobs?batch=\(batch)").text.contains("id=\"sight\"")))
    }

    @Test func `whoever may not print sees no boxes to tick`() async throws {
        let (hub, batch, _) = try await bench()
        let page = try await hub.page("/print-jobs?batch=\(batch)", as: .of(.viewer)).text
        #expect(!page.contains("missing-"))
    }
}
