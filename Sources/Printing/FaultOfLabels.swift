/// What labels are refused for, which of several names the one by its number.
public protocol FaultOfLabels: Error {
    /// What one of several labels is refused for, by its number from 1.
    static func ofLabel(_ number: Int, _ fault: Self) -> Self
}

extension FaultOfLabels {
    /// Does something for one of some labels; where it is refused for that label, and there are more, the fault names it.
    ///
    /// - Parameters:
    ///   - index: Of the label, from 0.
    ///   - count: How many there are.
    ///   - work: What is done for it.
    /// - Returns: What `work` does.
    /// - Throws: What `work` throws; another kind of fault as it is.
    public static func naming<Value, Fault: Error>(
        _ index: Int, of count: Int, _ work: () throws(Fault) -> Value
    ) throws(Fault) -> Value {
        do throws(Fault) { return try work() } catch { throw named(error, index, count) }
    }

    /// The same for what takes a while.
    public static func naming<Value>(
        _ index: Int, of count: Int, _ work: () async throws -> Value
    ) async throws -> Value {
        do { return try await work() } catch { throw named(error, index, count) }
    }

    private static func named<Fault: Error>(_ fault: Fault, _ index: Int, _ count: Int) -> Fault {
        guard count > 1, let own = fault as? Self else { return fault }
        return ofLabel(index + 1, own) as? Fault ?? fault
    }
}
