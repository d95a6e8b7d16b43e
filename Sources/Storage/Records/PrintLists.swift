import GRDB
package import Printing
import Stock

/// Which jobs are looked for; what is nil is not asked about.
package struct PrintJobFilter: Sendable, Hashable {
    /// Empty for all.
    package var states: Set<JobState>
    /// A printer's name.
    package var printer: String?
    /// The batch they came with.
    package var batch: PrintBatchID?

    /// All jobs, unless told otherwise.
    package init(states: Set<JobState> = [], printer: String? = nil, batch: PrintBatchID? = nil) {
        self.states = states
        self.printer = printer
        self.batch = batch
    }

    /// What has not ended.
    package static let open = Set(JobState.allCases.filter(\.isOpen))
    /// What a person should see to.
    package static let unsettled = Set(JobState.allCases.filter(\.isUnsettled))
}

/// Jobs that stand on one line: those of a batch that are alike in printer and state, or one job of
/// none.
package struct PrintLine: Sendable, Hashable {
    /// The first of them.
    package let first: PrintJobRecord
    /// How many they are.
    package let jobs: Int
    /// Labels they want together.
    package let labels: Int
    /// Labels of them that are not known to be out.
    package let labelsLeft: Int
}

extension PrintLine {
    /// One job on a line of its own.
    package init(_ job: PrintJobRecord) {
        self.init(
            first: job, jobs: 1, labels: job.request.copies,
            labelsLeft: job.request.copies - job.labelsOut)
    }
}

extension Queries {
    /// Jobs, the last first, before that number where one is given; `limit` is from 1 to 1,000.
    package func jobs(
        _ filter: PrintJobFilter, before number: Int64? = nil, limit: Int
    ) throws -> [PrintJobRecord] {
        var conditions: [SQL] = []
        if let number { conditions.append("number < \(number)") }
        if let printer = filter.printer { conditions.append("printer = \(printer)") }
        if let batch = filter.batch { conditions.append("batch = \(batch.blob)") }
        if !filter.states.isEmpty {
            conditions.append("state IN \(filter.states.map(\.rawValue).sorted())")
        }
        let all: SQL = conditions.isEmpty ? "TRUE" : conditions.joined(separator: " AND ")
        let request: SQLRequest<Row> = """
            SELECT * FROM print_job WHERE \(all) ORDER BY number DESC
            LIMIT \(min(max(1, limit), 1_000))
            """
        return try request.fetchAll(db).map { try PrintJobRecord(row: $0) }
    }

    /// The latest jobs of all printers, the last first; `limit` is from 1 to 1,000.
    package func recentJobs(limit: Int) throws -> [PrintJobRecord] {
        try jobs(PrintJobFilter(), limit: limit)
    }

    /// A printer's queue: what is at work, and then what waits, in the order of its turn.
    package func queue(of printer: String, limit: Int) throws -> [PrintLine] {
        try lines(
            """
            SELECT *, min(turn) AS earliest, count(*) AS jobs, sum(copies) AS labels,
                sum(copies - labels_out) AS labels_left
            FROM print_job WHERE printer = \(printer) AND \(sql: JobState.isOpenInSQL)
            GROUP BY coalesce(batch, id)
            ORDER BY sum(state = \(JobState.printing.rawValue)) DESC, earliest, number
            LIMIT \(min(max(1, limit), 1_000))
            """)
    }

    /// What a person should see to, the last first: labels in doubt, and such as did not print.
    package func unsettled(limit: Int) throws -> [PrintLine] {
        try lines(
            """
            SELECT *, min(number) AS earliest, count(*) AS jobs, sum(copies) AS labels,
                sum(copies - labels_out) AS labels_left
            FROM print_job WHERE \(sql: JobState.isUnsettledInSQL)
            GROUP BY coalesce(batch, id), printer, state ORDER BY earliest DESC
            LIMIT \(min(max(1, limit), 1_000))
            """)
    }

    /// How many jobs a person should see to: in doubt, or failed.
    package func unsettledCount() throws -> Int {
        let sql = "SELECT count(*) FROM print_job WHERE \(JobState.isUnsettledInSQL)"
        return try Int.fetchOne(db, sql: sql) ?? 0
    }

    private func lines(_ request: SQLRequest<Row>) throws -> [PrintLine] {
        try request.fetchAll(db).map { row in
            PrintLine(
                first: try PrintJobRecord(row: row), jobs: row["jobs"], labels: row["labels"],
                labelsLeft: row["labels_left"])
        }
    }
}

extension Queries {
    /// How many print jobs there are in each state; those that ended long ago are forgotten.
    package func printJobCounts() throws -> [JobState: Int] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT state, count(*) AS jobs FROM print_job GROUP BY state")
        return Dictionary(
            rows.compactMap { row in JobState(rawValue: row["state"]).map { ($0, row["jobs"]) } }
        ) { first, _ in first }
    }
}
