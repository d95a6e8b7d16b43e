package import Stock
package import Storage
import Synchronization

/// How far the clocks of devices are off, by what each said as it last sent something; forgotten when the hub stops.
package final class DeviceClocks: Sendable {
    private let offsets = Mutex<[ID<Credential>: ClockOffset]>([:])

    package init() {}

    /// A device's offset; nil where it never said what its clock shows.
    package subscript(device: ID<Credential>) -> ClockOffset? {
        offsets.withLock { $0[device] }
    }

    func note(_ offset: ClockOffset, of device: ID<Credential>) {
        offsets.withLock { $0[device] = offset }
    }
}
