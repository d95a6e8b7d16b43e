/// One setting of a printer interface (class 7, subclass 1), as the descriptors name it.
struct PrinterInterface: Sendable, Hashable {
    /// Position of the configuration in the device, from 0, as GET_DEVICE_ID wants it.
    var configurationIndex: UInt8
    /// `bConfigurationValue`, as SET_CONFIGURATION wants it.
    var configuration: UInt8
    /// `bInterfaceNumber`: any number, not a position.
    var number: UInt8
    /// `bAlternateSetting`.
    var alternate: UInt8
    /// Settings that the interface has; where there is one, none is selected.
    var alternateCount: Int
    /// 1 unidirectional, 2 bidirectional; 3 (IEEE 1284.4) and 4 (IPP over USB) take no plain bytes.
    var directions: UInt8
    /// The address of the bulk OUT endpoint.
    var bulkOut: UInt8
    /// The address of the bulk IN endpoint, where the printer can talk back.
    var bulkIn: UInt8?
    /// `wMaxPacketSize` of bulk IN in bytes: reads are a whole number of these.
    var bulkInPacket: Int = 64

    /// The settings to print through, one for each interface, the best first: of the active
    /// configuration before another, then the one that can talk back, then the first.
    static func eachBest(
        of all: [PrinterInterface], activeConfiguration: UInt8?
    ) -> [PrinterInterface] {
        let usable = all.filter { (1...2).contains($0.directions) }.sorted { one, other in
            one.rank(activeConfiguration) < other.rank(activeConfiguration)
        }
        // An interface of another configuration cannot be used beside those of the first.
        return usable.reduce(into: []) { chosen, next in
            guard chosen.allSatisfy({ $0.number != next.number }),
                chosen.first.map({ $0.configuration == next.configuration }) ?? true
            else { return }
            chosen.append(next)
        }
    }

    private func rank(_ activeConfiguration: UInt8?) -> (Int, Int, UInt8, UInt8) {
        (configuration == activeConfiguration ? 0 : 1, directions == 2 ? 0 : 1, number, alternate)
    }
}
