import API
import Hub
import Hummingbird
import Stock
import Storage

/// How many households came on a day: a figure, and nothing of whom or what.
package enum HouseholdRoutes {
    package static let all = [
        Route(.get, "/api/v1/households/{date}", .role(.viewer), show),
        Route(.put, "/api/v1/households/{date}", .role(.volunteer), note),
    ]

    @Sendable private static func show(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let day = try InputParsing.date(context.text("date"))
        let count = try await hub.read { try $0.householdCount(on: day) }
        return Response(json: HouseholdsResponse(count, on: day))
    }

    @Sendable private static func note(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let day = try InputParsing.date(context.text("date"))
        let told = try await request.json(HouseholdsRequest.self)
        let count = try await hub.note(
            told.count, on: day, by: try InputParsing.id(told.teller))
        return Response(json: HouseholdsResponse(count, on: day))
    }
}

extension HouseholdsResponse {
    fileprivate init(_ count: HouseholdCount, on day: CivilDate) {
        self.init(
            day: day.description, households: count.households, people: count.people)
    }
}
