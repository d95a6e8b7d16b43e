import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import Server

/// Connections that say nothing, or not all of what they began.
struct ConnectionTests {
    private typealias Part = RequestDeadlines.InboundIn

    private func connected(
        _ connections: Connections = Connections(), from peer: String = "192.0.2.7"
    ) throws -> EmbeddedChannel {
        let channel = EmbeddedChannel()
        try channel.pipeline.syncOperations.addHandler(RequestDeadlines(connections))
        _ = channel.connect(to: try SocketAddress(ipAddress: peer, port: 40_000))
        return channel
    }

    private func head(_ method: HTTPMethod) -> Part {
        .head(HTTPRequestHead(version: .http1_1, method: method, uri: "/"))
    }

    @Test func `a connection that sends no request is let go after ten seconds`() throws {
        let channel = try connected()
        channel.embeddedEventLoop.advanceTime(by: .seconds(9))
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(2))
        #expect(!channel.isActive)
    }

    @Test func `a request that is whole has time for its answer`() throws {
        let channel = try connected()
        for _ in 0..<2 {
            try channel.writeInbound(head(.GET))
            try channel.writeInbound(Part.end(nil))
            channel.embeddedEventLoop.advanceTime(by: .minutes(5))
            #expect(channel.isActive)
        }
        _ = try channel.finish()
    }

    @Test func `the head of a later request has ten seconds from its first byte`() throws {
        for isWhole in [true, false] {
            let channel = EmbeddedChannel()
            try channel.pipeline.syncOperations.addHandlers(
                ByteToMessageHandler(HTTPRequestDecoder()), DeadlineSetup(Connections()))
            _ = channel.connect(to: try SocketAddress(ipAddress: "192.0.2.7", port: 40_000))
            for _ in 0..<2 {
                try channel.writeInbound(ByteBuffer(string: "GET / HTTP/1.1\r\n\r\n"))
                channel.embeddedEventLoop.advanceTime(by: .minutes(1))
            }
            for byte in "GET / HTTP/1.1\r\n".utf8 where channel.isActive {
                try channel.writeInbound(ByteBuffer(bytes: [byte]))
                channel.embeddedEventLoop.advanceTime(by: .milliseconds(isWhole ? 600 : 700))
            }
            guard isWhole else {
                #expect(!channel.isActive)
                continue
            }
            try channel.writeInbound(ByteBuffer(string: "\r\n"))
            channel.embeddedEventLoop.advanceTime(by: .minutes(1))
            #expect(channel.isActive)
            _ = try channel.finish()
        }
    }

    @Test func `a body has thirty seconds, and more while it comes`() throws {
        for (bytes, stays) in [(0, false), (10, false), (200_000, true)] {
            let channel = try connected()
            try channel.writeInbound(head(.POST))
            for _ in 0..<3 {
                channel.embeddedEventLoop.advanceTime(by: .seconds(20))
                guard bytes > 0, channel.isActive else { continue }
                try channel.writeInbound(
                    Part.body(ByteBuffer(repeating: UInt8(ascii: "x"), count: bytes)))
            }
            #expect(channel.isActive == stays, "\(bytes) bytes every 20 seconds")
            _ = try? channel.finish()
        }
    }

    @Test func `an answer of which nothing is taken for a minute ends its connection`() throws {
        func isActive(afterTaking steps: [Bool]) throws -> Bool {
            let channel = try connected()
            defer { _ = try? channel.finish() }
            try channel.writeInbound(head(.GET))
            try channel.writeInbound(Part.end(nil))
            channel.write(ByteBuffer(repeating: 0, count: 100_000), promise: nil)
            channel.isWritable = false
            channel.pipeline.fireChannelWritabilityChanged()
            for isTaken in steps {
                channel.embeddedEventLoop.advanceTime(by: .seconds(40))
                if isTaken {
                    channel.flush()
                    channel.isWritable = true
                    channel.pipeline.fireChannelWritabilityChanged()
                }
            }
            return channel.isActive
        }
        #expect(try isActive(afterTaking: [false]))
        #expect(try !isActive(afterTaking: [false, false]))
        #expect(try isActive(afterTaking: [true, false, false, false]))
    }

    @Test func `what cannot be read up to the end of its headers is answered with a problem`()
        throws
    {
        for isUnreadable in [true, false] {
            let channel = EmbeddedChannel()
            try channel.pipeline.syncOperations.addHandler(EarlyAnswers())
            if isUnreadable {
                channel.pipeline.fireErrorCaught(HTTPParserError.invalidMethod)
                #expect(throws: HTTPParserError.self) { try channel.throwIfErrorCaught() }
            }
            let bare = HTTPResponseHead(
                version: .http1_1, status: .badRequest,
                headers: ["connection": "close", "content-length": "0"])
            try channel.writeOutbound(HTTPServerResponsePart.head(bare))
            try channel.writeOutbound(HTTPServerResponsePart.end(nil))
            var parts: [HTTPServerResponsePart] = []
            while let part = try channel.readOutbound(as: HTTPServerResponsePart.self) {
                parts.append(part)
            }
            guard isUnreadable else {
                #expect(parts == [.head(bare), .end(nil)])
                continue
            }
            guard case .head(let head) = parts.first, case .body(.byteBuffer(let body)) = parts[1]
            else {
                Issue.record("\(parts)")
                continue
            }
            #expect(parts.count == 3 && head.status == .badRequest)
            #expect(head.headers["content-type"] == ["application/problem+json"])
            #expect(head.headers["content-length"] == ["\(body.readableBytes)"])
            #expect(try JSON(Array(body.readableBytesView))["code"] == "request_malformed")
        }
    }

    @Test func `many that are not known make room for one more, the address with the most first`()
        throws
    {
        let connections = Connections()
        let device = try connected(connections, from: "192.0.2.200")
        let known = try connected(connections, from: "192.0.2.9")
        connections.becameKnown(known, as: "laptop")
        let idle = try (0..<1_000).map { _ in try connected(connections, from: "192.0.2.9") }
        let late = try connected(connections, from: "192.0.2.201")
        for channel in idle + [device, known, late] { channel.embeddedEventLoop.run() }
        #expect(idle.count(where: \.isActive) == Connections.unknownLimit - 2)
        #expect(idle.last?.isActive == true && idle.first?.isActive == false)
        #expect(device.isActive && known.isActive && late.isActive)
        for channel in idle + [device, known, late] { _ = try? channel.finish() }
    }

    @Test func `someone with many addresses does not push out those that people work from`() throws
    {
        let connections = Connections()
        let known = try connected(connections, from: "192.0.2.9")
        connections.becameKnown(known, as: "laptop")
        let idle = try (0..<1_000).map {
            try connected(connections, from: "198.51.\($0 / 250).\($0 % 250)")
        }
        let more = try (0..<50).map { _ in try connected(connections, from: "192.0.2.9") }
        for channel in idle + more { channel.embeddedEventLoop.run() }
        #expect(more.count(where: \.isActive) == 50)
        #expect(idle.count(where: \.isActive) == Connections.unknownLimit - 50)
        for channel in idle + more + [known] { _ = try? channel.finish() }
    }

    @Test func `a device that holds nearly all connections lets its oldest go for one more`() throws
    {
        let connections = Connections()
        let phones = try (0..<40).map { number in
            let phone = try connected(connections, from: "192.0.2.\(number)")
            connections.becameKnown(phone, as: "phone \(number / Connections.deviceAllowance)")
            return phone
        }
        let greedy = try (0..<1_000).map { _ in
            let channel = try connected(connections, from: "198.51.0.1")
            connections.becameKnown(channel, as: "greedy")
            return channel
        }
        for channel in phones + greedy { channel.embeddedEventLoop.run() }
        #expect(phones.allSatisfy { $0.isActive })
        #expect(greedy.count(where: \.isActive) == Connections.crowded - phones.count)
        #expect(greedy.last?.isActive == true && greedy.first?.isActive == false)
        for channel in phones + greedy { _ = try? channel.finish() }
    }
}
