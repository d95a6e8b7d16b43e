import CLibUSB
import Printing
import Synchronization

/// The machine's USB: one libusb context, one thread that runs its callbacks.
///
/// A process needs one; it lives until the last transport and connection made with it are gone.
///
/// Safety: `context` is given to libusb only, which locks within, and is valid until `deinit`.
@safe public final class USBBus: @unchecked Sendable {
    private let context: OpaquePointer
    private let events: USBEventThread
    private let hotplug: USBHotplug
    /// Printer interfaces that this process holds, as `1-4.2#0`.
    private let held = Mutex<Set<String>>([])
    private let recognitions = Mutex<[String: Recognition]>([:])

    /// Starts libusb.
    ///
    /// - Throws: ``USBBusFault`` where the machine has no USB to speak of.
    public init() throws(USBBusFault) {
        var made: OpaquePointer?
        let code = unsafe libusb_init(&made)
        guard code == 0, let made = unsafe made else { throw .unavailable(code: code) }
        unsafe context = made
        unsafe hotplug = USBHotplug(made)
        unsafe events = USBEventThread(made)
    }

    /// Runs when no device, and so no transfer, is left: each holds the bus.
    deinit {
        unsafe hotplug.stop(context)
        unsafe events.stop(context)
        unsafe libusb_exit(context)
    }

    /// What is plugged in and pulled out from now on.
    ///
    /// A reader that falls behind loses the oldest of more than 16 changes, so a change means "look
    /// again", not "this is all".
    public func changes() -> AsyncStream<USBChange> { hotplug.changes() }

    /// What an interface was taken for, as long as the device stays plugged in.
    func recognition(_ interface: String) -> Recognition? {
        recognitions.withLock { $0[interface] }
    }

    /// Remembers what an interface is taken for: whoever prints need not ask again.
    func remember(_ recognition: Recognition, of interface: String) {
        recognitions.withLock { known in
            // Names hold the device's number, which the next plug is not given again soon.
            if known.count >= 64 { known = [:] }
            known[interface] = recognition
        }
    }

    /// Notes that this process holds an interface, or holds it no longer.
    func note(_ interface: String, isHeld: Bool) {
        held.withLock { held in
            if isHeld { held.insert(interface) } else { held.remove(interface) }
        }
    }

    /// Whether this process holds an interface.
    func holds(_ interface: String) -> Bool { held.withLock { $0.contains(interface) } }

    /// All devices, by where they are plugged in.
    func devices() -> [USBDevice] {
        var list: UnsafeMutablePointer<OpaquePointer?>?
        let count = unsafe libusb_get_device_list(context, &list)
        defer { unsafe libusb_free_device_list(list, 1) }
        // Safety: libusb allocated `count` entries; each device takes its own reference.
        let pointers = unsafe UnsafeBufferPointer(start: list, count: max(count, 0))
        let devices = unsafe pointers.compactMap { pointer in
            unsafe pointer.map { unsafe USBDevice($0, on: self) }
        }
        return devices.sorted { $0.location < $1.location }
    }
}

/// Why there is no USB bus to work with.
public enum USBBusFault: Error, Hashable {
    /// libusb does not start; the code is its own.
    case unavailable(code: Int32)
}

/// A device came or went.
public enum USBChange: Sendable, Hashable {
    /// Bus and port, `1-4.2`, as ``USBPrinterDescription/location``.
    case arrived(location: String)
    case left(location: String)
}
