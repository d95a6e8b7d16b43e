import Testing

/// What goes wrong on a cable, through the real libusb: each fault says how many bytes had gone.
@Suite struct USBFaultTests {
    private let job = [UInt8].job(60_000)

    @Test func `a stall in the middle of a job is cleared and nothing is lost or doubled`()
        async throws
    {
        let run = try await Bed.run(
            VirtualPrinter(faults: [.out("stall", at: 20_000), .out("stall", at: 45_001)]),
            job: job,
            steps: "send:10000:JOB")
        #expect(run.lines == [ProbeAnswer(sent: 60_000)])
        #expect(run.printers[0].bytes == job)
        #expect(run.printers[0].events.filter { $0 == "cleared halt 0x01" }.count == 2)
    }

    @Test func `a printer that stalls again and again is given up`() async throws {
        let stalls = Array(repeating: VirtualPrinter.Fault.out("stall", at: 20_000), count: 20)
        let run = try await Bed.run(
            VirtualPrinter(faults: stalls), job: job, steps: "send:10000:JOB")
        #expect(run.lines == [ProbeAnswer(fault: "broken(bytesSent: 20000, code: -9)")])
        #expect(run.printers[0].bytes == job.prefix(20_000).map(\.self))
    }

    @Test func `a printer that takes no more ends the wait with the bytes it took`() async throws {
        let run = try await Bed.run(
            VirtualPrinter(faults: [.out("nak", at: 30_100)]), job: job, steps: "send:1500:JOB")
        #expect(run.lines == [ProbeAnswer(sent: 30_100)])
        #expect(run.printers[0].bytes == job.prefix(30_100).map(\.self))
    }

    @Test func `a printer that held bytes back gets the rest once and in order`() async throws {
        let run = try await Bed.run(
            VirtualPrinter(faults: [
                .out("nak", at: 5_000, ms: 250), .out("nak", at: 41_000, ms: 250),
            ]),
            job: job, steps: "whole:100:JOB")
        #expect(run.lines == [ProbeAnswer(sent: 60_000)])
        #expect(run.printers[0].bytes == job)
    }

    @Test func `nothing is taken back from a printer that holds bytes for a while`() async throws {
        let run = try await Bed.run(
            VirtualPrinter(faults: [.out("nak", at: 30_000, ms: 400)], lyingCancel: true), job: job,
            steps: "whole:100:JOB")
        #expect(run.lines == [ProbeAnswer(sent: 60_000)])
        #expect(run.printers[0].bytes == job)
        #expect(run.printers[0].events == ["claimed 0", "nak at 30000", "released 0"])
    }

    @Test(arguments: ["cancel:JOB", "leave:JOB"])
    func `a send that is cancelled or left behind ends at once and knows what went`(
        step: String
    ) async throws {
        let job = job.prefix(29_998) + Array("GO".utf8) + job
        let run = try await Bed.run(
            VirtualPrinter(answers: ["GO": "ok"], faults: [.out("nak", at: 30_000)]),
            job: Array(job), steps: step)
        #expect(run.lines == [ProbeAnswer(sent: 30_000)])
        #expect(run.printers[0].events.last == "released 0")
    }

    @Test func `a cable pulled in the middle of a job says how far it got`() async throws {
        let run = try await Bed.run(
            VirtualPrinter(faults: [.out("unplug", at: 50_000)]), job: job,
            steps: "send:10000:JOB", "send:10000:JOB")
        #expect(
            run.lines == [
                ProbeAnswer(fault: "unplugged(bytesSent: 50000)"),
                ProbeAnswer(fault: #"notFound(address: "usb:")"#),
            ])
    }

    @Test func `the bus errors before an unplug are part of the unplug`() async throws {
        let run = try await Bed.run(
            VirtualPrinter(faults: [.out("fading", at: 50_000)]), job: job, steps: "send:10000:JOB")
        #expect(run.lines == [ProbeAnswer(fault: "unplugged(bytesSent: 50000)")])
    }

    @Test func `after a replug the next job goes through`() async throws {
        let run = try await Bed.run(
            VirtualPrinter(faults: [.out("unplug", at: 50_000)], replug: 0.05), job: job,
            steps: "send:10000:JOB", "arrival", "send:10000:JOB")
        #expect(run.lines.first == ProbeAnswer(fault: "unplugged(bytesSent: 50000)"))
        #expect(run.lines.last == ProbeAnswer(sent: 60_000))
        #expect(run.printers[0].bytes == job.prefix(50_000) + job)
    }

    @Test func `a bus error of a printer that is still there is no unplug`() async throws {
        let run = try await Bed.run(
            VirtualPrinter(faults: [.out("proto", at: 20_000)]), job: job, steps: "send:10000:JOB")
        #expect(run.lines == [ProbeAnswer(fault: "broken(bytesSent: 20000, code: -1)")])
    }

    @Test(arguments: [
        (VirtualPrinter(held: true), "usb:", #"busy(address: "usb:")"#),
        (VirtualPrinter(permission: false), "usb:", #"permissionMissing(address: "usb:")"#),
        (VirtualPrinter(plugged: false), "usb:", #"notFound(address: "usb:")"#),
        (VirtualPrinter(), "usb:B2", #"notFound(address: "usb:B2")"#),
        (VirtualPrinter(isPrinter: false), "usb:SN0001", #"notAPrinter(address: "usb:SN0001")"#),
        (VirtualPrinter(alternates: [4]), "usb:SN0001", #"notAPrinter(address: "usb:SN0001")"#),
    ])
    func `a printer that cannot be opened says why`(
        printer: VirtualPrinter, address: String, fault: String
    ) async throws {
        let run = try await Bed.run(printer, address: address, job: job, steps: "send:10000:JOB")
        #expect(run.lines == [ProbeAnswer(fault: fault)])
        #expect(run.printers[0].bytes.isEmpty)
    }

    @Test func `a machine on which libusb cannot start says so`() async throws {
        let output = try await Program.output(
            of: ["sh", "-c", "ulimit -n 4; exec \"$0\" usb: list", Program.probe])
        let fault = try #require(try Bed.lines(output).first?.fault)
        #expect(fault.hasPrefix("unavailable(code: -"))
    }
}
