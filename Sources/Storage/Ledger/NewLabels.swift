import Foundation
import GRDB
import Journal
public import Stock

extension Ledger {
    /// Codes on one roll at the most.
    public static let rollLimit = 5_000

    /// Issues a roll of label codes that stand for nothing yet, in one entry; the same request again
    /// is answered with the same codes.
    ///
    /// - Parameters:
    ///   - id: Made by whoever asks.
    ///   - count: From 1 to ``rollLimit``.
    ///   - fresh: Makes a label code; one that is in use is passed over.
    /// - Returns: The codes in the order in which they are printed.
    /// - Throws: ``StorageFault/rollLengthOutOfRange(_:)``,
    ///   ``StorageFault/idExistsWithDifferentContent(_:)``, ``StorageFault/labelCodeTaken(_:)``
    ///   where `fresh` made too few codes that are free.
    public func issueLabelCodes(
        _ id: EntryID, count: Int, fresh: () -> String
    ) throws -> (codes: [String], isReplay: Bool) {
        guard (1...Self.rollLimit).contains(count) else {
            throw StorageFault.rollLengthOutOfRange(count)
        }
        if let known = try entry(id) {
            guard let issued = known.body as? LabelCodesIssued, issued.codes.count == count
            else { throw StorageFault.idExistsWithDifferentContent(id) }
            return (issued.codes, true)
        }
        var codes: [String] = []
        var seen: Set<String> = []
        var passed = 0
        while codes.count < count {
            let code = fresh()
            if try seen.insert(code).inserted && isFree(code) {
                codes.append(code)
            } else {
                passed += 1
                guard passed <= count else { throw StorageFault.labelCodeTaken(code) }
            }
        }
        try append(id, LabelCodesIssued(codes: codes))
        return (codes, false)
    }

    /// The codes of a roll that stand for nothing yet, in the order in which they are printed.
    package func blankCodes(onRoll roll: EntryID) throws -> [String] {
        try Queries(db).labels(onRoll: roll, blank: true, limit: Self.rollLimit).map(\.code)
    }

    /// Gives a lot a label code, or answers with the one it has.
    ///
    /// - Throws: ``StorageFault/itemNotFound(_:)`` for a lot nobody has spoken of,
    ///   ``StorageFault/labelCodeTaken(_:)``.
    public func issueLabel(for lot: LotID, freshCode: String) throws -> String {
        if let known = try Queries(db).labelCode(of: lot) { return known }
        let current = try currentLot(lot)
        if current.id != lot, let known = try Queries(db).labelCode(of: current.id) { return known }
        try refuseTaken(freshCode)
        try append(
            freshEntryID(),
            LabelIssued(code: freshCode, lot: current.id, item: current.key.item))
        return freshCode
    }

    /// Gives a place a label code, or answers with the one it goes by.
    ///
    /// - Throws: ``StorageFault/placeNotFound(_:)``, ``StorageFault/placeIsAnEdge(_:)``,
    ///   ``StorageFault/labelCodeTaken(_:)``.
    public func issueLabel(for place: PlaceID, freshCode: String) throws -> String {
        let known = try knownPlace(place)
        guard known.kind.isStorage else { throw StorageFault.placeIsAnEdge(known.name) }
        if let code = known.labelCode { return code }
        try refuseTaken(freshCode)
        try append(
            freshEntryID(),
            LabelBound(code: freshCode, bearer: .place(place)))
        return freshCode
    }

    /// Gives a donation a label code, or answers with the one it has.
    ///
    /// - Throws: ``StorageFault/donationNotFound(_:)`` for one that no scan named,
    ///   ``StorageFault/labelCodeTaken(_:)``.
    public func issueLabel(for donation: DonationID, freshCode: String) throws -> String {
        guard let known = try Queries(db).donation(donation) else {
            throw StorageFault.donationNotFound(donation.description)
        }
        if let code = known.labelCode { return code }
        try refuseTaken(freshCode)
        try append(
            freshEntryID(),
            DonationLabelled(code: freshCode, donation: donation))
        return freshCode
    }

    func refuseTaken(_ code: String) throws {
        guard try isFree(code) else { throw StorageFault.labelCodeTaken(code) }
    }

    /// Whether nothing goes by a code, and no label has it.
    private func isFree(_ code: String) throws -> Bool {
        try target([code]) == nil && Queries(db).label(code) == nil
    }

    func knownLot(_ id: LotID) throws -> Lot {
        guard let lot = try Queries(db).lot(id) else {
            throw StorageFault.itemNotFound(id.description)
        }
        return lot
    }
}
