import Testing

/// Whole jobs, through the real libusb, to printers of many shapes.
@Suite struct USBJobTests {
    /// A shape, and all that may happen to the device beside the job's bytes.
    struct Shape: Sendable {
        let printer: VirtualPrinter
        let events: [String]
    }

    @Test(arguments: [
        Shape(printer: VirtualPrinter(), events: ["claimed 0", "released 0"]),
        Shape(
            printer: VirtualPrinter(interface: 3, bulkOut: 0x05, bulkIn: 0x84),
            events: ["claimed 3", "released 3"]),
        Shape(printer: VirtualPrinter(alternates: [1]), events: ["claimed 0", "released 0"]),
        Shape(
            printer: VirtualPrinter(alternates: [1, 4, 2]),
            events: ["claimed 0", "alternate 0 2", "released 0"]),
        Shape(
            printer: VirtualPrinter(configuration: 2),
            events: ["configuration 2", "claimed 0", "released 0"]),
        Shape(
            printer: VirtualPrinter(interface: 1, bulkOut: 0x02, composite: true),
            events: ["claimed 1", "released 1"]),
    ])
    func `a job arrives byte for byte whatever the descriptors look like`(shape: Shape) async throws
    {
        let job = [UInt8].job(70_000)
        let run = try await Bed.run(shape.printer, job: job, steps: "send:10000:JOB")
        #expect(run.lines == [ProbeAnswer(sent: 70_000)])
        #expect(run.printers[0].bytes == job)
        #expect(run.printers[0].events == shape.events)
    }

    @Test(arguments: [1, 511, 512, 16_384, 16_385, 32_768])
    func `a job of any size arrives with nothing added`(size: Int) async throws {
        let job = [UInt8].job(size)
        let run = try await Bed.run(VirtualPrinter(), job: job, steps: "send:10000:JOB")
        #expect(run.lines == [ProbeAnswer(sent: size)])
        #expect(run.printers[0].bytes == job)
    }

    @Test func `jobs follow each other on one device`() async throws {
        let job = [UInt8].job(20_000)
        let run = try await Bed.run(
            VirtualPrinter(), job: job, steps: "send:9000:JOB", "send:9000:JOB")
        #expect(run.printers[0].bytes == job + job)
    }

    @Test func `a transfer that ends short is followed by the rest`() async throws {
        let job = [UInt8].job(50_000)
        let run = try await Bed.run(
            VirtualPrinter(faults: [.out("short", at: 1_000), .out("short", at: 30_001)]), job: job,
            steps: "send:10000:JOB")
        #expect(run.lines == [ProbeAnswer(sent: 50_000)])
        #expect(run.printers[0].bytes == job)
    }

    @Test func `a printer is found by its serial number`() async throws {
        let run = try await Bed.run(
            VirtualPrinter(serial: "A1"), VirtualPrinter(serial: "B2"), address: "usb:B2", job: [7],
            steps: "send:10000:JOB")
        #expect(run.printers.map(\.bytes) == [[], [7]])
    }

    @Test func `a serial number that only the id names is found too`() async throws {
        let run = try await Bed.run(
            VirtualPrinter(serial: "", deviceID: "MFG:A;MDL:One;SN:A1;"),
            VirtualPrinter(serial: "", deviceID: "MFG:A;MDL:One;SN:B2;"),
            address: "usb:B2", job: [7], steps: "send:10000:JOB")
        #expect(run.printers.map(\.bytes) == [[], [7]])
    }

    @Test func `a kernel driver makes room for the job and is back afterwards`() async throws {
        let run = try await Bed.run(
            VirtualPrinter(interface: 1, composite: true, driver: "usblp"), job: .job(100),
            steps: "send:10000:JOB")
        #expect(
            run.printers[0].events == [
                "detached 1 usblp", "claimed 1", "released 1", "attached 1 usblp",
            ])
        #expect(run.printers[0].bytes == .job(100))
    }
}
