import CLibUSB
import Glibc
import Synchronization

/// The one thread that runs a context's callbacks.
@safe final class USBEventThread {
    /// What the thread works on.
    ///
    /// Safety: `context` stays valid until the thread is joined in ``USBEventThread/stop(_:)``.
    @safe private final class Loop: @unchecked Sendable {
        let context: OpaquePointer
        let isStopping = Atomic(false)

        init(_ context: OpaquePointer) { unsafe self.context = context }

        func run() {
            while !isStopping.load(ordering: .acquiring) {
                let code = unsafe libusb_handle_events_completed(context, nil)
                // An error that stays must not become a thread that spins.
                if code < 0, USBCode(code) != .cancelled { usleep(100_000) }
            }
        }
    }

    private let loop: Loop
    private let thread: pthread_t

    init(_ context: OpaquePointer) {
        let loop = unsafe Loop(context)
        var thread = pthread_t()
        let held = unsafe Unmanaged.passRetained(loop).toOpaque()
        let code = unsafe pthread_create(
            &thread, nil,
            { held in
                // Safety: balances `passRetained`; pthread hands over what it was given.
                guard let held = unsafe held else { return nil }
                let loop = unsafe Unmanaged<Loop>.fromOpaque(held).takeRetainedValue()
                unsafe larder_name_this_thread("larder-usb")
                loop.run()
                return nil
            }, held)
        precondition(code == 0, "no thread for USB events: \(code)")
        self.loop = loop
        self.thread = thread
    }

    /// Ends the thread and waits for it; no callback may call this.
    func stop(_ context: OpaquePointer) {
        loop.isStopping.store(true, ordering: .releasing)
        unsafe libusb_interrupt_event_handler(context)
        _ = pthread_join(thread, nil)
    }
}
