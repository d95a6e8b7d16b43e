import Dispatch
import Printing
import Testing

@testable import Transports

@Suite(.timeLimit(.minutes(15))) struct TCPTransportTests {
    private let job = [UInt8].job(200_000)

    private func transport(to printer: LoopbackPrinter) -> TCPTransport {
        TCPTransport(host: "127.0.0.1", port: printer.port)
    }

    @Test func `a job arrives byte for byte`() async throws {
        let printer = try LoopbackPrinter()
        async let arrived = printer.serve { $0.read() }
        let sent = try await transport(to: printer).withConnection { connection in
            #expect(!connection.deliveryIsProof)
            #expect(await connection.portStatus() == nil)
            return try await connection.send(job[...], within: .seconds(30))
        }
        #expect(sent == job.count)
        #expect(await arrived == job)
    }

    @Test func `a printer that takes no more ends the wait and gets the rest later`() async throws {
        let printer = try LoopbackPrinter()
        let mayRead = DispatchSemaphore(value: 0)
        async let arrived = printer.serve { caller in
            mayRead.wait()
            return caller.read()
        }
        let first = try await transport(to: printer).withConnection { connection in
            let first = try await connection.send(job[...], within: .milliseconds(200))
            mayRead.signal()
            let rest = try await connection.send(job[first...], within: .seconds(30))
            #expect(first + rest == job.count)
            return first
        }
        #expect(first < job.count)
        #expect(await arrived == job)
    }

    @Test func `an answer is read until it is whole`() async throws {
        let printer = try LoopbackPrinter()
        async let asked = printer.serve { caller in
            let question = caller.read(3)
            caller.write(Array("hel".utf8))
            caller.write(Array("lo and more".utf8))
            return question + caller.read()
        }
        let answers = try await transport(to: printer).withConnection { connection in
            _ = try await connection.send([1, 2, 3], within: .seconds(30))
            return [
                try await connection.receive(5, within: .seconds(30)),
                try await connection.receive(9, within: .seconds(30)),
                try await connection.receive(1, within: .milliseconds(50)),
            ]
        }
        #expect(answers == [Array("hello".utf8), Array(" and more".utf8), []])
        #expect(await asked == [1, 2, 3])
    }

    @Test func `a printer that hangs up after its answer is read to the end`() async throws {
        let printer = try LoopbackPrinter()
        async let served: Void = printer.serve { $0.write([4, 5]) }
        let answer = try await transport(to: printer).withConnection { connection in
            try await connection.receive(32, within: .seconds(30))
        }
        await served
        #expect(answer == [4, 5])
    }

    @Test func `a printer switched off in the middle of a job is unplugged`() async throws {
        let printer = try LoopbackPrinter()
        async let served: Void = printer.serve { caller in
            _ = caller.read(1_000)
            caller.resetWhenClosed()
        }
        let fault = await #expect(throws: TransportFault.self) {
            try await transport(to: printer).withConnection { connection in
                try await connection.send(job[...], within: .seconds(30))
            }
        }
        await served
        guard case .unplugged(let sent) = fault else { return #expect(fault == nil) }
        #expect((1_000..<job.count).contains(sent))
    }

    @Test func `a job whose answers nobody reads is not cut off at its end`() async throws {
        let printer = try LoopbackPrinter()
        let mayRead = DispatchSemaphore(value: 0)
        async let arrived = printer.serve { caller in
            mayRead.wait()
            var job: [UInt8] = []
            var part = caller.read(64)
            while !part.isEmpty {
                job += part
                caller.write(Array("still at it".utf8))
                part = caller.read(64)
            }
            return job
        }
        // What is taken before the printer reads is still on the way when the connection closes.
        let sent = try await transport(to: printer).withConnection { connection in
            let sent = try await connection.send(job[...], within: .milliseconds(200))
            mayRead.signal()
            return sent
        }
        #expect(await arrived == Array(job[..<sent]))
    }

    @Test func `a send that is cancelled ends and knows what went`() async throws {
        let printer = try LoopbackPrinter()
        let mayRead = DispatchSemaphore(value: 0)
        let (calls, call) = AsyncStream.makeStream(of: Void.self)
        async let arrived = printer.serve { caller in
            let first = caller.read(1)
            call.yield()
            mayRead.wait()
            return first + caller.read()
        }
        let sent = try await transport(to: printer).withConnection { connection in
            let sending = Task { try await connection.send(job[...], within: .seconds(3_600)) }
            for await _ in calls { break }
            sending.cancel()
            let sent = try await sending.value
            mayRead.signal()
            return sent
        }
        #expect(sent < job.count)
        #expect(await arrived == Array(job[..<sent]))
    }

    @Test func `a printer that never hangs up does not hold the next job up`() async throws {
        let printer = try LoopbackPrinter()
        let mayHangUp = DispatchSemaphore(value: 0)
        async let arrived = printer.serve { caller in
            let job = caller.read()
            mayHangUp.wait()
            return job
        }
        let impatient = TCPTransport(
            host: "127.0.0.1", port: printer.port, closingLimit: .milliseconds(50))
        _ = try await impatient.withConnection { connection in
            try await connection.send([1, 2, 3], within: .seconds(30))
        }
        mayHangUp.signal()
        #expect(await arrived == [1, 2, 3])
    }

    @Test func `an address where nobody listens is not found`() async throws {
        let printer = try LoopbackPrinter(backlog: nil)
        await #expect(throws: TransportFault.notFound(address: "tcp:127.0.0.1:\(printer.port)")) {
            try await transport(to: printer).withConnection { _ in }
        }
    }

    @Test func `a printer that never answers the call is not found when the time is up`()
        async throws
    {
        let printer = try LoopbackPrinter(backlog: 0)
        try await transport(to: printer).withConnection { _ in
            let second = TCPTransport(
                host: "127.0.0.1", port: printer.port, openingLimit: .milliseconds(100))
            await #expect(throws: TransportFault.notFound(address: "tcp:127.0.0.1:\(printer.port)"))
            {
                try await second.withConnection { _ in }
            }
            Task { await printer.serve { _ = $0.read() } }
        }
    }

    @Test(arguments: [("::1", 10), ("127.0.0.1", 2)] as [(String, Int32)])
    func `both families of addresses are looked up`(host: String, family: Int32) async {
        let found = await SocketAddress.lookUp(host, 9_100, within: .seconds(30))
        #expect(found.map(\.family) == [family])
    }
}
