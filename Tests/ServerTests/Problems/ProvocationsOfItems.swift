import Stock

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

extension Provocations {
    static let ofItems: [ProblemCode: Provocation] = [
        .itemNotFound: { try await $0.problem(.get, "/api/v1/items/\(TestHub.id().text)") },
        .pictureNotFound: {
            try await $0.problem(.get, "/api/v1/items/\(try await $0.item())/picture")
        },
        .pictureUnreadable: { try await $0.picture([0xFF, 0xD8, 0xFF, 0xE0]) },
        .pictureTooLarge: {
            var bomb = TestHub.png
            bomb.replaceSubrange(16..<24, with: [0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF])
            return try await $0.picture(bomb)
        },
        .textOutOfRange: { try await $0.newItem(["name": " \n "]) },
        .nameIsANumber: { try await $0.newItem(["name": "0 4133-1024686"]) },
        .unitWeightOutOfRange: { try await $0.newItem(["unitWeightGrams": 0]) },
        .shelfLifeOutOfRange: { try await $0.newItem(["shelfLifeDays": 40_000]) },
        .packOutOfRange: { try await $0.newItem(["codes": [["code": "1", "pack": 1_000_001]]]) },
        .codesTooMany: {
            let codes = (0...100).map { JSON.object(["code": .text("code-\($0)")]) }
            return try await $0.newItem(["codes": .list(codes)])
        },
        .codeBelongsToAnotherItem: {
            try await $0.item()
            return try await $0.newItem(["codes": [["code": "beans"]]])
        },
        .codeIsACommand: { try await $0.newItem(["codes": [["code": "uundo"]]]) },
        .codeNamesAPlace: {
            let bin = try await $0.place()
            return try await $0.newItem(["codes": [["code": .text(bin.label)]]])
        },
        .itemIsJoined: { hub in
            let join = try await hub.joined()
            return try await hub.problem(
                .patch, "/api/v1/items/\(join["item"].text)", ["name": "Other"])
        },
        .itemsAreTheSame: { hub in
            let join = try await hub.joined().with(["id": TestHub.id()])
            return try await hub.problem(
                .post, "/api/v1/item-joins", .json(join.with(["item": join["into"]])))
        },
        .measureInUse: {
            let beans = try await $0.item()
            try await $0.scan("intake")
            return try await $0.problem(.patch, "/api/v1/items/\(beans)", ["measure": "gram"])
        },
        .measuresDiffer: {
            let beans = try await $0.item()
            let loose = try await $0.item("Loose", code: "loose", pack: 1, ["measure": "gram"])
            try await $0.scan("intake")
            let join: JSON = ["id": TestHub.id(), "item": .text(beans), "into": .text(loose)]
            return try await $0.problem(.post, "/api/v1/item-joins", .json(join))
        },
    ]

    static let ofPlaces: [ProblemCode: Provocation] = [
        .placeNotFound: { try await $0.problem(.get, "/api/v1/stock?place=ABCDEFGC") },
        .placeKindUnknown: {
            let place: JSON = ["id": TestHub.id(), "name": "A1", "kind": "floor"]
            return try await $0.problem(.post, "/api/v1/places", .json(place))
        },
        .placeIsAnEdge: {
            let journal = try await $0.call(.get, "/api/v1/journal?limit=1").lines[0]
            let founded = try JSON(Array(journal["body"].text.utf8))["places"].rows
            let source = founded.first { $0["kind"] == "source" }?["id"] ?? .null
            return try await $0.scan("intake", "beans", 1, ["place": source]).problem
        },
        .placeNotEmpty: {
            let place = try await $0.place()
            try await $0.item()
            try await $0.scan("intake", "beans", 1, ["place": .text(place.id)])
            return try await $0.problem(
                .post, "/api/v1/places/\(place.id)/retirement", ["id": TestHub.id()])
        },
        .placeInsideItself: {
            let shelf = try await $0.place("Shelf", "shelf")
            let bin = try await $0.place("Bin", "bin", in: shelf.id)
            return try await $0.problem(
                .patch, "/api/v1/places/\(shelf.id)", ["parent": .text(bin.id)])
        },
    ]
}

extension TestHub {
    /// What is wrong with a picture of an item.
    fileprivate func picture(_ bytes: [UInt8]) async throws -> String {
        let path = "/api/v1/items/\(try await item())/picture"
        return try await problem(.put, path, Body(bytes: bytes, kind: "image/png"))
    }

    /// Two items that were joined, by the request that did it.
    fileprivate func joined() async throws -> JSON {
        let twin = try await item("Twin", code: "twin")
        let join: JSON = ["id": Self.id(), "item": .text(twin), "into": .text(try await item())]
        _ = try await call(.post, "/api/v1/item-joins", .json(join))
        return join
    }

    /// What is wrong with an item of those facts.
    fileprivate func newItem(_ facts: [String: JSON]) async throws -> String {
        let item: JSON = ["id": Self.id(), "name": "Rice"]
        return try await problem(.post, "/api/v1/items", .json(item.with(facts)))
    }
}
