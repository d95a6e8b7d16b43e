package import Stock
package import Storage
import Synchronization

/// What a device told of itself as it last sent a scan.
package struct DeviceReport: Sendable {
    /// What the device is called.
    package let name: String
    /// How far off its clock is; nil where it did not say what it shows.
    package internal(set) var clock: ClockOffset?
    /// Scans that were still on it behind the one that it sent; none where it did not say.
    package internal(set) var held = 0
    /// The count that it last sent a scan of.
    package internal(set) var count: CountID?
    /// When that came.
    package internal(set) var at: Moment
}

/// What each device told of itself last; forgotten when the hub stops.
package final class DeviceReports: Sendable {
    private let reports = Mutex<[ID<Credential>: DeviceReport]>([:])

    package init() {}

    /// Nil for a device that sent nothing yet.
    package subscript(device: ID<Credential>) -> DeviceReport? {
        reports.withLock { $0[device] }
    }

    /// Devices that said last that scans wait on them, by name; never `own`.
    package func holding(but own: ID<Credential>?) -> [DeviceReport] {
        reports.withLock { $0 }.filter { $0.key != own && $0.value.held > 0 }.values
            .sorted { ($0.name, $0.at) < ($1.name, $1.at) }
    }

    /// Devices that may still hold scans of a count, by name: those that said that they hold some, and those that sent
    /// some of it; never `own`.
    package func concerned(
        with count: CountID, but own: ID<Credential>?
    ) -> [DeviceReport] {
        reports.withLock { $0 }
            .filter { $0.key != own && ($0.value.held > 0 || $0.value.count == count) }
            .values.sorted { ($0.name, $0.at) < ($1.name, $1.at) }
    }

    func note(_ sender: ScanSender, _ clock: ClockOffset, count: CountID?, at now: Moment) {
        guard let device = sender.device else { return }
        reports.withLock { reports in
            var report = reports[device.id] ?? DeviceReport(name: device.name, at: now)
            if sender.sentAt != nil { report.clock = clock }
            if let held = sender.held { report.held = held }
            // A look-up tells of no scan.
            if sender.held != nil || count != nil { report.at = now }
            if let count { report.count = count }
            reports[device.id] = report
        }
    }
}

/// Who sends a scan, and what comes beside it.
package struct ScanSender: Sendable {
    /// Nil for the hub's owner at its own machine.
    package var device: Credential?
    /// What its clock showed just then; nil where it did not say.
    package var sentAt: Moment?
    /// Scans that wait on the device behind this one; nil where it did not say.
    package var held: Int?

    package init(device: Credential? = nil, sentAt: Moment? = nil, held: Int? = nil) {
        (self.device, self.sentAt, self.held) = (device, sentAt, held)
    }
}
