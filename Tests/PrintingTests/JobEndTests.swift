import Printing
import Testing

/// How a job ends, for every mix of what a worker can know.
@Suite struct JobEndTests {
    /// All that a worker can know when it stops.
    struct Case: Sendable {
        var sent: Int
        var fault: TransportFault?
        var status: PrinterStatus?
        var isProven: Bool

        static let total = 100

        static let faults: [TransportFault?] = [
            nil, .notFound(address: "usb:"), .permissionMissing(address: "usb:"),
            .busy(address: "usb:"), .ambiguous(address: "usb:"), .notAPrinter(address: "usb:"),
            .unplugged(bytesSent: 3),
            .broken(bytesSent: 3, code: -1),
        ]

        static let statuses: [PrinterStatus?] =
            [nil]
            + [nil, true, false].flatMap { busy in
                [PrinterStatus(busy: busy)]
                    + PrinterStatus.Condition.allCases.map {
                        PrinterStatus(conditions: [$0], busy: busy)
                    }
            }

        static let all = [0, 1, 99, 100].flatMap { sent in
            faults.flatMap { fault in
                statuses.flatMap { status in
                    [false, true].map { proof in
                        Case(sent: sent, fault: fault, status: status, isProven: proof)
                    }
                }
            }
        }

        var end: JobEnd {
            JobEnd.judge(
                sent: sent, of: Self.total, fault: fault, status: status,
                isProven: isProven)
        }
    }

    @Test func `a job that never reached the printer has failed, and no other has`() {
        for it in Case.all { #expect((it.end.state == .failed) == (it.sent == 0), "\(it)") }
    }

    @Test func `a job is printed only when all of it went and its labels are proven to be out`() {
        for it in Case.all {
            let printed = it.sent == Case.total && it.isProven
            #expect((it.end.state == .printed) == printed, "\(it)")
        }
    }

    @Test func `every end is printed, unknown or failed, and only printed has no reason`() {
        for it in Case.all {
            #expect([.printed, .unknown, .failed].contains(it.end.state), "\(it)")
            #expect((it.end.reason == nil) == (it.end.state == .printed), "\(it)")
        }
    }

    @Test func `a broken connection is the reason whatever the printer said`() {
        for it in Case.all {
            guard let fault = it.fault, it.end.state != .printed else { continue }
            #expect(it.end.reason == JobEnd.Reason(fault), "\(it)")
        }
    }

    @Test func `without a fault the condition to put right first is the reason`() {
        for it in Case.all where it.fault == nil && it.end.state != .printed {
            guard let condition = it.status?.conditions.min() else { continue }
            #expect(it.end.reason == JobEnd.Reason(condition), "\(it)")
        }
        let both = PrinterStatus(conditions: [.offline, .paperOut], busy: true)
        let end = JobEnd.judge(
            sent: 5, of: 9, fault: nil, status: both, isProven: false)
        #expect(end.state == .unknown && end.reason == .paperOut)
    }

    @Test(arguments: [
        (0, PrinterStatus?.none, JobState.failed, JobEnd.Reason.held),
        (50, nil, .unknown, .held), (50, PrinterStatus(busy: false), .unknown, .held),
        (100, nil, .unknown, .silent), (100, PrinterStatus(busy: true), .unknown, .stillPrinting),
        (100, PrinterStatus(busy: nil), .unknown, .cannotTell),
    ])
    func `with no fault and no condition the reason is what is missing`(
        _ sent: Int, _ status: PrinterStatus?, _ state: JobState, _ reason: JobEnd.Reason
    ) {
        let end = JobEnd.judge(
            sent: sent, of: 100, fault: nil, status: status, isProven: false)
        #expect(end.state == state && end.reason == reason)
    }

    @Test func `every reason can be given, and its name is kept in the store`() {
        let given = Set(Case.all.compactMap(\.end.reason))
        // What a job waits for before its first byte is no end of one.
        #expect(given.union([.stuck]) == Set(JobEnd.Reason.allCases))
        #expect(JobEnd.Reason(rawValue: "paperOut") == .paperOut)
    }
}
