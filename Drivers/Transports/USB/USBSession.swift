/// One opened device, and the only place that knows whether it still is: every transfer that flies
/// is known here, and the device is closed when the last has landed.
actor USBSession {
    private let device: USBDevice
    private let interface: PrinterInterface
    private let executor: DeviceExecutor
    private var handle: USBHandle?
    private var isClaimed = false
    private var flying: [ObjectIdentifier: Transfer] = [:]
    private var allLanded: CheckedContinuation<Void, Never>?

    // Safety: the executor lives as long as the actor that names it.
    nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe executor.asUnownedSerialExecutor()
    }

    init(_ device: USBDevice, _ interface: PrinterInterface) {
        self.device = device
        self.interface = interface
        executor = DeviceExecutor("usb.\(device.location)")
    }

    /// Opens the device to ask it things.
    func open() throws(USBCode) { handle = try USBHandle(opening: device) }

    /// Takes the interface, to print.
    func claim() throws(USBCode) {
        try openHandle().claim(interface)
        isClaimed = true
    }

    /// Whether another program holds the interface.
    func isHeldElsewhere() -> Bool { handle?.isHeldElsewhere(interface) ?? false }

    func bulkOut(_ bytes: ArraySlice<UInt8>, milliseconds: Int32) async -> Transfer.Outcome {
        await fly { handle throws(USBCode) in
            try .bulkOut(bytes, to: interface.bulkOut, on: handle, milliseconds: milliseconds)
        }.outcome
    }

    /// Reads at most `size` bytes, a whole number of packets.
    func bulkIn(_ size: Int, from endpoint: UInt8, milliseconds: Int32) async -> (USBCode, [UInt8])
    {
        let (outcome, transfer) = await fly { handle throws(USBCode) in
            try .bulkIn(size, from: endpoint, on: handle, milliseconds: milliseconds)
        }
        return (outcome.code, transfer?.received(outcome.count) ?? [])
    }

    /// Asks a control request, for at most a second.
    func control(_ request: ControlRequest, _ size: Int) async -> (USBCode, [UInt8]) {
        let (outcome, transfer) = await fly { handle throws(USBCode) in
            try .controlIn(request, size, on: handle, milliseconds: 1_000)
        }
        return (outcome.code, transfer?.received(outcome.count, isControl: true) ?? [])
    }

    func clearHalt(_ endpoint: UInt8) throws(USBCode) { try openHandle().clearHalt(endpoint) }

    /// Refuses new work, cancels what flies, waits for its callbacks, and gives the device back.
    func close() async {
        guard let closing = handle else { return }
        handle = nil
        for transfer in flying.values { transfer.cancel() }
        if !flying.isEmpty { await withCheckedContinuation { allLanded = $0 } }
        if isClaimed { closing.release(interface) }
        closing.close()
    }

    private func openHandle() throws(USBCode) -> USBHandle {
        guard let handle else { throw .gone }
        return handle
    }

    private func fly(
        _ make: (USBHandle) throws(USBCode) -> Transfer
    ) async -> (outcome: Transfer.Outcome, transfer: Transfer?) {
        do throws(USBCode) {
            let transfer = try make(openHandle())
            flying[ObjectIdentifier(transfer)] = transfer
            let outcome = await transfer.outcome()
            flying[ObjectIdentifier(transfer)] = nil
            if flying.isEmpty, let waiter = allLanded {
                allLanded = nil
                waiter.resume()
            }
            return (outcome, transfer)
        } catch {
            return (Transfer.Outcome(code: error, count: 0), nil)
        }
    }
}
