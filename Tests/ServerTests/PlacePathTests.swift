import Testing

struct PlacePathTests {
    @Test(arguments: ["0", "ABCDEFGC", "0198c1f2-0000-7000-8000-000000000002"])
    func `a path that names a place that is not there answers 404, a body 422`(
        nowhere: String
    ) async throws {
        let hub = try TestHub()
        let path = "/api/v1/places/\(nowhere)"
        for answer in [
            try await hub.call(.get, path), try await hub.call(.patch, path, ["name": "A1"]),
        ] {
            #expect(answer.status == 404 && answer.problem == "place_not_found")
        }
        let both = try await hub.call(.patch, "/api/v1/places/0", ["parent": .text(nowhere)])
        #expect(both.status == 404)
        let shelf = try await hub.place("Shelf", "shelf")
        let moved = try await hub.call(
            .patch, "/api/v1/places/\(shelf.id)", ["parent": .text(nowhere)])
        #expect(moved.status == 422 && moved.problem == "place_not_found")
    }

    @Test func `the page of a place that is not there answers 404`() async throws {
        let hub = try TestHub()
        let page = try await hub.page("/places/0198c1f2-0000-7000-8000-000000000002")
        #expect(page.status == 404)
    }
}
