/// One opened device, and the only place that knows whether it still is: every transfer in flight is
/// known here, and the device is closed when the last has completed.
actor USBSession {
    private let device: USBDevice
    private let interface: PrinterInterface
    private let executor: DeviceExecutor
    private var handle: USBHandle?
    private var isClaimed = false
    private var inFlight: [ObjectIdentifier: USBTransfer] = [:]
    private var allCompleted: CheckedContinuation<Void, Never>?

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
        device.bus.note(place, isHeld: true)
    }

    private var place: String { "\(device.location)#\(interface.number)" }

    /// Whether this process prints on the interface.
    var isHeldHere: Bool { device.bus.holds(place) }

    /// Whether another program holds the interface.
    func isHeldElsewhere() -> Bool { handle?.isHeldElsewhere(interface) ?? false }

    /// Sends bytes, however long the printer takes.
    func bulkOut(_ bytes: ArraySlice<UInt8>) async -> USBTransfer.Outcome {
        await submit { handle throws(USBCode) in
            try .bulkOut(bytes, to: interface.bulkOut, on: handle)
        }.outcome
    }

    /// Asks libusb to end what is under way on an endpoint.
    func cancelTransfers(to endpoint: UInt8) {
        for transfer in inFlight.values where transfer.endpoint == endpoint { transfer.cancel() }
    }

    /// Reads at most `size` bytes, a whole number of packets.
    func bulkIn(_ size: Int, from endpoint: UInt8, milliseconds: Int32) async -> (USBCode, [UInt8])
    {
        let (outcome, transfer) = await submit { handle throws(USBCode) in
            try .bulkIn(size, from: endpoint, on: handle, milliseconds: milliseconds)
        }
        return (outcome.code, transfer?.received(outcome.count) ?? [])
    }

    /// Asks a control request, for at most a second.
    func control(_ request: ControlRequest, _ size: Int) async -> (USBCode, [UInt8]) {
        let (outcome, transfer) = await submit { handle throws(USBCode) in
            try .controlIn(request, size, on: handle, milliseconds: 1_000)
        }
        return (outcome.code, transfer?.received(outcome.count, isControl: true) ?? [])
    }

    func clearHalt(_ endpoint: UInt8) throws(USBCode) { try openHandle().clearHalt(endpoint) }

    /// Refuses new work, cancels what is in flight, waits for the callbacks, gives the device back.
    func close() async {
        guard let closing = handle else { return }
        handle = nil
        for transfer in inFlight.values { transfer.cancel() }
        if !inFlight.isEmpty { await withCheckedContinuation { allCompleted = $0 } }
        if isClaimed {
            closing.release(interface)
            device.bus.note(place, isHeld: false)
        }
        closing.close()
    }

    private func openHandle() throws(USBCode) -> USBHandle {
        guard let handle else { throw .gone }
        return handle
    }

    private func submit(
        _ make: (USBHandle) throws(USBCode) -> USBTransfer
    ) async -> (outcome: USBTransfer.Outcome, transfer: USBTransfer?) {
        do throws(USBCode) {
            let transfer = try make(openHandle())
            inFlight[ObjectIdentifier(transfer)] = transfer
            let outcome = await transfer.outcome()
            inFlight[ObjectIdentifier(transfer)] = nil
            if inFlight.isEmpty, let waiter = allCompleted {
                allCompleted = nil
                waiter.resume()
            }
            return (outcome, transfer)
        } catch {
            return (USBTransfer.Outcome(code: error, count: 0), nil)
        }
    }
}
