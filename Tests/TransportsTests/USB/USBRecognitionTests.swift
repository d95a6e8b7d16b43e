import Testing

/// What printers on the bus are taken for and how each is named, through the real libusb.
@Suite struct USBRecognitionTests {
    private func list(_ printers: VirtualPrinter...) async throws -> [ProbeAnswer.Printer] {
        let run = try await Bed.run(printers, steps: ["list"])
        return try #require(run.lines.first?.printers)
    }

    @Test func `a printer that names no language is known by its numbers and name`() async throws {
        let dymo = VirtualPrinter(
            vendor: 0x0922, product: 0x0020, model: "LabelWriter 450",
            deviceID: "MFG:DYMO;CMD: ;MDL:LabelWriter 450;")
        let listed = try await list(dymo)
        #expect(listed.map(\.language) == ["dymo"])
        #expect(listed.map(\.basis) == ["knownModel"])
    }

    @Test func `a printer that may not be opened is still known by its numbers and name`()
        async throws
    {
        let brother = VirtualPrinter(
            vendor: 0x04F9, product: 0x2042, model: "QL-700", permission: false)
        let listed = try await list(brother)
        #expect(listed.map(\.language) == ["brother"])
        #expect(listed.map(\.readiness) == ["permissionMissing"])
    }

    @Test func `numbers that two languages share are nobody's language`() async throws {
        let clone = VirtualPrinter(
            vendor: 0x0FE6, product: 0x811E, deviceID: "MFG:x;MDL:POS58;CMD: ;")
        #expect(try await list(clone).map(\.language) == [nil])
    }

    @Test func `a Brother in Editor Lite is listed as the printer it is`() async throws {
        let hidden = VirtualPrinter(
            vendor: 0x04F9, product: 0x2049, model: "QL-700", isPrinter: false, shows: 8)
        let stick = VirtualPrinter(serial: "X", isPrinter: false, shows: 8)
        let listed = try await list(hidden, stick)
        #expect(listed.map(\.model) == ["QL-700"])
        #expect(listed.map(\.readiness) == ["hindered(Printing.Obstacle.editorLite)"])
    }

    @Test func `a printer on a serial line is listed with the path of its line`() async throws {
        let phomemo = VirtualPrinter(
            vendor: 0x0483, product: 0x5740, model: "TP88", isPrinter: false, shows: 2,
            tty: "ttyACM0")
        let listed = try await list(phomemo)
        #expect(listed.map(\.readiness) == ["hindered(Printing.Obstacle.serialLine)"])
        #expect(listed.map(\.address) == ["file:/dev/ttyACM0"])
    }

    @Test func `a LabelWriter that speaks another language is not called ready`() async throws {
        let newer = VirtualPrinter(
            vendor: 0x0922, product: 0x0028, deviceID: "MFG:DYMO;MDL:LabelWriter 550;")
        let listed = try await list(newer)
        #expect(listed.map(\.readiness) == ["hindered(Printing.Obstacle.languageUnknown)"])
    }

    @Test func `several printers without a serial number are told apart by their ports`()
        async throws
    {
        let mute = VirtualPrinter(serial: "", deviceID: "MFG:A;MDL:One;")
        #expect(try await list(mute).map(\.address) == ["usb:@1-1"])
        #expect(try await list(VirtualPrinter(serial: "")).map(\.address) == ["usb:"])
        #expect(try await list(mute, mute).map(\.address) == ["usb:@1-1", "usb:@1-2"])
        let same = VirtualPrinter(serial: "0001")
        #expect(try await list(same, same).map(\.address) == ["usb:@1-1", "usb:@1-2"])
        #expect(
            try await list(same, VirtualPrinter(serial: "7#@%")).map(\.address)
                == ["usb:0001", "usb:7%23%40%25"])
    }

    @Test func `a printer is meant without a name where it is the only one of known language`()
        async throws
    {
        let laser = VirtualPrinter(
            vendor: 0x03F0, product: 0x0317, serial: "",
            deviceID: "MFG:HP;MDL:HP LaserJet 1200;CMD:MLC,PCL,PML,POSTSCRIPT;")
        let label = VirtualPrinter(serial: "")
        let run = try await Bed.run([laser, label], job: [7], steps: ["list", "send:9000:JOB"])
        #expect(run.printers.map(\.bytes) == [[], [7]])
        let listed = try #require(run.lines.first?.printers)
        #expect(listed.map(\.readiness) == ["hindered(Printing.Obstacle.officePrinter)", "ready"])
        let alone = try await Bed.run(laser, job: [7], steps: "list", "send:9000:JOB")
        #expect(alone.lines.last == ProbeAnswer(fault: #"notFound(address: "usb:")"#))
        #expect(alone.lines.first?.printers?.map(\.address) == ["usb:@1-1"])
        #expect(alone.printers[0].bytes.isEmpty)
    }

    /// A receipt printer, one of a language that Larder does not know, and one that says nothing.
    @Test(arguments: [
        "MFG:EPSON;MDL:TM-T20II;CMD:ESC/POS;", "MFG:GODEX;MDL:G500;CMD:EZPL;", "MFG:A;MDL:One;",
    ])
    func `without a name no label goes to a printer of another language, or of an unknown one`(
        other: String
    ) async throws {
        let (mine, another) = (
            VirtualPrinter(serial: ""), VirtualPrinter(serial: "X", deviceID: other)
        )
        let both = try await Bed.run(
            [another, mine], language: "zpl", job: [7], steps: ["send:9000:JOB"])
        #expect(both.printers.map(\.bytes) == [[], [7]])
        let alone = try await Bed.run(
            [another], language: "zpl", job: [7], steps: ["send:9000:JOB"])
        #expect(alone.lines == [ProbeAnswer(fault: #"notFound(address: "usb:")"#)])
        #expect(alone.printers[0].bytes.isEmpty)
        // Its name is a person's word.
        let named = try await Bed.run(
            [another], address: "usb:X", language: "zpl", job: [7], steps: ["send:9000:JOB"])
        #expect(named.printers[0].bytes == [7])
    }

    @Test func `a printer that cannot be asked what it is is no printer that is not there`()
        async throws
    {
        for (printer, fault) in [
            (VirtualPrinter(permission: false), "permissionMissing"),
            (VirtualPrinter(held: true, faults: [.control(0, "stall")]), "busy"),
            (VirtualPrinter(held: true), "busy"),
        ] {
            let run = try await Bed.run(
                [printer], language: "zpl", job: [7], steps: ["send:9000:JOB"])
            #expect(run.lines == [ProbeAnswer(fault: #"\#(fault)(address: "usb:")"#)])
        }
    }

    @Test func `of a device that is two printers, the one of the language is meant`() async throws {
        let duo = VirtualPrinter(serial: "DUO", twin: 1)
        for address in ["usb:", "usb:DUO"] {
            let run = try await Bed.run(
                [duo], address: address, language: "tspl", job: [7], steps: ["send:9000:JOB"])
            #expect(run.printers.map(\.twinBytes) == [[7]], "\(address)")
        }
    }

    @Test(arguments: ["usb:", "usb:000001"])
    func `where several are meant, none is printed on`(address: String) async throws {
        let same = VirtualPrinter(serial: "000001")
        let run = try await Bed.run(
            [same, same], address: address, job: [7], steps: ["send:9000:JOB"])
        #expect(run.lines == [ProbeAnswer(fault: #"ambiguous(address: "\#(address)")"#)])
        #expect(run.printers.map(\.bytes) == [[], []])
    }

    @Test(arguments: [("usb:@1-2", [[], [7]]), ("usb:@1-1", [[7], []])] as [(String, [[UInt8]])])
    func `a printer is found by its port`(address: String, took: [[UInt8]]) async throws {
        let mute = VirtualPrinter(serial: "")
        let run = try await Bed.run(
            [mute, mute], address: address, job: [7], steps: ["send:9000:JOB"])
        #expect(run.printers.map(\.bytes) == took)
    }

    @Test func `an empty port holds no printer, and a port with a disk none either`() async throws {
        for (address, fault) in [("usb:@1-9", "notFound"), ("usb:@1-1", "notAPrinter")] {
            let run = try await Bed.run(
                [VirtualPrinter(isPrinter: false, shows: 8), VirtualPrinter(serial: "B2")],
                address: address, job: [7], steps: ["send:9000:JOB"])
            #expect(run.lines == [ProbeAnswer(fault: #"\#(fault)(address: "\#(address)")"#)])
        }
    }

    @Test func `both printers of one device are listed and reached`() async throws {
        let duo = VirtualPrinter(serial: "DUO", twin: 1)
        let listed = try await list(duo)
        #expect(listed.map(\.address) == ["usb:DUO#0", "usb:DUO#1"])
        #expect(listed.map(\.language) == ["zpl", "tspl"])
        for (address, took) in [("usb:DUO#0", false), ("usb:DUO#1", true), ("usb:DUO", false)] {
            let run = try await Bed.run([duo], address: address, job: [7], steps: ["send:9000:JOB"])
            #expect(run.printers.map(\.bytes) == [took ? [] : [7]])
            #expect(run.printers.map(\.twinBytes) == [took ? [7] : []])
        }
    }

    @Test func `of a LabelWriter DUO, the label side is meant unless somebody says otherwise`()
        async throws
    {
        let duo = VirtualPrinter(
            vendor: 0x0922, product: 0x001D, serial: "DUO",
            deviceID: "MFG:DYMO;CMD: ;MDL:LabelWriter DUO Tape;CLASS:PRINTER;", twin: 1,
            twinID: "MFG:DYMO;CMD: ;MDL:LabelWriter DUO Label;CLASS:PRINTER;")
        let listed = try await list(duo)
        #expect(listed.map(\.language) == [nil, "dymo"])
        for address in ["usb:", "usb:DUO", "usb:@1-1", "usb:DUO#1"] {
            let run = try await Bed.run([duo], address: address, job: [7], steps: ["send:9000:JOB"])
            #expect(run.printers.map(\.twinBytes) == [[7]], "\(address)")
            #expect(run.printers.map(\.bytes) == [[]], "\(address)")
        }
    }
}
