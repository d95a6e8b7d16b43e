import GRDB
import Journal
package import Stock

extension Ledger {
    /// Puts right who gave something.
    ///
    /// - Parameters:
    ///   - donation: What was given; nil for all that `from` ever gave, and will give: the two are the same.
    ///   - from: Whom it is put down to; nil for nobody.
    ///   - reference: Who gave it; a new name gets an id.
    ///   - entryID: The new entry's; the same request again changes nothing.
    /// - Returns: Who gave it.
    /// - Throws: ``StorageFault/donationNotFound(_:)``, ``StorageFault/idExistsWithDifferentContent(_:)``.
    @discardableResult
    package func correctDonor(
        of donation: DonationID? = nil, from: SourceID?, to reference: SourceReference,
        entryID: EntryID
    ) throws -> SourceID {
        if let known = try entry(entryID) {
            guard let body = known.body as? DonorCorrected, body.donation == donation,
                body.from == from
            else { throw StorageFault.idExistsWithDifferentContent(entryID) }
            return body.source
        }
        let queries = Queries(db)
        if let donation, try queries.donation(donation) == nil {
            throw StorageFault.donationNotFound(donation.description)
        }
        // A name may be another one of a source that goes by a better one by now.
        let named = try sourceID(reference)
        let source = try queries.donorCorrections(of: []).source(of: named, in: nil) ?? named
        guard source != from else {
            if case .name(let name) = reference, named == source {
                try db.execute(
                    sql: "UPDATE source SET name = ? WHERE id = ?", arguments: [name, source.blob])
            }
            return source
        }
        try append(entryID, DonorCorrected(donation: donation, from: from, source: source))
        return source
    }
}
