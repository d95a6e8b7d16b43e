import Printing

/// What is wrong with how an answer over SNMP is read, whatever it is; empty where nothing is.
public func snmpFaults(reading bytes: [UInt8]) -> [String] {
    guard let message = SNMPMessage(response: bytes) else { return [] }
    var faults: [String] = []
    if bytes.count > SNMPMessage.limit { faults.append("\(bytes.count) bytes") }
    let agent = PrinterMIB(message.bindings)
    if let status = agent.status, status.conditions.isEmpty, !namesPrinterStatus(bytes) {
        faults.append("ready, without word of it")
    }
    if agent.status?.isIdle == true { faults.append("all is out, which it cannot know") }
    return faults
}

/// Whether the bytes name `hrPrinterStatus`, by another way to look at them than the parser's.
private func namesPrinterStatus(_ bytes: [UInt8]) -> Bool {
    // An arc may be written longer than it is: its last byte tells.
    bytes.contains(0x2B) && bytes.contains(0x19) && bytes.contains(0x05)
}
