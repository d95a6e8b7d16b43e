public import Stock

/// What was put down to one source was given by another: in one donation or, where the two are the same, in all.
public struct DonorCorrected: EntryKind {
    package static let kind = "donorCorrected"

    /// Nil for all donations, those to come among them.
    public let donation: DonationID?
    /// Whom the donation's scans named; nil where they named nobody.
    public let from: SourceID?
    /// Who gave it.
    public let source: SourceID

    package init(donation: DonationID?, from: SourceID?, source: SourceID) {
        (self.donation, self.from, self.source) = (donation, from, source)
    }
}
