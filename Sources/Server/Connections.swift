import NIOCore
import NIOHTTP1
import Synchronization

/// Who is connected, and whom the hub lets go where too many are of whom it knows nothing.
///
/// A connection is known once a request on it showed a secret that lets it in. Of those that are not, the oldest of the
/// address with the most goes when one more comes: whoever holds connections open without a word keeps out himself, and
/// a device that has something to say gets in and says it. An address that a known connection came from lately has some
/// that do not count: someone with many addresses does not push out the few that people work from.
///
/// Where hardly any more can be taken, the device that holds the most lets its oldest go, so that no one keeps out the
/// others.
public final class Connections: Sendable {
    /// Connections at once that are not known.
    package static let unknownLimit = 256
    /// Connections without a word that are not held against an address from which a known one came.
    package static let allowance = 64
    /// Such addresses that are kept in mind.
    package static let addressLimit = 1_024

    /// Connections beyond which one more costs the device with the most its oldest.
    package static let crowded = HubApplication.connectionLimit - 100
    /// Connections that a device keeps, however many there are.
    package static let deviceAllowance = 8

    private struct DeviceConnection {
        let number: Int
        let device: String
    }

    private struct Unknown {
        let number: Int
        let peer: String
    }

    private struct State {
        var next = 0
        var open: [ObjectIdentifier: any Channel] = [:]
        var unknown: [ObjectIdentifier: Unknown] = [:]
        var known: [ObjectIdentifier: DeviceConnection] = [:]
        /// Addresses that known connections came from, each with the number of its last.
        var trusted: [String: Int] = [:]

        /// Takes out the one that goes of those that are not known; nil where they are not too many.
        mutating func oldestUnknown() -> (any Channel)? {
            guard unknown.count > Connections.unknownLimit else { return nil }
            let ofPeers = Dictionary(grouping: unknown, by: \.value.peer)
            func surplus(_ peer: String, _ count: Int) -> Int {
                count - (trusted[peer] == nil ? 0 : Connections.allowance)
            }
            let most = ofPeers.max {
                surplus($0.key, $0.value.count) < surplus($1.key, $1.value.count)
            }
            guard let oldest = most?.value.min(by: { $0.value.number < $1.value.number })?.key
            else { return nil }
            unknown[oldest] = nil
            return open[oldest]
        }

        /// Takes out the oldest of the device with the most; nil where there is room, or none has many.
        mutating func oldestOfGreediest() -> (any Channel)? {
            guard open.count > Connections.crowded else { return nil }
            let ofDevices = Dictionary(grouping: known, by: \.value.device)
            guard let most = ofDevices.values.max(by: { $0.count < $1.count }),
                most.count > Connections.deviceAllowance,
                let oldest = most.min(by: { $0.value.number < $1.value.number })?.key
            else { return nil }
            known[oldest] = nil
            return open[oldest]
        }
    }

    private let state = Mutex(State())

    /// Nobody is connected yet.
    public init() {}

    /// Notes a new connection, and lets another go where there are too many.
    func opened(_ channel: any Channel) {
        let leaving = state.withLock { state -> [any Channel] in
            state.next += 1
            state.open[ObjectIdentifier(channel)] = channel
            state.unknown[ObjectIdentifier(channel)] = Unknown(
                number: state.next, peer: channel.remoteAddress?.ipAddress ?? "")
            return [state.oldestUnknown(), state.oldestOfGreediest()].compactMap { $0 }
        }
        for channel in leaving { channel.close(promise: nil) }
    }

    /// A request on the connection showed a secret that the hub knows, of a device or of the hub's owner.
    func becameKnown(_ channel: any Channel, as device: String) {
        state.withLock { state in
            if state.known[ObjectIdentifier(channel)] == nil {
                let number = state.unknown[ObjectIdentifier(channel)]?.number ?? state.next
                state.known[ObjectIdentifier(channel)] = DeviceConnection(
                    number: number, device: device)
            }
            guard let known = state.unknown.removeValue(forKey: ObjectIdentifier(channel)) else {
                return
            }
            state.trusted[known.peer] = known.number
            guard state.trusted.count > Self.addressLimit else { return }
            let oldest = state.trusted.min { $0.value < $1.value }
            if let oldest { state.trusted[oldest.key] = nil }
        }
    }

    func closed(_ channel: any Channel) {
        state.withLock { state in
            state.open[ObjectIdentifier(channel)] = nil
            state.unknown[ObjectIdentifier(channel)] = nil
            state.known[ObjectIdentifier(channel)] = nil
        }
    }

    /// Lets all go, whatever they are at: who reads no answer would keep a hub from ever stopping.
    public func closeAll() {
        let open = state.withLock { Array($0.open.values) }
        for channel in open { channel.close(promise: nil) }
    }
}

/// Ends a connection that begins no request, does not go on with the one that it began, or takes nothing of its answer.
final class RequestDeadlines: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart

    /// From the connection, or the first byte of a later request that is read, to the end of the request's head.
    static let head = TimeAmount.seconds(10)
    /// From the head to the end of the body, and again for as long as it comes at ``leastRate``.
    static let body = TimeAmount.seconds(30)
    /// Bytes a second.
    static let leastRate = 4_096

    /// In which something of an answer that waits is taken: who asks and reads nothing would hold it for ever.
    static let taking = TimeAmount.seconds(60)

    private let connections: Connections
    private var deadline: Scheduled<Void>?
    private var takingDeadline: Scheduled<Void>?
    private var isInBody = false
    private var bytes = 0
    /// Whether bytes came that are no part of a request whose head is read.
    private var hasBegun = false

    init(_ connections: Connections) { self.connections = connections }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { begin(context) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        deadline?.cancel()
        takingDeadline?.cancel()
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        takingDeadline?.cancel()
        connections.closed(context.channel)
        context.fireChannelInactive()
    }

    /// Notes that bytes came, before they are read as a request.
    fileprivate func bytesCame() { hasBegun = !isInBody }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: (isInBody, bytes, hasBegun) = (true, 0, false)
        case .body(let part): bytes += part.readableBytes
        case .end: isInBody = false
        }
        if !isInBody || bytes == 0 {
            deadline?.cancel()
            deadline = nil
        }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        // Most requests are whole by now, and need none.
        if deadline == nil {
            if isInBody {
                waitForBody(context)
            } else if hasBegun {
                waitForHead(context)
            }
        }
        context.fireChannelReadComplete()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        // The commands on the machine itself may write to a disk that is slow.
        let isFromAfar = context.channel.remoteAddress?.ipAddress != nil
        if context.channel.isWritable {
            takingDeadline?.cancel()
            takingDeadline = nil
        } else if takingDeadline == nil, isFromAfar {
            waitUntilTaken(context)
        }
        context.fireChannelWritabilityChanged()
    }

    private func waitUntilTaken(_ context: ChannelHandlerContext) {
        let before = Self.waiting(context.channel)
        takingDeadline = context.eventLoop.assumeIsolated().scheduleTask(in: Self.taking) {
            [self] in
            guard Self.waiting(context.channel) < before else {
                return context.close(promise: nil)
            }
            waitUntilTaken(context)
        }
    }

    /// Bytes of answers that the other side has still to take.
    private static func waiting(_ channel: any Channel) -> Int {
        (try? channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard deadline == nil else { return }
        connections.opened(context.channel)
        waitForHead(context)
    }

    private func waitForHead(_ context: ChannelHandlerContext) {
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: Self.head) {
            context.close(promise: nil)
        }
    }

    private func waitForBody(_ context: ChannelHandlerContext) {
        let before = bytes
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: Self.body) { [self] in
            guard bytes - before >= Self.leastRate * Int(Self.body.nanoseconds / 1_000_000_000)
            else { return context.close(promise: nil) }
            waitForBody(context)
        }
    }
}

/// Tells the deadlines of bytes before they are read: the head of a request is nothing until it is whole.
final class ArrivalNotice: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let deadlines: RequestDeadlines

    init(_ deadlines: RequestDeadlines) { self.deadlines = deadlines }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        deadlines.bytesCame()
        context.fireChannelRead(data)
    }
}

/// Puts the deadlines right before and behind the reader of HTTP, and what answers early, and leaves; Hummingbird adds handlers of
/// others further on.
final class DeadlineSetup: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Any

    private let connections: Connections

    init(_ connections: Connections) { self.connections = connections }

    func handlerAdded(context: ChannelHandlerContext) {
        let pipeline = context.pipeline.syncOperations
        do {
            let reader = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            let deadlines = RequestDeadlines(connections)
            try pipeline.addHandlers(
                [deadlines, EarlyAnswers()], position: .after(reader))
            try pipeline.addHandler(ArrivalNotice(deadlines), position: .before(reader))
            pipeline.removeHandler(context: context, promise: nil)
        } catch {
            context.fireErrorCaught(error)
        }
    }
}
