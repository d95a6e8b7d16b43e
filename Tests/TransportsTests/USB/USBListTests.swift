import Testing

/// The list of USB printers, through the real libusb.
@Suite struct USBListTests {
    private let ready = ProbeAnswer.Printer(
        location: "1-1", maker: "Larder Test Works", model: "Model 1", serial: "SN0001",
        commandSets: ["ZPL"], language: "zpl", basis: "deviceID", readiness: "ready",
        address: "usb:SN0001")

    @Test(arguments: ["big", "little", "wrong"])
    func `a printer is listed by what its id says, however its length is written`(
        length: String
    ) async throws {
        let run = try await Bed.run(VirtualPrinter(idLength: length), steps: "list")
        #expect(run.lines == [ProbeAnswer(printers: [ready])])
    }

    @Test func `printers are listed by port and other devices are not`() async throws {
        let run = try await Bed.run(
            VirtualPrinter(isPrinter: false), VirtualPrinter(serial: "B2"),
            VirtualPrinter(serial: ""),
            steps: "list")
        let listed = run.lines.first?.printers ?? []
        #expect(listed.map(\.location) == ["1-2", "1-3"])
        #expect(listed.map(\.serial) == ["B2", nil])
    }

    @Test func `a printer that may not be opened is listed with its name`() async throws {
        let run = try await Bed.run(VirtualPrinter(permission: false), steps: "list")
        var expected = ready
        (expected.commandSets, expected.language, expected.basis) = ([], nil, nil)
        expected.readiness = "permissionMissing"
        #expect(run.lines == [ProbeAnswer(printers: [expected])])
    }

    @Test func `a printer that another program holds is listed as busy`() async throws {
        let run = try await Bed.run(VirtualPrinter(held: true), steps: "list")
        #expect(run.lines.first?.printers?.map(\.readiness) == ["busy"])
    }

    @Test func `a printer that the hub itself prints to is listed as printing`() async throws {
        let run = try await Bed.run(VirtualPrinter(), steps: "openlist", "list")
        #expect(run.lines.map { $0.printers?.map(\.readiness) } == [["printing"], ["ready"]])
    }

    @Test func `a list shows what is plugged in when it is asked for`() async throws {
        let run = try await Bed.run(
            VirtualPrinter(faults: [.out("unplug", at: 50_000)], replug: 0.5),
            job: Array(repeating: 0x41, count: 60_000),
            steps: "list", "send:10000:JOB", "list", "arrival", "list")
        let lists = run.lines.compactMap { $0.printers?.map(\.location) }
        #expect(lists == [["1-1"], [], ["1-1"]])
    }

    @Test func `listing takes no printer from its driver`() async throws {
        let run = try await Bed.run(VirtualPrinter(driver: "usblp"), steps: "list")
        #expect(run.lines == [ProbeAnswer(printers: [ready])])
        #expect(run.printers[0].events == [])
    }

    @Test func `a printer that gives no id is still listed`() async throws {
        let run = try await Bed.run(VirtualPrinter(faults: [.control(0, "stall")]), steps: "list")
        var expected = ready
        (expected.commandSets, expected.language, expected.basis) = ([], nil, nil)
        #expect(run.lines == [ProbeAnswer(printers: [expected])])
    }
}
