import Printing
import Spool
import Stock
import Storage
import Testing

/// What a person says of a job that is unknown.
@Suite(.timeLimit(.minutes(15))) struct PersonTests {
    /// A bench with one job in that state.
    private func bench(_ state: JobState) async throws -> (Bench, Spool, PrintJobID) {
        let bench = try await Bench(["a": CapturedPrinter()])
        let id = bench.freshID()
        try await bench.store.write { ledger in
            _ = try ledger.addJob(id, printer: "a", request: .bin("A1"))
            guard state != .queued else { return }
            _ = try ledger.beginJob(id, at: "a", labels: 1)
            _ = try ledger.advanceJob(id, by: .end(state, reason: .printer(.silent), bytesSent: 7))
        }
        return (bench, try bench.makeSpool(), id)
    }

    @Test(arguments: [
        (Sighting.all, JobState.printed, HubReason?.none, 0, Sighting.none),
        (.none, .failed, .didNotComeOut, 1, .all),
    ])
    func `an unknown job is settled by what a person saw, once or twice`(
        _ sighting: Sighting, _ state: JobState, _ reason: HubReason?, _ unsettled: Int,
        _ other: Sighting
    ) async throws {
        let (bench, spool, id) = try await bench(.unknown)
        #expect(try await bench.store.read { try $0.unsettledCount() } == 1)
        for _ in 1...2 {
            let job = try await spool.confirm(id, sighting)
            #expect(
                job.state == state && job.reason == reason.map { .hub($0) } && job.bytesSent == 7)
        }
        #expect(try await bench.store.read { try $0.unsettledCount() } == unsettled)
        await #expect(throws: SpoolFault.jobIsNotUnknown(state: state)) {
            try await spool.confirm(id, other)
        }
    }

    @Test(arguments: [JobState.queued, .cancelled])
    func `a job that is not unknown is not for a person to settle`(_ state: JobState) async throws {
        let (bench, spool, id) = try await bench(state)
        await #expect(throws: SpoolFault.jobIsNotUnknown(state: state)) {
            try await spool.confirm(id, .all)
        }
        #expect(try await bench.job(id)?.state == state)
    }

    @Test func `a job that is not there cannot be settled`() async throws {
        let (bench, spool, _) = try await bench(.unknown)
        let other = bench.freshID()
        await #expect(throws: StorageFault.jobNotFound(other.description)) {
            try await spool.confirm(other, .all)
        }
    }
}
