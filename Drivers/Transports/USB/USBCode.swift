import CLibUSB
import Printing

/// libusb's own number for how a call or a transfer ended; 0 is success.
struct USBCode: Error, Hashable, Sendable {
    let number: Int32

    init(_ number: Int32) { self.number = number }

    private init(_ error: libusb_error) { number = Int32(error.rawValue) }

    static let success = USBCode(LIBUSB_SUCCESS)
    static let ioError = USBCode(LIBUSB_ERROR_IO)
    static let accessDenied = USBCode(LIBUSB_ERROR_ACCESS)
    static let gone = USBCode(LIBUSB_ERROR_NO_DEVICE)
    static let busy = USBCode(LIBUSB_ERROR_BUSY)
    static let timedOut = USBCode(LIBUSB_ERROR_TIMEOUT)
    static let overflowed = USBCode(LIBUSB_ERROR_OVERFLOW)
    static let stalled = USBCode(LIBUSB_ERROR_PIPE)
    static let cancelled = USBCode(LIBUSB_ERROR_INTERRUPTED)
    static let noMemory = USBCode(LIBUSB_ERROR_NO_MEM)

    /// How a transfer ended, as the code that libusb's blocking calls would return for it.
    init(ending status: libusb_transfer_status) {
        switch status {
        case LIBUSB_TRANSFER_COMPLETED: self = .success
        case LIBUSB_TRANSFER_TIMED_OUT: self = .timedOut
        case LIBUSB_TRANSFER_CANCELLED: self = .cancelled
        case LIBUSB_TRANSFER_STALL: self = .stalled
        case LIBUSB_TRANSFER_NO_DEVICE: self = .gone
        case LIBUSB_TRANSFER_OVERFLOW: self = .overflowed
        default: self = .ioError
        }
    }

    /// Throws what a call returned, unless it is success.
    static func check(_ result: Int32) throws(USBCode) {
        if result < 0 { throw USBCode(result) }
    }

    /// Why a device at `address` could not be opened.
    func openingFault(at address: String) -> TransportFault {
        switch self {
        case .accessDenied: .permissionMissing(address: address)
        case .busy: .busy(address: address)
        case .gone: .notFound(address: address)
        default: .broken(bytesSent: 0, code: number)
        }
    }
}
