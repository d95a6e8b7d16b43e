import API
import Synchronization

/// How many long bodies the hub reads at once: what is sent of them stands in memory until they are whole and read.
///
/// A body may have ten million bytes, so sixteen are 160 MB at the most, and one device that sends them without an end
/// leaves room for others.
package final class FileRoom: Sendable {
    private static let limit = 16
    private static let limitOfOne = 4

    private let held = Mutex<[String: Int]>([:])

    /// Room for one more body.
    ///
    /// - Parameter asker: Who sends it: a device's id, or an address.
    /// - Returns: What holds the room for as long as it is kept.
    /// - Throws: `too_many_requests` where all is taken, or the asker's part of it.
    package func take(for asker: String) throws -> HeldRoom {
        try held.withLock { held in
            let own = held[asker, default: 0]
            guard own < Self.limitOfOne, held.values.reduce(0, +) < Self.limit else {
                throw Problem.requestsTooMany
            }
            held[asker] = own + 1
        }
        return HeldRoom(self, asker)
    }

    fileprivate func giveBack(_ asker: String) {
        held.withLock { held in
            let rest = held[asker, default: 0] - 1
            held[asker] = rest > 0 ? rest : nil
        }
    }
}

/// Room for one long body, given back with the last reference to it.
package final class HeldRoom: Sendable {
    private let room: FileRoom
    private let asker: String

    fileprivate init(_ room: FileRoom, _ asker: String) { (self.room, self.asker) = (room, asker) }

    deinit { room.giveBack(asker) }
}
