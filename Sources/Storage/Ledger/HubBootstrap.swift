import Crypto
import Foundation
import GRDB
import Journal
import Stock

/// A hub's first moments.
enum HubBootstrap {
    /// Writes the hub's id and key, unless there is a hub already.
    static func prepare(_ db: Database) throws {
        guard try Int.fetchOne(db, sql: "SELECT count(*) FROM hub") == 0 else { return }
        let id: HubID = SystemClock().newID()
        try db.execute(
            sql: "INSERT INTO hub (only, id, epoch, signing_key) VALUES (1, ?, 1, ?)",
            arguments: [id.blob, Curve25519.Signing.PrivateKey().rawRepresentation])
    }

    /// The journal's first entry: the time zone, the key that closed days are signed with, the
    /// floor and the edges.
    static func found(_ ledger: Ledger) throws {
        guard ledger.head.seq == 0 else { return }
        let key = try Curve25519.Signing.PrivateKey(
            rawRepresentation: try Queries(ledger.db).signingKey())
        let places = Place.Kind.founded.map { kind in
            Place(
                id: PlaceID(hashOf: "larder-place-v1\n\(ledger.hub)\n\(kind.rawValue)"),
                name: kind.rawValue, kind: kind)
        }
        let founded = HubFounded(
            timeZone: ledger.calendar.timeZone.identifier,
            publicKey: key.publicKey.rawRepresentation.hexadecimal, places: places,
            zoneIsGuessed: ledger.calendar.isGuessed)
        try ledger.append(ledger.freshEntryID(), founded)
    }
}
