import Crypto
import Foundation
import GRDB
import Journal
import Stock

/// What closing a day signs, and the check that closed days are still what was signed.
///
/// Whoever writes a whole new journal, hashes and all, needs the hub's key besides.
enum SignedDay {
    /// The closed days whose accounts, added up anew, are not those that were signed.
    ///
    /// - Throws: What SQLite says, `DecodingError` where the first entry is damaged, or
    ///   `StockFault`.
    static func findings(_ db: Database) throws -> [VerificationFinding] {
        let queries = Queries(db)
        let (hub, _) = try queries.hub()
        let key = try publicKey(db)
        let converted = try queries.convertedUnits()
        var account: [ItemID: DayTotals] = [:]
        var last = ""
        var findings: [VerificationFinding] = []
        for closing in try Row.fetchAll(db, sql: "SELECT * FROM day_closed ORDER BY day") {
            let (day, signature): (String, String) = (closing["day"], closing["signature"])
            try add(days: (last, day), to: &account, db)
            last = day
            let units = try closing["signs_units"] == 1 ? queries.signedUnits(until: day) : nil
            func isSigned(_ account: [ItemID: DayTotals]) throws -> Bool {
                let text = Data(
                    try DayTotals.accountText(
                        hub: hub, day: day, upTo: closing["up_to"], account, units: units
                    ).utf8)
                return Data(SHA256.hash(data: text)).hexadecimal == closing["account"]
                    && key.isValidSignature(Data(hexadecimal: signature), for: text)
            }
            // What was booked was signed before it was told in one measure.
            let isTrue =
                try isSigned(told(account, on: day, converted)) || isSigned(account)
            guard !isTrue else { continue }
            findings.append(
                VerificationFinding(
                    seq: closing["seq"],
                    description: "the account of \(day) is not the one that was signed"))
        }
        return findings
    }

    /// An account of a day in the measures that the items were kept in at its end.
    private static func told(
        _ account: [ItemID: DayTotals], on day: String, _ units: UnitHistory
    ) throws -> [ItemID: DayTotals] {
        guard let day = CivilDate(day) else { throw corrupt("a closed day is no date") }
        var told = account
        for item in units.items {
            if let booked = account[item] {
                told[item] = try units.itemUnits(of: item, on: day).converted(booked, on: day)
            }
        }
        return told
    }

    /// Goes on from the end of the day `after` to the end of the day `upTo`, which alone is left in
    /// columns.
    private static func add(
        days: (after: String, upTo: String), to account: inout [ItemID: DayTotals], _ db: Database
    ) throws {
        account = try account.mapValues { try $0.carriedOver() }
        let sql = "SELECT * FROM day_total WHERE day > ? AND day <= ? ORDER BY day"
        let rows = try Row.fetchCursor(db, sql: sql, arguments: [days.after, days.upTo])
        while let row = try rows.next() {
            let item = try ItemID(column: row["item"])
            let totals = try DayTotals(row: row).following(account[item])
            account[item] = row["day"] == days.upTo ? totals : try totals.carriedOver()
        }
    }

    private static func publicKey(_ db: Database) throws -> Curve25519.Signing.PublicKey {
        guard let founded = try Queries(db).founded() else {
            throw corrupt("the journal does not begin with the hub")
        }
        return try Curve25519.Signing.PublicKey(
            rawRepresentation: Data(hexadecimal: founded.publicKey))
    }
}
