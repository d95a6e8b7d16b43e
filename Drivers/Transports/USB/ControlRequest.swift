import Printing

/// The setup packet of a control request that reads.
struct ControlRequest: Sendable {
    let type: UInt8
    let number: UInt8
    let value: UInt16
    let index: UInt16

    /// The standard GET_STATUS of the device, 2 bytes: any device that is there answers it
    /// (USB 2.0, section 9.4.5).
    static let deviceStatus = ControlRequest(type: 0x80, number: 0, value: 0, index: 0)

    /// GET_DEVICE_ID (USB Printer Class 1.1, section 4.2.1).
    static func deviceID(of interface: PrinterInterface) -> ControlRequest {
        ControlRequest(
            type: 0xA1, number: 0, value: UInt16(interface.configurationIndex),
            index: UInt16(interface.number) << 8 | UInt16(interface.alternate))
    }

    /// GET_PORT_STATUS, 1 byte (USB Printer Class 1.1, section 4.2.2).
    static func portStatus(of interface: PrinterInterface) -> ControlRequest {
        ControlRequest(type: 0xA1, number: 1, value: 0, index: UInt16(interface.number))
    }
}

extension DeviceID {
    /// Reads an answer to GET_DEVICE_ID: two bytes of length that count themselves, then the text.
    ///
    /// The length is big-endian; some printers send it the other way round, or wrong altogether,
    /// and then what came is taken.
    ///
    /// - Returns: Nothing where there is no text.
    init?(answer: [UInt8]) {
        guard answer.count > 2 else { return nil }
        let lengths = [Int(answer[0]) << 8 | Int(answer[1]), Int(answer[1]) << 8 | Int(answer[0])]
        // Shorter than 14 is no id: `MFG:x;MDL:y;` and the two bytes.
        let end = lengths.first { (14...answer.count).contains($0) } ?? answer.count
        self.init(String(decoding: answer[2..<end].prefix { $0 != 0 }, as: UTF8.self))
    }
}

extension PrinterStatus {
    /// Reads the one byte of GET_PORT_STATUS: 0x20 paper empty, 0x10 selected, 0x08 no error.
    init(portStatus byte: UInt8) {
        self.init()
        if byte & 0x20 != 0 { conditions.insert(.paperOut) }
        if byte & 0x10 == 0 { conditions.insert(.offline) }
        if byte & 0x08 == 0, conditions.isEmpty { conditions.insert(.other) }
    }
}
