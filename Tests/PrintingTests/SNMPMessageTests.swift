import ParserChecks
import SeededRandom
import Testing

@testable import Printing

/// What a printer on the network says of itself.
@Suite struct SNMPMessageTests {
    private func status(of sample: String) throws -> PrinterStatus? {
        let names = ["cover", "no-such-name", "paper", "printing", "ready", "standby"]
        let all = try samples(of: "snmp")
        let place = try #require(names.firstIndex(of: sample))
        let message = try #require(SNMPMessage(response: all[place]))
        return PrinterMIB(message.bindings).status
    }

    @Test func `ready, printing, without paper and open are told apart`() throws {
        let head = KnownModel.narrowBrotherHead
        #expect(try status(of: "ready") == PrinterStatus(head: head))
        #expect(try status(of: "printing") == PrinterStatus(busy: true, head: head))
        #expect(try status(of: "paper")?.conditions == [.paperOut])
        #expect(try status(of: "cover")?.conditions == [.headOpen])
        #expect(try status(of: "standby") == PrinterStatus(head: head))
        #expect(try status(of: "no-such-name") == nil)
    }

    @Test func `a question is as RFC 1157 has it`() {
        let asked = SNMPMessage.get([[1, 3, 6, 1, 2, 1, 43, 300]], request: 0x0102_0304)
        let name: [UInt8] = [0x06, 0x08, 0x2B, 0x06, 0x01, 0x02, 0x01, 0x2B, 0x82, 0x2C]
        let bindings: [UInt8] = [0x30, 0x0E, 0x30, 0x0C] + name + [0x05, 0x00]
        let pdu: [UInt8] =
            [0xA0, 0x1C, 0x02, 0x04, 1, 2, 3, 4, 0x02, 0x01, 0, 0x02, 0x01, 0] + bindings
        #expect(
            asked == [0x30, 0x29, 0x02, 0x01, 0, 0x04, 0x06] + Array("public".utf8) + pdu)
        // A question is no answer.
        #expect(SNMPMessage(response: asked) == nil)
    }

    /// Each value of the answer that ``PrinterMIB/Object/allCases`` asks for.
    private func status(
        device: Int?, printer: Int?, bits: [UInt8]?, display: String? = nil, model: String? = nil
    ) -> PrinterStatus? {
        typealias Object = PrinterMIB.Object
        let values: [(Object, SNMPMessage.Value?)] = [
            (.deviceStatus, device.map { .integer($0) }),
            (.printerStatus, printer.map { .integer($0) }),
            (.errorState, bits.map { .octets($0) }),
            (.display, display.map { .octets(Array($0.utf8)) }),
            (.model, model.map { .octets(Array($0.utf8)) }),
        ]
        return PrinterMIB(
            values.compactMap { object, value in
                value.map { SNMPMessage.Binding(name: object.name, value: $0) }
            }
        ).status
    }

    @Test func `only a word that it is well makes a printer ready`() {
        #expect(status(device: nil, printer: nil, bits: nil) == nil)
        #expect(status(device: 2, printer: nil, bits: [0]) == nil)
        #expect(status(device: 2, printer: 2, bits: [0]) == nil)
        #expect(status(device: nil, printer: 1, bits: [0]) == nil)
        #expect(status(device: 5, printer: 1, bits: [0])?.conditions == [.offline])
        #expect(status(device: 5, printer: 3, bits: [0])?.conditions == [.offline])
        #expect(status(device: 2, printer: 99, bits: [0]) == nil)
        #expect(status(device: 2, printer: 3, bits: nil) == PrinterStatus())
        #expect(status(device: 3, printer: 3, bits: [0x80]) == PrinterStatus())
    }

    @Test func `a QL names the model, which says how wide its head is`() {
        func head(_ model: String) -> Int? {
            status(device: 2, printer: 3, bits: [0], model: model)?.head
        }
        #expect(head("Brother QL-1110NWB") == 1_224 && head("Brother QL-820NWB") == 732)
        #expect(head("Brother HL-L2350DW series") == nil)
    }

    @Test(arguments: [
        ([UInt8(0x40)], PrinterStatus.Condition.paperOut), ([0x08], .headOpen), ([0x04], .paperJam),
        ([0x02], .offline), ([0x01], .other), ([0x00, 0x80], .paperOut), ([0x00, 0x04], .paperOut),
        ([0x10], .ribbonOut),
    ])
    func `each bit of trouble has its word`(bits: [UInt8], condition: PrinterStatus.Condition) {
        #expect(status(device: 2, printer: 3, bits: bits)?.conditions == [condition])
    }

    @Test(arguments: [
        ("COVER OPEN", PrinterStatus.Condition.headOpen), ("No Media!", .paperOut),
        ("CUTTER ERROR", .cutterJam), ("WRONG ROLL TYPE", .wrongMedia), ("COOLING", .tooHot),
    ])
    func `its display tells what no bit does`(text: String, condition: PrinterStatus.Condition) {
        #expect(status(device: 3, printer: 1, bits: [0], display: text)?.conditions == [condition])
        #expect(status(device: 2, printer: 3, bits: [0], display: "READY") == PrinterStatus())
    }

    @Test(arguments: [runSeed])
    func `a broken answer never traps, and makes no printer ready`(_ seed: UInt64) throws {
        for bytes in Mutations(of: try samples(of: "snmp"), seed: seed).prefix(5_000) {
            let faults = snmpFaults(reading: bytes)
            if !faults.isEmpty { Issue.record("\(faults): \(bytes)") }
        }
        let long = [UInt8](repeating: 0x30, count: 70_000)
        #expect(SNMPMessage(response: long) == nil)
        for count in 0...6 {
            #expect(SNMPMessage(response: [0x30] + [UInt8](repeating: 0xFF, count: count)) == nil)
        }
    }
}
