import Printing
import Testing
import Transports

@Suite struct DeviceAddressTests {
    @Test(arguments: [
        ("usb:", DeviceAddress.usb(USBChoice())),
        ("USB:SN:0001", .usb(USBChoice(.serial("SN:0001")))),
        ("usb:@1-2.3", .usb(USBChoice(.port("1-2.3")))),
        ("usb:SN1#2", .usb(USBChoice(.serial("SN1"), interface: 2))),
        ("usb:@1-2.3#0", .usb(USBChoice(.port("1-2.3"), interface: 0))),
        ("usb:#1", .usb(USBChoice(interface: 1))),
        ("usb:A%232%40%25", .usb(USBChoice(.serial("A#2@%")))),
        ("usb:%4023%2523", .usb(USBChoice(.serial("@23%23")))),
        ("usb:A#x", .usb(USBChoice(.serial("A#x")))),
        ("tcp:printer.local", .tcp(host: "printer.local", port: 9_100)),
        ("tcp:10.0.0.7:6101", .tcp(host: "10.0.0.7", port: 6_101)),
        ("tcp:[fd00::7]", .tcp(host: "fd00::7", port: 9_100)),
        ("tcp:[fe80::1%eth0]:65535", .tcp(host: "fe80::1%eth0", port: 65_535)),
        ("tcp:printer:9100?snmp=1161", .tcp(host: "printer", port: 9_100, snmp: 1_161)),
        ("tcp:[fd00::7]?snmp=1161", .tcp(host: "fd00::7", port: 9_100, snmp: 1_161)),
        ("tcp:imprimante_é.local", .tcp(host: "imprimante_é.local", port: 9_100)),
        ("file:/dev/usb/lp0", .file(path: "/dev/usb/lp0")),
        ("file:labels:today.bin", .file(path: "labels:today.bin")),
    ])
    func `an address is read, and written so that it reads the same`(
        text: String, expected: DeviceAddress
    ) throws {
        let address = try DeviceAddress(text)
        #expect(address == expected)
        #expect(try DeviceAddress(address.description) == expected)
    }

    @Test(arguments: [
        ("", DeviceAddressFault.schemeMissing("")),
        ("/dev/usb/lp0", .schemeMissing("/dev/usb/lp0")),
        ("http://printer", .schemeUnknown("http")),
        ("file:", .pathMissing),
        ("tcp:[fd00::7", .bracketOpen("[fd00::7")),
        ("tcp:fd00::7:9100", .bracketsMissing("fd00::7:9100")),
        ("tcp:", .hostMissing),
        ("tcp::9100", .hostMissing),
        ("tcp:[]:9100", .hostMissing),
        ("tcp:printer:", .portOutOfRange("")),
        ("tcp:printer:0", .portOutOfRange("0")),
        ("tcp:printer:65536", .portOutOfRange("65536")),
        ("tcp:[fd00::7]9100", .portOutOfRange("9100")),
        ("tcp:host:99999", .portOutOfRange("99999")),
        ("tcp:host:-1", .portOutOfRange("-1")),
        ("tcp:host/path", .hostUnreadable("host/path")),
        ("tcp:two words", .hostUnreadable("two words")),
        ("tcp:a\u{0}b", .hostUnreadable("a\u{0}b")),
        ("tcp:user@host", .hostUnreadable("user@host")),
        ("tcp:host?snmp=0", .portOutOfRange("0")),
        ("tcp:host?community=x", .optionUnknown("community=x")),
        ("tcp:host?", .optionUnknown("")),
        ("usb:@", .usbUnreadable("@")),
        ("usb:@door", .usbUnreadable("@door")),
        ("usb:@1-2#999", .usbUnreadable("@1-2#999")),
        ("usb:A\u{1B}[2J", .usbUnreadable("A\u{1B}[2J")),
    ])
    func `an address that is wrong says which part`(text: String, fault: DeviceAddressFault) {
        #expect(throws: fault) { try DeviceAddress(text) }
    }

    @Test func `each fault has words of its own`() throws {
        for text in ["tcp:host:0", "tcp::9100", "usb:@door", "lp0", "tcp:a b", "tcp:host?x=1"] {
            let fault = #expect(throws: DeviceAddressFault.self) { try DeviceAddress(text) }
            let words = try #require(fault?.description)
            #expect(words.contains(" ") && !words.contains("("), "\(words)")
        }
    }

    @Test func `each address leads to its transport, and only USB asks for the bus`() throws {
        struct BusAskedFor: Error {}
        func transport(_ text: String) throws -> Any {
            try DeviceAddress(text).transport { () throws(BusAskedFor) in throw BusAskedFor() }
        }
        #expect(try transport("tcp:printer") is TCPTransport)
        #expect(try transport("file:/tmp/labels") is FileTransport)
        #expect(throws: BusAskedFor.self) { try transport("usb:") }
    }
}
