import Dispatch
import Foundation
import GRDB

/// The database as of one moment, for whoever reads it piece by piece while others write.
///
/// It is read on a connection of its own, whose transaction is open for ``longest`` seconds at the most; until then the
/// log grows with what is written.
public final class StoreSnapshot: Sendable {
    /// Seconds; what was not read until then is not to be had.
    static let longest = 1_800
    /// Pieces of all snapshots are read one after the other, beside all else.
    private static let queue = DispatchQueue(label: "larder-snapshot", qos: .utility)

    private let transaction: OpenTransaction<Void>

    /// Begins to read a database that is open.
    ///
    /// - Throws: `DatabaseError`.
    init(of file: URL) throws {
        transaction = try OpenTransaction(of: file, longest: Self.longest, on: Self.queue) { db in
            try db.execute(sql: "BEGIN")
            // The transaction sees what there is once it reads.
            _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master")
        }
    }

    /// Reads as of that moment.
    ///
    /// - Throws: What `work` throws, or `DatabaseError`, also where all of it took too long.
    public func read<Answer: Sendable>(
        _ work: @escaping @Sendable (Queries) throws -> Answer
    ) async throws -> Answer {
        try await transaction.read { try work(Queries($0)) }
    }
}

/// A connection of its own whose transaction stays open from one piece to the next, for so long at the most.
final class OpenTransaction<Begun: Sendable>: Sendable {
    /// What was read as it began.
    let begun: Begun
    private let database: DatabaseQueue
    private let queue: DispatchQueue

    /// - Parameters:
    ///   - file: A database that is open.
    ///   - longest: Seconds until it is closed.
    ///   - queue: Where its pieces are read.
    ///   - begin: Begins the transaction and leaves it open.
    /// - Throws: What `begin` throws, or `DatabaseError`.
    init(
        of file: URL, longest: Int, on queue: DispatchQueue,
        _ begin: @Sendable (Database) throws -> Begun
    ) throws {
        self.queue = queue
        database = try StoreConnection.reader(file, keepsTransaction: true)
        begun = try database.unsafeRead(begin)
        queue.asyncAfter(deadline: .now() + .seconds(longest)) { [weak self] in
            try? self?.database.close()
        }
    }

    /// Reads a piece on the thread that asks.
    ///
    /// - Throws: What `work` throws, or `DatabaseError`, also where it was closed by then.
    func readNow<Answer>(_ work: (Database) throws -> Answer) throws -> Answer {
        try database.unsafeRead(work)
    }

    /// Reads a piece.
    ///
    /// - Throws: What `work` throws, or `DatabaseError`, also where it was closed by then.
    func read<Answer: Sendable>(
        _ work: @escaping @Sendable (Database) throws -> Answer
    ) async throws -> Answer {
        try await queue.perform { [self] in try database.unsafeRead(work) }
    }
}
