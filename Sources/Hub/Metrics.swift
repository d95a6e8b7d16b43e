import Foundation
package import Metrics
import Printing
import Stock
package import Storage
import Synchronization

/// Figures as Prometheus reads them: counters and histograms that are kept in memory, in text.
///
/// Nothing leaves a series, so whoever records gives labels of bounded sets only, and never a name, code, item or
/// address.
package final class MetricsRegistry: MetricsFactory {
    /// Upper bounds of a time, in seconds.
    package static let seconds = [
        0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
    ]
    /// Upper bounds of a number of things.
    package static let sizes: [Double] = [1, 2, 4, 8, 16, 32, 64]
    /// Series of all names together at the most; what comes later is not kept.
    package static let seriesLimit = 5_000

    private struct State {
        var counters: [Series: CounterFigure] = [:]
        var histograms: [Series: HistogramFigure] = [:]
    }

    private struct Series: Hashable, Comparable {
        let name: String
        /// `{mode="intake"}` without the braces, sorted.
        let labels: String

        init(_ name: String, _ labels: [(String, String)]) {
            self.name = name
            self.labels = labels.sorted { $0.0 < $1.0 }
                .map { "\($0)=\"\(MetricsText.escaped($1))\"" }.joined(separator: ",")
        }

        static func < (a: Series, b: Series) -> Bool {
            (a.name, a.labels) < (b.name, b.labels)
        }
    }

    private let state = Mutex(State())

    /// A registry without figures.
    package init() {}

    package func makeCounter(label: String, dimensions: [(String, String)])
        -> any CounterHandler
    {
        let series = Series(label, dimensions)
        return state.withLock { state in
            if let known = state.counters[series] { return known }
            let made = CounterFigure()
            if state.counters.count < Self.seriesLimit { state.counters[series] = made }
            return made
        }
    }

    package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool)
        -> any RecorderHandler
    {
        histogram(Series(label, dimensions), Self.sizes)
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        histogram(Series(label, dimensions), Self.seconds)
    }

    private func histogram(_ series: Series, _ bounds: [Double]) -> HistogramFigure {
        state.withLock { state in
            if let known = state.histograms[series] { return known }
            let made = HistogramFigure(bounds)
            if state.histograms.count < Self.seriesLimit { state.histograms[series] = made }
            return made
        }
    }

    /// Series stay for as long as the hub runs.
    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}

    /// All series in the text format of Prometheus 0.0.4, sorted by name.
    package func write(to text: inout MetricsText) {
        let (counters, histograms) = state.withLock { ($0.counters, $0.histograms) }
        for (series, figure) in counters.sorted(by: { $0.key < $1.key }) {
            text.line(series.name, "counter", Double(figure.value), labels: series.labels)
        }
        for (series, figure) in histograms.sorted(by: { $0.key < $1.key }) {
            text.histogram(series.name, series.labels, figure)
        }
    }
}

/// A number that grows.
package final class CounterFigure: CounterHandler {
    private let figure = Atomic<Int64>(0)

    var value: Int64 { figure.load(ordering: .relaxed) }

    package func increment(by amount: Int64) { figure.wrappingAdd(amount, ordering: .relaxed) }

    package func reset() { figure.store(0, ordering: .relaxed) }
}

/// How many values were at most so large, in fixed steps.
package final class HistogramFigure: TimerHandler, RecorderHandler {
    struct Counts {
        /// One for each bound, and one for what is beyond the last.
        var counts: [Int64]
        var sum = 0.0
    }

    let bounds: [Double]
    private let state: Mutex<Counts>

    init(_ bounds: [Double]) {
        self.bounds = bounds
        state = Mutex(Counts(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    var counts: Counts { state.withLock { $0 } }

    package func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1_000_000_000) }

    package func record(_ value: Int64) { record(Double(value)) }

    package func record(_ value: Double) {
        let step = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock {
            $0.counts[step] += 1
            $0.sum += value
        }
    }
}

/// Lines of the text format of Prometheus 0.0.4.
package struct MetricsText: Sendable {
    /// The text so far; each line ends in a line feed.
    package private(set) var text = ""
    private var lastName = ""

    package init() {}

    /// One figure; `labels` as they stand between the braces.
    package mutating func line(_ name: String, _ kind: String, _ value: Double, labels: String = "")
    {
        head(name, kind)
        sample(name, labels, value)
    }

    mutating func histogram(_ name: String, _ labels: String, _ figure: HistogramFigure) {
        head(name, "histogram")
        let counts = figure.counts
        let before = labels.isEmpty ? "" : "\(labels),"
        var sum: Int64 = 0
        for (bound, count) in zip(figure.bounds, counts.counts) {
            sum += count
            sample("\(name)_bucket", "\(before)le=\"\(Self.number(bound))\"", Double(sum))
        }
        sum += counts.counts[figure.bounds.count]
        sample("\(name)_bucket", "\(before)le=\"+Inf\"", Double(sum))
        sample("\(name)_sum", labels, counts.sum)
        sample("\(name)_count", labels, Double(sum))
    }

    private mutating func head(_ name: String, _ kind: String) {
        guard name != lastName else { return }
        text += "# TYPE \(name) \(kind)\n"
        lastName = name
    }

    private mutating func sample(_ name: String, _ labels: String, _ value: Double) {
        text += labels.isEmpty ? name : "\(name){\(labels)}"
        text += " \(Self.number(value))\n"
    }

    private static func number(_ value: Double) -> String {
        Int64(exactly: value).map { String($0) } ?? String(value)
    }

    /// A label's value: backslash, quotation mark and line feed are written with a backslash.
    static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing(
            "\n", with: "\\n")
    }
}

/// What the hub itself counts.
package struct HubMetrics: Sendable {
    package let registry = MetricsRegistry()
    private let recorded, repeated, unresolved, lookedUp, refused: Counter
    private let commitSize: Recorder
    private let commitTime: Metrics.Timer
    private let started = ContinuousClock.now

    package init() {
        let registry = registry
        func scans(_ outcome: String) -> Counter {
            Counter(
                label: "larder_scans_total", dimensions: [("outcome", outcome)], factory: registry)
        }
        (recorded, repeated, unresolved) = (
            scans("recorded"), scans("repeated"), scans("unresolved")
        )
        (lookedUp, refused) = (scans("looked_up"), scans("refused"))
        commitSize = Recorder(
            label: "larder_commit_requests", dimensions: [], aggregate: true, factory: registry)
        commitTime = Metrics.Timer(
            label: "larder_commit_duration_seconds", dimensions: [], factory: registry)
    }

    /// Counts what came of a scan.
    package func count(_ answer: ScanAnswer) {
        switch answer {
        case .recorded(let scan): (scan.isReplay ? repeated : recorded).increment()
        case .unresolved(_, _, _, _, let isReplay): (isReplay ? repeated : unresolved).increment()
        case .lookedUp: lookedUp.increment()
        }
    }

    /// Counts a scan that the journal had.
    package func countRepetition() { repeated.increment() }

    /// Counts a scan that was not taken.
    package func countRefusal() { refused.increment() }

    /// Notes one of the writer's transactions.
    package func noteCommit(requests: Int, took: Duration) {
        commitSize.record(requests)
        commitTime.recordNanoseconds(
            took.components.seconds * 1_000_000_000
                + took.components.attoseconds / 1_000_000_000)
    }

    fileprivate var uptime: Duration { ContinuousClock.now - started }
}

extension Hub {
    /// All figures in the text format of Prometheus 0.0.4; those of the store as of one moment.
    ///
    /// - Throws: What SQLite says.
    package func metricsText() async throws -> String {
        let figures = try await read { queries in
            (
                head: try queries.head(), unresolved: try queries.openUnresolvedCount(),
                shortfalls: try queries.shortfallCount().lots, jobs: try queries.printJobCounts(),
                waiting: try WebhookState.all(queries).reduce(0) { $0 + $1.waiting }
            )
        }
        var text = MetricsText()
        text.line("larder_journal_head", "gauge", Double(figures.head))
        text.line("larder_unresolved_scans", "gauge", Double(figures.unresolved))
        text.line("larder_shortfalls", "gauge", Double(figures.shortfalls))
        for (state, count) in figures.jobs.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            text.line(
                "larder_print_jobs", "gauge", Double(count), labels: "state=\"\(state.rawValue)\"")
        }
        text.line("larder_webhook_entries_waiting", "gauge", Double(figures.waiting))
        if let bytes = Self.residentBytes() {
            text.line("process_resident_memory_bytes", "gauge", Double(bytes))
        }
        text.line(
            "larder_uptime_seconds", "gauge", Double(metrics.uptime.components.seconds))
        metrics.registry.write(to: &text)
        return text.text
    }

    /// What the process holds in memory, as the kernel says in KiB; nil where it does not.
    private static func residentBytes() -> Int64? {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmRSS:") })
        else { return nil }
        return line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int64($0) }
            .map { $0 * 1_024 }
    }
}
