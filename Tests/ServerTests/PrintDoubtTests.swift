import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// What a person says of labels that are in doubt.
struct PrintDoubtTests {
    private static let seen: [(JSON, String, String, Int64)] = [
        (["cameOut": true], "queued", "", 2), (["labelsOut": 1], "queued", "", 1),
        (["labelsOut": 0], "queued", "", 0), (["cameOut": false], "failed", "didNotComeOut", 0),
    ]

    private static let late: [JSON] = [
        ["cameOut": true], ["cameOut": false], ["labelsOut": 2],
    ]

    private static let outOfPlace: [(JSON, String)] = [
        (["labelsOut": 3], "job_went_on"), (["labelsOut": -1], "job_went_on"),
        ([:], "field_unreadable"),
    ]

    /// A hub with a job of five labels, of which two were sent and nobody knows of.
    private func bench() async throws -> (hub: TestHub, job: String) {
        let hub = try TestHub()
        try await hub.pictures(["P": "50x30"])
        let job = try await hub.queued(at: "P", ["copies": 5])
        try await hub.stop(job, after: 2)
        return (hub, job)
    }

    @Test(arguments: seen)
    func `a job goes on after the last label that a person saw`(
        _ seen: JSON, _ state: String, _ reason: String, _ out: Int64
    ) async throws {
        let (hub, job) = try await bench()
        for _ in 1...2 {
            let told = try await hub.call(
                .post, "\(job)/confirmation", .json(seen.with(["labelsSent": 2])))
            #expect(told["state"].text == state)
            #expect(told["reason"].text == reason)
            #expect(told["labelsOut"].whole == out)
            #expect(told["labelsSent"].whole == out)
        }
    }

    @Test func `a job whose last label came out is printed`() async throws {
        let (hub, job) = try await bench()
        _ = try await hub.call(.post, "\(job)/confirmation", ["cameOut": true])
        try await hub.stop(job, after: 3)
        let told = try await hub.call(.post, "\(job)/confirmation", ["labelsOut": 5])
        #expect(told["state"] == "printed")
        #expect(told["labelsOut"] == 5)
    }

    @Test(arguments: late)
    func `a late answer does not settle a later doubt`(_ late: JSON) async throws {
        let (hub, job) = try await bench()
        _ = try await hub.call(
            .post, "\(job)/confirmation", ["labelsOut": 1, "labelsSent": 2])
        try await hub.stop(job, after: 3)
        let told = try await hub.call(
            .post, "\(job)/confirmation", .json(late.with(["labelsSent": 2])))
        #expect(told.status == 409)
        #expect(told.problem == "job_went_on")
        let now = try await hub.call(.get, job)
        #expect(now["state"] == "unknown")
        #expect(now["labelsOut"] == 1)
        #expect(now["labelsSent"] == 4)
    }

    @Test(arguments: outOfPlace)
    func `an answer about labels that are not in doubt changes nothing`(
        _ seen: JSON, _ problem: String
    ) async throws {
        let (hub, job) = try await bench()
        #expect(try await hub.problem(.post, "\(job)/confirmation", .json(seen)) == problem)
        #expect(try await hub.call(.get, job)["state"] == "unknown")
    }

    @Test func `labels that are missing are printed again, with the same code`() async throws {
        let hub = try TestHub()
        try await hub.pictures(["P": "50x30", "Q": "50x30"])
        let bin = try await hub.place("A1")
        let job = try await hub.queued(at: "P", ["code": .text(bin.label), "copies": 3])
        try await hub.stop(job, after: 3, out: 1)
        let again: JSON = ["id": TestHub.id(), "printer": "Q"]
        let made = try await hub.call(.post, "\(job)/reprint", .json(again))
        #expect(made.status == 201)
        #expect(made["id"] == again["id"])
        #expect(job == "/api/v1/print-jobs/\(made["reprintOf"].text)")
        #expect(made["code"].text == bin.label)
        #expect(made["layout"] == "bin")
        #expect(made["printer"] == "Q")
        #expect(made["copies"] == 2)
        #expect(try await hub.call(.post, "\(job)/reprint", .json(again)).status == 200)
        let other = try await hub.call(.post, "\(job)/reprint", .json(again.with(["copies": 3])))
        #expect(other.problem == "id_exists_with_different_content")
        #expect(try await hub.call(.get, job)["reason"] == "printedAgain")
        #expect(try await hub.call(.get, "/api/v1/print-jobs").json.rows.count == 2)
    }

    @Test func `a job that came out is printed again whole, and stays printed`() async throws {
        let hub = try TestHub()
        try await hub.pictures(["P": "50x30"])
        let job = try await hub.queued(at: "P", ["copies": 3])
        try await hub.finish(job)
        let made = try await hub.call(.post, "\(job)/reprint", ["id": TestHub.id()])
        #expect(made["copies"] == 3)
        #expect(try await hub.call(.get, job)["state"] == "printed")
    }
}
