/// How long a printer takes for a label, told from what it printed last without trouble.
struct PrintRate: Sendable {
    /// Runs that are remembered.
    static let memory = 20
    /// Labels that must have been seen before anything is told.
    static let least = 5

    private var runs: [(labels: Int, took: Duration)] = []

    mutating func note(_ labels: Int, in took: Duration) {
        runs.append((labels, took))
        runs.removeFirst(max(0, runs.count - Self.memory))
    }

    /// Nil until enough labels were seen.
    var perLabel: Duration? {
        let labels = runs.reduce(0) { $0 + $1.labels }
        guard labels >= Self.least else { return nil }
        return runs.reduce(.zero) { $0 + $1.took } / labels
    }
}
