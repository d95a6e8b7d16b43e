import CLibUSB

/// An opened device.
///
/// The calls here block for as long as the kernel takes: they are for a ``USBSession`` only.
///
/// Safety: `pointer` is valid from `init` to `close`, which the session calls once, with no
/// transfer in flight. libusb locks within.
@safe struct USBHandle: @unchecked Sendable {
    let pointer: OpaquePointer

    init(opening device: USBDevice) throws(USBCode) {
        var opened: OpaquePointer?
        try unsafe USBCode.check(libusb_open(device.pointer, &opened))
        guard let opened = unsafe opened else { throw .noMemory }
        unsafe pointer = opened
    }

    /// Takes the interface, and only it: a kernel driver on it is put aside until ``release(_:)``.
    ///
    /// Configuration and setting are selected only where they differ or there is a choice, and the
    /// device is never reset: both upset firmware that is at work.
    func claim(_ interface: PrinterInterface) throws(USBCode) {
        try unsafe USBCode.check(libusb_set_auto_detach_kernel_driver(pointer, 1))
        if configuration() != interface.configuration {
            try unsafe USBCode.check(
                libusb_set_configuration(pointer, Int32(interface.configuration)))
        }
        try unsafe USBCode.check(libusb_claim_interface(pointer, Int32(interface.number)))
        guard interface.alternateCount > 1 else { return }
        do throws(USBCode) {
            try unsafe USBCode.check(
                libusb_set_interface_alt_setting(
                    pointer, Int32(interface.number), Int32(interface.alternate)))
        } catch {
            release(interface)
            throw error
        }
    }

    private func configuration() -> UInt8? {
        var value: Int32 = 0
        guard unsafe libusb_get_configuration(pointer, &value) == 0 else { return nil }
        return UInt8(clamping: value)
    }

    /// Whether another program holds the interface.
    ///
    /// A kernel driver does not count: it makes room.
    func isHeldElsewhere(_ interface: PrinterInterface) -> Bool {
        let number = Int32(interface.number)
        guard configuration() == interface.configuration,
            unsafe libusb_kernel_driver_active(pointer, number) != 1
        else { return false }
        let code = unsafe USBCode(libusb_claim_interface(pointer, number))
        if code == .success { _ = unsafe libusb_release_interface(pointer, number) }
        return code == .busy
    }

    /// Lets the interface go; a kernel driver that was put aside comes back.
    func release(_ interface: PrinterInterface) {
        // A device that is gone has nothing left to release.
        _ = unsafe libusb_release_interface(pointer, Int32(interface.number))
    }

    func clearHalt(_ endpoint: UInt8) throws(USBCode) {
        try unsafe USBCode.check(libusb_clear_halt(pointer, endpoint))
    }

    func close() { unsafe libusb_close(pointer) }
}
