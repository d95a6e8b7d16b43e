import CLibUSB
import Foundation
import Glibc

/// A device on the bus, not opened.
///
/// Safety: libusb counts references to `pointer` under its own lock; this object holds one, and
/// holds the bus, so the context outlives it.
@safe final class USBDevice: @unchecked Sendable {
    let bus: USBBus
    let pointer: OpaquePointer
    /// Bus number and port path, `1-4.2`: where it is plugged in, the same after a replug.
    let location: String

    init(_ pointer: OpaquePointer, on bus: USBBus) {
        self.bus = bus
        unsafe self.pointer = unsafe libusb_ref_device(pointer)
        unsafe location = Self.location(of: pointer)
    }

    deinit { unsafe libusb_unref_device(pointer) }

    /// What the kernel read from the device when it was plugged in, also where it may not be
    /// opened: `manufacturer`, `product`, `serial`.
    func kernelText(_ name: String) -> String? {
        let file = unsafe open("/sys/bus/usb/devices/\(location)/\(name)", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 512)
        let count = unsafe read(file, &bytes, bytes.count)
        guard count > 0 else { return nil }
        let text = String(decoding: bytes[..<count], as: UTF8.self)
        let trimmed = text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()
        return trimmed.isEmpty ? nil : String(trimmed)
    }

    /// The settings to print through, the best first: one for each printer that the device is.
    func printerInterfaces() -> [PrinterInterface] {
        PrinterInterface.eachBest(
            of: settings().compactMap(\.printer), activeConfiguration: activeConfiguration())
    }

    /// `bInterfaceClass` of each setting.
    func interfaceClasses() -> [UInt8] { settings().map(\.interfaceClass) }

    private func settings() -> [Setting] {
        (0..<(descriptor()?.bNumConfigurations ?? 0)).flatMap(settings(inConfigurationAt:))
    }

    /// The number that the bus gave it when it was plugged in.
    var number: UInt8 { unsafe libusb_get_device_address(pointer) }

    /// `idVendor` and `idProduct`; zeros where they cannot be read.
    func numbers() -> (vendor: UInt16, product: UInt16) {
        descriptor().map { ($0.idVendor, $0.idProduct) } ?? (0, 0)
    }

    private func descriptor() -> libusb_device_descriptor? {
        var device = libusb_device_descriptor()
        return unsafe libusb_get_device_descriptor(pointer, &device) == 0 ? device : nil
    }

    private func activeConfiguration() -> UInt8? {
        var active: UnsafeMutablePointer<libusb_config_descriptor>?
        guard unsafe libusb_get_active_config_descriptor(pointer, &active) == 0,
            let active = unsafe active
        else { return nil }
        defer { unsafe libusb_free_config_descriptor(active) }
        return unsafe active.pointee.bConfigurationValue
    }

    /// One setting of any interface.
    private struct Setting {
        let interfaceClass: UInt8
        /// Nil where it is no printer's.
        let printer: PrinterInterface?
    }

    private func settings(inConfigurationAt index: UInt8) -> [Setting] {
        var read: UnsafeMutablePointer<libusb_config_descriptor>?
        guard unsafe libusb_get_config_descriptor(pointer, index, &read) == 0,
            let read = unsafe read
        else { return [] }
        defer { unsafe libusb_free_config_descriptor(read) }
        // Safety: libusb allocated the whole tree with these counts; it is freed above, after
        // copying.
        let configuration = unsafe read.pointee
        let interfaces = unsafe UnsafeBufferPointer(
            start: configuration.interface, count: Int(configuration.bNumInterfaces))
        return unsafe interfaces.flatMap { interface in
            let settings = unsafe UnsafeBufferPointer(
                start: interface.altsetting, count: Int(interface.num_altsetting))
            return unsafe settings.map { setting in
                unsafe Setting(
                    interfaceClass: setting.bInterfaceClass,
                    printer: PrinterInterface(
                        setting, of: settings.count, in: configuration.bConfigurationValue,
                        at: index))
            }
        }
    }

    /// The path of the serial line that the kernel made of the device; nil where it made none.
    func serialLine() -> String? {
        let folder = "/sys/bus/usb/devices/\(location)"
        let files = FileManager.default
        for child in (try? files.contentsOfDirectory(atPath: folder))?.sorted() ?? [] {
            let lines = try? files.contentsOfDirectory(atPath: "\(folder)/\(child)/tty")
            if let line = lines?.min() { return "/dev/\(line)" }
        }
        return nil
    }

    static func location(of pointer: OpaquePointer) -> String {
        // USB 3.2 section 10.1 allows seven tiers; the root hub has no port.
        var ports = [UInt8](repeating: 0, count: 7)
        let depth = unsafe libusb_get_port_numbers(pointer, &ports, Int32(ports.count))
        let path = ports.prefix(Int(max(depth, 0))).map(String.init).joined(separator: ".")
        return unsafe "\(libusb_get_bus_number(pointer))-\(path)"
    }
}

extension PrinterInterface {
    /// - Returns: Nothing where the setting is no printer's or has no bulk OUT endpoint.
    fileprivate init?(
        _ setting: libusb_interface_descriptor, of count: Int, in configuration: UInt8,
        at index: UInt8
    ) {
        guard unsafe setting.bInterfaceClass == 7 && setting.bInterfaceSubClass == 1 else {
            return nil
        }
        // Safety: libusb allocated this many endpoints with the setting.
        let bulk = unsafe UnsafeBufferPointer(
            start: setting.endpoint, count: Int(setting.bNumEndpoints)
        ).filter { unsafe $0.bmAttributes & 0x03 == 0x02 }
        guard let out = unsafe bulk.first(where: { unsafe $0.bEndpointAddress & 0x80 == 0 }) else {
            return nil
        }
        let back = unsafe bulk.first { unsafe $0.bEndpointAddress & 0x80 != 0 }
        unsafe self.init(
            configurationIndex: index, configuration: configuration,
            number: setting.bInterfaceNumber, alternate: setting.bAlternateSetting,
            alternateCount: count, directions: setting.bInterfaceProtocol,
            bulkOut: out.bEndpointAddress, bulkIn: back?.bEndpointAddress)
        if let back = unsafe back { unsafe bulkInPacket = max(Int(back.wMaxPacketSize & 0x7FF), 8) }
    }
}
