import Stock
import TestSupport

/// What tests make again and again, over the API.
extension TestHub {
    /// A new id as text.
    static func id() -> JSON { .text((fresh() as EntryID).description) }

    /// Makes an item with one code.
    ///
    /// - Returns: Its id.
    @discardableResult
    func item(
        _ name: String = "Black beans", code: String = "beans", pack: Int64 = 1,
        _ more: [String: JSON] = [:]
    ) async throws -> String {
        let item: JSON = [
            "id": Self.id(), "name": .text(name), "category": "tests", "unitWeightGrams": 425,
            "codes": [["code": .text(code), "pack": .whole(pack)]],
        ]
        return try await call(.post, "/api/v1/items", .json(item.with(more)))["id"].text
    }

    /// Makes a place.
    func place(_ name: String = "A1", _ kind: String = "bin", in parent: String? = nil)
        async throws -> (id: String, label: String)
    {
        var place: JSON = ["id": Self.id(), "name": .text(name), "kind": .text(kind)]
        if let parent { place = place.with(["parent": .text(parent)]) }
        let made = try await call(.post, "/api/v1/places", .json(place))
        return (made["id"].text, made["labelCode"].text)
    }

    /// Issues a roll of blank labels.
    func roll(_ count: Int64) async throws -> (id: String, codes: [String]) {
        let made = try await call(
            .post, "/api/v1/label-codes", ["id": Self.id(), "count": .whole(count)])
        return (made["id"].text, made["codes"].rows.map(\.text))
    }

    /// Says what a label is put on.
    func bind(_ code: String, _ binding: JSON) async throws -> Answer {
        try await call(.post, "/api/v1/label-codes/\(code)/binding", .json(binding))
    }

    /// A scan with an id of its own.
    static func scan(
        _ mode: String, _ code: String = "beans", _ quantity: Int64? = nil,
        _ more: [String: JSON] = [:]
    ) -> JSON {
        var scan: JSON = ["id": id(), "mode": .text(mode), "code": .text(code)]
        if let quantity { scan = scan.with(["quantity": .whole(quantity)]) }
        return scan.with(more)
    }

    /// Sends a scan.
    @discardableResult
    func scan(
        _ mode: String, _ code: String = "beans", _ quantity: Int64? = nil,
        _ more: [String: JSON] = [:]
    ) async throws -> Answer {
        try await send(Self.scan(mode, code, quantity, more))
    }

    /// Sends a scan once more, or for the first time.
    func send(_ scan: JSON) async throws -> Answer {
        try await call(.post, "/api/v1/scans", .json(scan))
    }

    /// An item's balance over all places.
    func balance(_ item: String, at place: String? = nil) async throws -> Int64 {
        let query = "item=\(item)" + (place.map { "&place=\($0)" } ?? "")
        return try await call(.get, "/api/v1/stock?\(query)").json.rows
            .reduce(0) { $0 + ($1["quantity"].whole ?? 0) }
    }

    /// A day's account.
    func day(_ date: String) async throws -> Answer { try await call(.get, "/api/v1/days/\(date)") }
}
