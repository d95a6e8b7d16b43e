import Hummingbird
import NIOCore
import NIOHTTP1

/// Tells a client that waits before it sends a body that it may.
///
/// It is told at once, whoever it is: the answer that refuses it says why, and follows when the body was heard. A client
/// whose body would not be heard is not told, and hears the answer.
final class ContinueHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// Requests that are not answered to their end: a word between two parts of an answer would spoil it.
    private var unanswered = 0

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head(let head) = unwrapInboundIn(data) {
            if unanswered == 0, Self.waits(head) {
                let go = HTTPResponseHead(version: head.version, status: .continue)
                context.writeAndFlush(wrapOutboundOut(.head(go)), promise: nil)
            }
            unanswered += 1
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { unanswered -= 1 }
        context.write(data, promise: promise)
    }

    /// Whether a client waits for a word before it sends a body that will be heard.
    private static func waits(_ head: HTTPRequestHead) -> Bool {
        guard (head.version.major, head.version.minor) >= (1, 1),
            head.headers[canonicalForm: "expect"].contains(where: {
                $0.lowercased() == "100-continue"
            })
        else { return false }
        let said = head.headers.first(name: "content-length").flatMap { Int64($0) } ?? 0
        return said <= Int64(Request.readToEnd)
    }
}
