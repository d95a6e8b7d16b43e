import Testing

/// What printers say of themselves, through the real libusb.
@Suite struct USBAnswerTests {
    @Test(
        arguments: [
            [], [.in("empty", times: 3)], [.in("stall")],
        ] as [[VirtualPrinter.Fault]])
    func `an answer is read whole whatever comes before it`(
        faults: [VirtualPrinter.Fault]
    ) async throws {
        let run = try await Bed.run(
            VirtualPrinter(answers: ["~HS": "hello"], faults: faults), steps: "ask:5:5000:~HS")
        #expect(run.lines == [ProbeAnswer(text: "hello")])
    }

    @Test func `silence is an empty answer when the time is up`() async throws {
        let run = try await Bed.run(VirtualPrinter(), steps: "ask:5:100:~HS")
        #expect(run.lines == [ProbeAnswer(text: "")])
    }

    @Test func `an answer that stays short is what came of it`() async throws {
        let run = try await Bed.run(
            VirtualPrinter(answers: ["~HS": "hel"]), steps: "ask:5:1500:~HS")
        #expect(run.lines == [ProbeAnswer(text: "hel")])
    }

    @Test func `a printer that cannot talk back is silent`() async throws {
        let run = try await Bed.run(
            VirtualPrinter(alternates: [1], answers: ["~HS": "hello"]), steps: "ask:5:60000:~HS")
        #expect(run.lines == [ProbeAnswer(text: "")])
    }

    @Test func `an answer longer than its packet breaks the connection`() async throws {
        let run = try await Bed.run(
            VirtualPrinter(faults: [.in("overflow")]), steps: "ask:5:5000:~HS")
        #expect(run.lines == [ProbeAnswer(fault: "broken(bytesSent: 0, code: -8)")])
    }

    @Test(arguments: [(0x18, []), (0x38, ["paperOut"]), (0x08, ["offline"]), (0x10, ["other"])])
    func `the port status names what is in the way`(byte: Int, conditions: [String]) async throws {
        let run = try await Bed.run(VirtualPrinter(portStatus: byte), steps: "status")
        #expect(run.lines == [ProbeAnswer(conditions: conditions)])
    }

    @Test func `a printer without a port status is not called ready`() async throws {
        let run = try await Bed.run(VirtualPrinter(faults: [.control(1, "stall")]), steps: "status")
        #expect(run.lines == [ProbeAnswer()])
    }
}
