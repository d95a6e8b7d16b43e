import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Server

/// Rice is said to be beans; both are kept by the piece.
struct JoinedShelf {
    let shelf: CountShelf
    private(set) var join: JSON = ""

    init() async throws { shelf = try await CountShelf() }

    mutating func join(at minute: Int) async throws {
        join = try await shelf.join(at: minute)
    }

    @discardableResult
    func part(at minute: Int) async throws -> Answer {
        let parted = try await shelf.undo(join, at: minute)
        #expect(parted["outcome"] == "parted")
        return parted
    }

    func expect(
        rice: Int64, beans: Int64, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        #expect(
            try await [shelf.balance(shelf.rice), shelf.balance(shelf.beans)] == [rice, beans],
            sourceLocation: sourceLocation)
        #expect(
            try await shelf.hub.store.verify().isEmpty, sourceLocation: sourceLocation)
    }
}
