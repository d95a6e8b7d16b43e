public import Printing

extension DeviceAddress {
    /// Makes the way to this printer.
    ///
    /// - Parameters:
    ///   - forbidden: A folder in which no file is printed into; nil for none.
    ///   - asksBySNMP: Whether a printer on the network is also asked by SNMP how it is.
    ///   - language: What the printer has to speak that `usb:` means; nil for any that Larder speaks.
    ///   - bus: Called for a USB address only.
    /// - Throws: What `bus` throws.
    /// - Returns: A transport that has opened nothing yet.
    public func transport<Failure: Error>(
        forbidden: String? = nil, asksBySNMP: Bool = false, language: String? = nil,
        bus: () throws(Failure) -> USBBus
    ) throws(Failure) -> any PrinterTransport {
        switch self {
        case .usb(let choice): USBTransport(bus: try bus(), choice, language: language)
        case .tcp(let host, let port, let snmp):
            TCPTransport(host: host, port: port, snmpPort: asksBySNMP ? snmp : nil)
        case .file(let path): FileTransport(path: path, forbidden: forbidden)
        }
    }
}
