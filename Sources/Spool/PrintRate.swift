/// How long a printer takes for its labels, told from what it printed last without trouble.
struct PrintRate: Sendable {
    /// Runs that are remembered.
    static let memory = 20
    /// Labels that must have been seen before anything is told.
    static let least = 5
    /// Runs of as many labels that must have been seen before anything is told of such a run.
    static let alike = 3

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

    /// What runs of so many labels took at the least, and usually; nil until enough of them were seen.
    ///
    /// Two labels at once take less than two that follow each other.
    func run(of labels: Int) -> (shortest: Duration, usual: Duration)? {
        let alike = runs.filter { $0.labels == labels }.map(\.took)
        guard alike.count >= Self.alike, let shortest = alike.min() else { return nil }
        return (shortest, alike.reduce(.zero, +) / alike.count)
    }
}
