import Barcodes
import Hummingbird
import Stock
import Storage

enum ItemRoutes {
    static let all = [
        Route(.post, "/api/v1/items", .role(.volunteer), make),
        Route(.get, "/api/v1/items", .role(.viewer), list),
        Route(.get, "/api/v1/items/{id}", .role(.viewer), show),
        Route(.put, "/api/v1/items/{id}", .role(.coordinator), change),
        Route(.post, "/api/v1/item-imports", .role(.coordinator), importFile),
    ]

    @Sendable private static func make(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let wanted = try await request.json(ItemJSON.self)
        let (item, codes) = (try wanted.item(), try wanted.packCodes())
        let isReplay = try await hub.store.write { try $0.makeItem(item, codes: codes) }
        return try await known(item.id, hub, status: isReplay ? .ok : .created)
    }

    @Sendable private static func list(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let limit = try request.number("limit", default: 100, in: 1...1_000)
        if let code = request.text("code") {
            let keys = try InputParsing.scanned(code).keys
            let found = try await hub.store.read { queries -> ItemWithCodes? in
                switch try queries.meaning(of: keys) {
                case .item(let item, _), .lot(_, let item): try queries.item(item.id)
                case .place, nil: nil
                }
            }
            return Response(json: found.map { [ItemJSON($0)] } ?? [])
        }
        let query = request.text("query") ?? ""
        let after: ItemID? = try request.text("after").map { try InputParsing.id($0) }
        let items = try await hub.store.read {
            try $0.items(matching: query, after: after, limit: limit)
        }
        return Response(
            page: items.map { ItemJSON($0) }, limit: limit, request: request,
            after: items.last?.item.id.description)
    }

    @Sendable private static func show(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        try await known(try context.id(), hub, status: .ok)
    }

    /// Gives a known item new facts and further codes.
    @Sendable private static func change(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        var wanted = try await request.json(ItemJSON.self)
        wanted.id = try (context.id() as ItemID).description
        let (item, codes) = (try wanted.item(), try wanted.packCodes())
        guard try await hub.store.read({ try $0.item(item.id) }) != nil else {
            throw StorageFault.itemNotFound(item.id.description)
        }
        _ = try await hub.store.write { try $0.mergeItem(item, codes: codes) }
        return try await known(item.id, hub, status: .ok)
    }

    @Sendable private static func importFile(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let text = try await request.body(limit: TextFile.limit)
        return Response(json: try await ItemImport.run(TextFile(text), into: hub.store))
    }

    private static func known(_ id: ItemID, _ hub: Hub, status: HTTPResponse.Status)
        async throws -> Response
    {
        guard let item = try await hub.store.read({ try $0.item(id) }) else {
            throw StorageFault.itemNotFound(id.description)
        }
        return Response(status: status, json: ItemJSON(item))
    }
}
