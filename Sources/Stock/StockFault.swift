/// What is wrong with a wished movement, in order of precedence.
///
/// There are few: the ledger records what happened, and only what cannot be written down is
/// refused.
public enum StockFault: Error, Hashable, Sendable {
    /// A movement moves at least one piece or gram.
    case quantityNotPositive
    /// A quantity or balance is beyond 64 bits.
    case quantityOutOfRange
    /// One scan weighs more than ``Item/scanLimitGrams``.
    case weightOutOfRange
    /// A weight was given for an item kept by the piece, or a number before its measure changed, and nobody knows what a
    /// piece weighs.
    case unitWeightUnknown
    /// A movement from a place to the same place.
    case placesAreTheSame
}
