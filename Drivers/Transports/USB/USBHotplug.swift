import CLibUSB
import Synchronization

/// Tells readers what libusb says of devices that come and go.
///
/// Safety: libusb holds an unretained pointer to this object until `stop`; the bus owns both.
@safe final class USBHotplug: Sendable {
    private struct Readers {
        var next = 0
        var streams: [Int: AsyncStream<USBChange>.Continuation] = [:]
    }

    private let readers = Mutex(Readers())
    private let registration = Mutex<libusb_hotplug_callback_handle?>(nil)

    init(_ context: OpaquePointer) {
        let events =
            LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED.rawValue | LIBUSB_HOTPLUG_EVENT_DEVICE_LEFT.rawValue
        let any = LIBUSB_HOTPLUG_MATCH_ANY
        var handle: libusb_hotplug_callback_handle = 0
        let code = unsafe libusb_hotplug_register_callback(
            context, Int32(events), 0, any, any, any,
            { _, device, event, held in
                guard let device = unsafe device, let held = unsafe held else { return 0 }
                let location = unsafe USBDevice.location(of: device)
                let hotplug = unsafe Unmanaged<USBHotplug>.fromOpaque(held).takeUnretainedValue()
                hotplug.tell(
                    event == LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED
                        ? .arrived(location: location) : .left(location: location))
                return 0
            }, Unmanaged.passUnretained(self).toOpaque(), &handle)
        // Without hotplug a printer is still found whenever one is looked for.
        if code == 0 { registration.withLock { $0 = handle } }
    }

    func changes() -> AsyncStream<USBChange> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: USBChange.self, bufferingPolicy: .bufferingNewest(16))
        let number = readers.withLock { readers in
            readers.next += 1
            readers.streams[readers.next] = continuation
            return readers.next
        }
        continuation.onTermination = { [weak self] _ in
            self?.readers.withLock { $0.streams[number] = nil }
        }
        return stream
    }

    /// Ends every stream; no callback comes afterwards.
    func stop(_ context: OpaquePointer) {
        if let handle = registration.withLock({ $0 }) {
            unsafe libusb_hotplug_deregister_callback(context, handle)
        }
        let streams = readers.withLock { $0.streams.values.map(\.self) }
        for stream in streams { stream.finish() }
    }

    private func tell(_ change: USBChange) {
        let streams = readers.withLock { $0.streams.values.map(\.self) }
        for stream in streams { stream.yield(change) }
    }
}
