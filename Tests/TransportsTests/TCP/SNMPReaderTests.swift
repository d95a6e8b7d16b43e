import Dispatch
import Printing
import Testing

@testable import Transports

@Suite(.timeLimit(.minutes(15))) struct SNMPReaderTests {
    private func status(
        _ agent: SNMPAgent, within limit: Duration = .seconds(30)
    ) async -> PrinterStatus? {
        await SNMPReader(host: "127.0.0.1", port: agent.port, limit: limit).status()
    }

    @Test func `a printer says how it is, whatever objects it has`() async {
        #expect(await status(SNMPAgent(.ready)) == PrinterStatus())
        let open = SNMPAgent(.printer(device: 5, state: 1, bits: 0x08))
        #expect(await status(open)?.conditions == [.headOpen])
        // Once for all objects, and once more for each that it does not have.
        #expect(open.questions == 3)
        let empty = SNMPAgent(.printer(device: 5, state: 1, bits: 0x40, display: "NO MEDIA"))
        #expect(await status(empty)?.conditions == [.paperOut])
        #expect(await status(SNMPAgent([:])) == nil)
    }

    @Test func `an answer to another question is none, and a lost one is asked again`() async {
        #expect(await status(SNMPAgent(.ready, .confuses)) == PrinterStatus())
        let losing = SNMPAgent(.ready, .losesFirst)
        #expect(await status(losing, within: .seconds(12)) == PrinterStatus())
    }

    @Test func `silence, babble and a closed port are no word, and end in time`() async {
        #expect(await status(SNMPAgent(.ready, .silent), within: .milliseconds(300)) == nil)
        #expect(await status(SNMPAgent(.ready, .babbles), within: .milliseconds(300)) == nil)
        var agent: SNMPAgent? = SNMPAgent(.ready)
        let port = agent?.port ?? 0
        agent = nil
        let closed = SNMPReader(host: "127.0.0.1", port: port, limit: .milliseconds(300))
        #expect(await closed.status() == nil)
    }

    @Test func `a connection's port status is what the agent says, and asked once in vain`()
        async throws
    {
        let printer = try LoopbackPrinter()
        async let served: Void = printer.serve { _ = $0.read() }
        let agent = SNMPAgent(.printer(device: 5, state: 1, bits: 0x40))
        try await TCPTransport(host: "127.0.0.1", port: printer.port, snmpPort: agent.port)
            .withConnection { connection in
                #expect(connection.isPortTrusted)
                #expect(await connection.portStatus()?.conditions == [.paperOut])
            }
        await served
        let mute = SNMPAgent(.ready, .silent)
        async let again: Void = printer.serve { _ = $0.read() }
        try await TCPTransport(
            host: "127.0.0.1", port: printer.port, snmpPort: mute.port,
            askingLimit: .milliseconds(100)
        ).withConnection { connection in
            #expect(await connection.portStatus() == nil)
            let asked = mute.questions
            #expect(await connection.portStatus() == nil && mute.questions == asked)
        }
        await again
    }

    @Test func `a printer that cannot be opened is asked elsewhere`() async throws {
        let agent = SNMPAgent(.printer(device: 5, state: 1, bits: 0x08))
        let transport = TCPTransport(host: "127.0.0.1", port: 1, snmpPort: agent.port)
        #expect(await transport.statusElsewhere()?.conditions == [.headOpen])
        #expect(await TCPTransport(host: "127.0.0.1", port: 1).statusElsewhere() == nil)
    }
}
