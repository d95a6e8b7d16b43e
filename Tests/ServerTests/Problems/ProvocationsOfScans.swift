import TestSupport

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

extension Provocations {
    static let ofScans: [ProblemCode: Provocation] = [
        .modeUnknown: { try await $0.scan("borrow").problem },
        .codeEmpty: { try await $0.scan("intake", " \r\n").problem },
        .codeTooLong: { try await $0.scan("intake", String(repeating: "7", count: 257)).problem },
        .paperOfAPerson: { try await $0.scan("intake", "DCSSAMPLE").problem },
        .quantityNotPositive: { try await $0.scan("intake", "beans", 0).problem },
        .timeUnreadable: { try await $0.scan("intake", "beans", 1, ["at": "noon"]).problem },
        .idUnreadable: { try await $0.scan("intake", "beans", 1, ["id": "one"]).problem },
        .dateKindUnknown: {
            let label: JSON = ["kind": "smellsOff", "date": "2027"]
            return try await $0.scan("intake", "beans", 1, ["dateLabel": label]).problem
        },
        .dateUnreadable: {
            let label: JSON = ["kind": "bestBy", "date": "2027-02-30"]
            return try await $0.scan("intake", "beans", 1, ["dateLabel": label]).problem
        },
        .quantityOutOfRange: {
            try await $0.item(pack: 2)
            return try await $0.scan("intake", "beans", .max).problem
        },
        .unitWeightUnknown: {
            try await $0.item("Loose", ["unitWeightGrams": nil])
            return try await $0.scan("intake", "beans", nil, ["weightGrams": 800]).problem
        },
        .idExistsWithDifferentContent: {
            let scan = TestHub.scan("intake", "beans", 1)
            _ = try await $0.send(scan)
            return try await $0.send(scan.with(["quantity": 2])).problem
        },
        .entryNotFound: { try await $0.undo(TestHub.id().text) },
        .notReversible: { try await $0.undo(try await $0.item()) },
        .alreadyReversed: {
            try await $0.item()
            let scan = TestHub.scan("intake")
            _ = try await $0.send(scan)
            _ = try await $0.undo(scan["id"].text)
            return try await $0.undo(scan["id"].text)
        },
        .unresolvedNotFound: { try await $0.resolve(TestHub.id().text) },
        .alreadyResolved: {
            let scan = TestHub.scan("intake", "4711")
            _ = try await $0.send(scan)
            _ = try await $0.resolve(scan["id"].text)
            return try await $0.resolve(scan["id"].text)
        },
        .dayNotBegun: { try await $0.problem(.post, "/api/v1/days/2026-11-22/closing") },
        .dayIsOpen: { try await $0.problem(.post, "/api/v1/days/2026-11-21/reopening") },
        .laterDayIsClosed: {
            _ = try await $0.call(.post, "/api/v1/days/2026-11-21/closing")
            return try await $0.problem(.post, "/api/v1/days/2026-11-20/reopening")
        },
        .clockDoubtful: {
            _ = try await $0.scan("intake", "beans")
            $0.clock.advance(seconds: -86_400)
            return try await $0.problem(.post, "/api/v1/days/2026-11-20/closing")
        },
        .zoneIsFixed: {
            _ = try await $0.call(.post, "/api/v1/days/2026-11-21/closing")
            return try await $0.problem(.put, "/api/v1/time-zone", ["timeZone": "Asia/Tokyo"])
        },
        .zoneUnknown: {
            try await $0.problem(.put, "/api/v1/time-zone", ["timeZone": "Mars/Phobos"])
        },
        .dayIsClosed: {
            _ = try await $0.call(.post, "/api/v1/days/2026-11-21/closing")
            return try await $0.problem(.post, "/api/v1/days/2026-11-20/closing")
        },
        .countNotFound: { try await $0.problem(.get, "/api/v1/counts/\(TestHub.id().text)") },
        .countIsCompleted: {
            let bin = try await $0.place()
            let count: JSON = ["id": TestHub.id(), "place": .text(bin.id)]
            _ = try await $0.call(.post, "/api/v1/counts", .json(count))
            let path = "/api/v1/counts/\(count["id"].text)/completion"
            _ = try await $0.call(.post, path, ["id": TestHub.id()])
            return try await $0.problem(.post, path, ["id": TestHub.id()])
        },
        .countIsDropped: {
            let bin = try await $0.place()
            let count: JSON = ["id": TestHub.id(), "place": .text(bin.id)]
            _ = try await $0.call(.post, "/api/v1/counts", .json(count))
            let path = "/api/v1/counts/\(count["id"].text)"
            let completion: JSON = ["id": TestHub.id()]
            _ = try await $0.call(.post, "\(path)/completion", .json(completion))
            let undoing = "/api/v1/movements/\(completion["id"].text)/reversal"
            _ = try await $0.call(.post, undoing, ["id": TestHub.id()])
            return try await $0.problem(.post, "\(path)/completion", ["id": TestHub.id()])
        },
    ]
}

extension TestHub {
    fileprivate func undo(_ movement: String) async throws -> String {
        try await problem(.post, "/api/v1/movements/\(movement)/reversal", ["id": Self.id()])
    }

    fileprivate func resolve(_ scan: String) async throws -> String {
        try await problem(.post, "/api/v1/unresolved/\(scan)/resolution", ["id": Self.id()])
    }
}
