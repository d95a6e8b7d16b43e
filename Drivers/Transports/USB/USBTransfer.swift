import CLibUSB
import Synchronization

/// One libusb transfer: it owns its buffer from the submit to the callback, which only resumes the
/// one task that waits.
///
/// Safety: `transfer` and `buffer` are allocated in `init` and freed in `deinit`. From the submit
/// to the callback a reference to `self` is held in `user_data`, so libusb never sees freed memory.
/// The buffer is written before the submit and read after the callback only.
@safe final class USBTransfer: @unchecked Sendable {
    /// How a transfer ended, and the bytes that went or came, whatever the ending.
    struct Outcome: Sendable {
        let code: USBCode
        let count: Int
    }

    private struct Progress {
        var waiter: CheckedContinuation<Outcome, Never>?
        var isCancelled = false
    }

    /// Bytes of the setup packet in front of a control transfer's data (USB 2.0, section 9.3).
    private static let setupSize = 8

    /// Where it goes or comes from; 0 is control.
    let endpoint: UInt8
    private let transfer: UnsafeMutablePointer<libusb_transfer>
    private let buffer: UnsafeMutableBufferPointer<UInt8>
    private let progress = Mutex(Progress())

    private init(size: Int, endpoint: UInt8 = 0) throws(USBCode) {
        guard let transfer = unsafe libusb_alloc_transfer(0) else { throw .noMemory }
        self.endpoint = endpoint
        unsafe self.transfer = transfer
        unsafe buffer = .allocate(capacity: size)
        unsafe buffer.initialize(repeating: 0)
    }

    deinit {
        unsafe libusb_free_transfer(transfer)
        unsafe buffer.deallocate()
    }

    /// Bytes to a bulk OUT endpoint.
    ///
    /// No zero-length packet ends them: a printer reads a stream. It has no time limit.
    static func bulkOut(
        _ bytes: ArraySlice<UInt8>, to endpoint: UInt8, on handle: USBHandle
    ) throws(USBCode) -> USBTransfer {
        let made = try USBTransfer(size: bytes.count, endpoint: endpoint)
        _ = unsafe made.buffer.update(fromContentsOf: bytes)
        made.fillBulk(handle, 0)
        return made
    }

    /// At most `size` bytes, a whole number of packets, from a bulk IN endpoint.
    static func bulkIn(
        _ size: Int, from endpoint: UInt8, on handle: USBHandle, milliseconds: Int32
    ) throws(USBCode) -> USBTransfer {
        let made = try USBTransfer(size: size, endpoint: endpoint)
        made.fillBulk(handle, milliseconds)
        return made
    }

    /// A control request that reads at most `size` bytes.
    static func controlIn(
        _ request: ControlRequest, _ size: Int, on handle: USBHandle, milliseconds: Int32
    ) throws(USBCode) -> USBTransfer {
        let made = try USBTransfer(size: Self.setupSize + size)
        unsafe libusb_fill_control_setup(
            made.buffer.baseAddress, request.type, request.number, request.value, request.index,
            UInt16(size))
        unsafe libusb_fill_control_transfer(
            made.transfer, handle.pointer, made.buffer.baseAddress, completed, nil,
            UInt32(milliseconds))
        return made
    }

    private func fillBulk(_ handle: USBHandle, _ milliseconds: Int32) {
        unsafe libusb_fill_bulk_transfer(
            transfer, handle.pointer, endpoint, buffer.baseAddress, Int32(buffer.count),
            Self.completed, nil,
            UInt32(milliseconds))
    }

    /// Submits and waits for the callback.
    ///
    /// A cancelled task cancels the transfer and still waits: only the callback knows how many
    /// bytes went.
    func outcome() async -> Outcome {
        await withTaskCancellationHandler {
            await withCheckedContinuation { submit(for: $0) }
        } onCancel: {
            cancel()
        }
    }

    /// Asks libusb to end the transfer; the callback still comes.
    func cancel() {
        progress.withLock { progress in
            progress.isCancelled = true
            // Safety: with a waiter the transfer is submitted and not yet freed.
            if progress.waiter != nil { _ = unsafe libusb_cancel_transfer(transfer) }
        }
    }

    /// The first `count` bytes that a control or bulk read brought.
    func received(_ count: Int, isControl: Bool = false) -> [UInt8] {
        // Safety: the callback came, so libusb no longer writes.
        unsafe Array(buffer.dropFirst(isControl ? Self.setupSize : 0).prefix(count))
    }

    private func submit(for waiter: CheckedContinuation<Outcome, Never>) {
        progress.withLock { progress in
            guard !progress.isCancelled else {
                return waiter.resume(returning: Outcome(code: .cancelled, count: 0))
            }
            let held = unsafe Unmanaged.passRetained(self)
            unsafe transfer.pointee.user_data = unsafe held.toOpaque()
            let code = unsafe USBCode(libusb_submit_transfer(transfer))
            if code == .success {
                progress.waiter = waiter
            } else {
                unsafe held.release()
                waiter.resume(returning: Outcome(code: code, count: 0))
            }
        }
    }

    /// Called by libusb on the event thread, once for each submit that succeeded.
    private static let completed: libusb_transfer_cb_fn = { ended in
        guard let ended = unsafe ended, let held = unsafe ended.pointee.user_data else { return }
        // Safety: balances `passRetained` in `submit`.
        let transfer = unsafe Unmanaged<USBTransfer>.fromOpaque(held).takeRetainedValue()
        let outcome = unsafe Outcome(
            code: USBCode(ending: ended.pointee.status), count: Int(ended.pointee.actual_length))
        let waiter = transfer.progress.withLock { progress in
            defer { progress.waiter = nil }
            return progress.waiter
        }
        waiter?.resume(returning: outcome)
    }
}
