import Stock
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// How many households came: figures alone.
struct HouseholdTests {
    private static let path = "/api/v1/households/2026-11-21"

    private func tell(
        _ hub: TestHub, _ teller: JSON, _ households: Int64, _ people: Int64? = nil
    ) async throws -> Answer {
        var told: JSON = ["teller": teller, "households": .whole(households)]
        if let people { told = told.with(["people": .whole(people)]) }
        return try await hub.call(.put, Self.path, .json(told))
    }

    @Test func `what devices counted adds up, and what one says again stands in place of before`()
        async throws
    {
        let hub = try TestHub()
        let (table, door) = (TestHub.id(), TestHub.id())
        #expect(try await tell(hub, table, 3, 7)["households"] == 3)
        #expect(try await tell(hub, door, 2)["households"] == 5)
        let again = try await tell(hub, table, 4, 9)
        #expect(again["households"] == 6 && again["people"] == 9)
        #expect(try await tell(hub, table, 4, 9).bytes == again.bytes)
        // All of a household was taken back.
        #expect(try await tell(hub, table, 3, 7)["households"] == 5)
        let seen = try await hub.call(.get, Self.path, as: .of(.viewer))
        #expect(seen["households"] == 5 && seen["people"] == 7)
        let other = try await hub.call(.get, "/api/v1/households/2026-11-22")
        #expect(other["households"] == 0)
        #expect(
            try await hub.page("/days/2026-11-21").text.contains("Households: 5, with 7 people"))
        #expect(try await !hub.page("/days/2026-11-20").text.contains("Households:"))
    }

    @Test func `nothing of them is in the journal, and nothing links them to scans`() async throws {
        let hub = try TestHub()
        let before = try await hub.store.read { try $0.head() }
        let teller = TestHub.id()
        _ = try await tell(hub, teller, 3)
        #expect(try await hub.store.read { try $0.head() } == before)
    }

    @Test(arguments: [(-1, 0), (100_001, 0), (1, -1), (1, 1_000_001)] as [(Int64, Int64)])
    func `a figure that no device counts is refused`(households: Int64, people: Int64)
        async throws
    {
        let hub = try TestHub()
        let refused = try await tell(hub, TestHub.id(), households, people)
        #expect(refused.status == 422 && refused.problem == "quantity_out_of_range")
        #expect(try await hub.call(.get, Self.path)["households"] == 0)
    }

    @Test func `how many they are is asked where a coordinator wants it`() async throws {
        let hub = try TestHub()
        #expect(try await !hub.page("/hand-out").text.contains("picks sizes"))
        #expect(try await hub.form("/settings/households", ["sizes": "yes"]).status == 303)
        #expect(try await hub.page("/hand-out").text.contains("picks sizes"))
        #expect(try await !hub.page("/take-in").text.contains("picks sizes"))
        #expect(try await hub.form("/settings/households", [:]).status == 303)
        #expect(try await !hub.page("/hand-out").text.contains("picks sizes"))
    }
}
