package import API
import Barcodes
import Foundation
import HTTPTypes
import Hub
import Hummingbird
import Journal
package import Stock
import Storage

package enum ItemRoutes {
    package static let all = [
        Route(.post, "/api/v1/items", .role(.volunteer), make),
        Route(.get, "/api/v1/items", .role(.viewer), list),
        Route(.get, "/api/v1/items/{id}", .role(.viewer), show),
        Route(.put, "/api/v1/items/{id}", .role(.coordinator), replace),
        Route(.patch, "/api/v1/items/{id}", .role(.coordinator), change),
        Route(.get, "/api/v1/items/{id}/picture", .role(.viewer), showPicture),
        Route(.put, "/api/v1/items/{id}/picture", .role(.coordinator), setPicture),
        Route(.delete, "/api/v1/items/{id}/picture", .role(.coordinator), removePicture),
        Route(.get, "/api/v1/pictures/{hash}", .role(.viewer), showPictureOfHash),
        Route(.post, "/api/v1/item-joins", .role(.coordinator), join),
        Route(.post, "/api/v1/item-imports", .role(.coordinator), importFile),
    ]

    @Sendable private static func make(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        try await request.answer { sent in
            let wanted = try JSONText.read(ItemRequest.self, sent)
            let (item, isReplay, similar, counted) = try await hub.make(
                try wanted.item(), codes: try wanted.packCodes())
            var answer = ItemResponse(item, counted, lacksPack: wanted.lacksPack)
            if !similar.isEmpty { answer.similar = similar.map(\.description) }
            return Response(status: isReplay ? .ok : .created, json: answer)
        }
    }

    @Sendable private static func list(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let limit = try request.number("limit", default: 100, in: 1...1_000)
        let behind: NamePosition<Item>? = try request.position(after: .items)
        let after: ItemID? = try request.id(after: .items)
        if let code = request.text("code") {
            let keys = try InputParsing.scanned(code).keys
            let found = try await hub.read { queries -> ItemWithCodes? in
                switch try queries.meaning(of: keys) {
                case .item(let item, _), .lot(_, let item): try queries.item(item.id)
                case .place, nil: nil
                }
            }
            return Response(json: found.map { [ItemResponse($0)] } ?? [])
        }
        if let name = request.text("name") {
            let found = try await hub.read { try $0.items(meantBy: name) }
            return Response(json: found.map { ItemResponse($0) })
        }
        let query = request.text("query") ?? ""
        let items = try await hub.read { queries in
            if let after, try queries.items(among: [after]).isEmpty {
                throw Problem.positionUnreadable
            }
            return try queries.items(matching: query, after: after, behind: behind, limit: limit)
        }
        return Response(
            page: items.map { ItemResponse($0) }, limit: limit, request: request,
            next: items.last.map { Cursor(.items, behind: $0.item.name, $0.item.id) })
    }

    @Sendable private static func show(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let id: ItemID = try context.id()
        guard let item = try await hub.read({ try $0.item(id) }) else {
            throw StorageFault.itemNotFound(id.description)
        }
        return Response(json: ItemResponse(item))
    }

    /// Gives a known item new facts and further codes.
    @Sendable private static func replace(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let id: ItemID = try context.id()
        let wanted = try await request.json(ItemRequest.self)
        let (item, earlier, counted) = try await hub.change(
            try wanted.item(as: id), codes: try wanted.packCodes())
        var answer = ItemResponse(item, counted, lacksPack: wanted.lacksPack)
        (answer.earlier, answer.earlierMore) = (earlier?.wire, earlier?.isMore)
        return Response(json: answer)
    }

    /// Changes what is named of an item.
    @Sendable private static func change(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let id: ItemID = try context.id()
        let body = try await request.body(limit: 256 * 1024)
        guard try !JSONText.read(CodesInChange.self, body).areNamed else {
            throw Problem.codesInItemChange
        }
        let (item, rounded, counted) = try await hub.change(
            id, by: try JSONText.read(ItemChangeRequest.self, body).patch())
        var answer = ItemResponse(item, counted)
        answer.roundedGrams = rounded
        if rounded != nil {
            answer.warnings = (answer.warnings ?? []) + [Word(.weightRounded)]
        }
        return Response(json: answer)
    }

    /// The picture that an item has now.
    @Sendable private static func showPicture(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let (hash, bytes) = try await hub.picture(of: try context.id())
        return Response(picture: bytes, hash: hash, to: request, isForever: false)
    }

    /// A picture at the address that names its bytes.
    @Sendable private static func showPictureOfHash(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let hash = context.text("hash")
        return Response(
            picture: try await hub.picture(hash), hash: hash, to: request, isForever: true)
    }

    @Sendable private static func setPicture(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let id: ItemID = try context.id()
        let (bytes, room) = try await request.file(
            from: context, at: hub, limit: Hub.pictureLimit)
        defer { withExtendedLifetime(room) {} }
        return Response(json: ItemResponse(try await hub.setPicture(of: id, to: Array(bytes))))
    }

    @Sendable private static func removePicture(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        try await hub.removePicture(of: try context.id())
        return Response(status: .noContent)
    }

    /// Makes two items that are the same one.
    @Sendable private static func join(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let wanted = try await request.json(ItemJoinRequest.self)
        let (item, isReplay, counted) = try await hub.join(
            try InputParsing.id(wanted.item), into: .id(try InputParsing.id(wanted.into)),
            as: try InputParsing.id(wanted.id))
        return Response(status: isReplay ? .ok : .created, json: ItemResponse(item, counted))
    }

    @Sendable private static func importFile(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let isPreview = try request.flag("dryRun")
        let (bytes, room) = try await request.file(from: context, at: hub)
        defer { withExtendedLifetime(room) {} }
        return try await hub.readFile {
            Response(json: try await hub.importItems(TextFile(bytes), isPreview: isPreview))
        }
    }
}

extension Response {
    /// A picture that devices of this hub may see, or word that the asker's copy is the same; at an address that names its
    /// bytes (`isForever`), a browser never asks again.
    fileprivate init(picture: Data, hash: String, to request: Request, isForever: Bool) {
        let headers: HTTPFields = [
            .eTag: "\"\(hash)\"",
            .cacheControl: isForever
                ? "private, max-age=31536000, immutable" : "private, no-cache",
        ]
        guard request.headers[.ifNoneMatch] != headers[.eTag] else {
            self.init(status: .notModified, headers: headers)
            return
        }
        self.init(file: Array(picture), kind: "image/png", headers: headers)
    }
}

extension ItemResponse {
    init(_ known: ItemWithCodes) {
        self.init(known.item)
        joinedInto = known.joinedInto?.description
        minimum = known.minimum
        picture = known.picture
        codes = known.codes.map { Code(code: $0.code, pack: $0.pack) }
    }

    /// With the scans that waited for what was said of it.
    fileprivate init(
        _ known: ItemWithCodes, _ counted: CountedScans, lacksPack: Bool = false
    ) {
        self.init(known)
        (settled, settledMore) = (counted.wire, counted.wireMore)
        warnings = counted.warnings(lacksPack: lacksPack)
    }

    /// Without codes, as scans name it.
    package init(_ item: Item) {
        self.init(
            id: item.id.description, name: item.name, category: item.category,
            measure: Word(item.measure), unitWeightGrams: item.unitWeightGrams,
            shelfLifeDays: item.shelfLifeDays, programme: item.programme.rawValue)
    }
}

/// Whether a change of an item names codes, which it cannot change.
private struct CodesInChange: Decodable {
    let areNamed: Bool

    private enum CodingKeys: CodingKey { case codes }

    init(from decoder: any Decoder) throws {
        areNamed = try decoder.container(keyedBy: CodingKeys.self).contains(.codes)
    }
}
