import Printing
import Testing

/// How far a job has come.
@Suite struct JobStateTests {
    @Test func `a job is over when it is printed, unknown, failed or cancelled`() {
        #expect(JobState.allCases.filter(\.isFinal) == [.printed, .unknown, .failed, .cancelled])
    }

    @Test func `states keep the names that scripts read`() {
        #expect(
            JobState.allCases.map(\.rawValue)
                == ["queued", "printing", "printed", "unknown", "failed", "cancelled"])
    }

    @Test func `a printer is idle only when it says so and nothing is in the way`() {
        #expect(PrinterStatus(busy: false).isIdle)
        #expect(!PrinterStatus(busy: true).isIdle)
        #expect(!PrinterStatus(busy: nil).isIdle)
        for condition in PrinterStatus.Condition.allCases {
            #expect(!PrinterStatus(conditions: [condition], busy: false).isIdle)
        }
    }

    @Test func `of several conditions the first to put right comes first`() {
        #expect([.offline, .headOpen, .paperOut].min() == PrinterStatus.Condition.paperOut)
        #expect(PrinterStatus.Condition.allCases.sorted() == PrinterStatus.Condition.allCases)
    }
}
