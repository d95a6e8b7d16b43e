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

    private let database: DatabaseQueue

    /// Begins to read a database that is open.
    ///
    /// - Throws: `DatabaseError`.
    init(of file: URL) throws {
        database = try StoreConnection.reader(file, keepsTransaction: true)
        try database.unsafeRead { db in
            try db.execute(sql: "BEGIN")
            // The transaction sees what there is once it reads.
            _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master")
        }
        Self.queue.asyncAfter(deadline: .now() + .seconds(Self.longest)) { [weak self] in
            try? self?.database.close()
        }
    }

    /// Reads as of that moment.
    ///
    /// - Throws: What `work` throws, or `DatabaseError`, also where all of it took too long.
    public func read<Answer: Sendable>(
        _ work: @escaping @Sendable (Queries) throws -> Answer
    ) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            Self.queue.async { [self] in
                continuation.resume(
                    with: Result { try database.unsafeRead { try work(Queries($0)) } })
            }
        }
    }
}
