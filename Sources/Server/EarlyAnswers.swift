import API
import Hummingbird
import NIOCore
import NIOHTTP1

/// Answers what no route sees in time: a client that waits for a word before it sends a body, and a request that could not
/// be read up to the end of its headers.
///
/// Who waits is told at once, whoever it is: the answer that refuses it says why, and follows when the body was heard. A
/// client whose body would not be heard is not told, and hears the answer. What could not be read Hummingbird answers with a
/// bare 400; here that gets the problem that every other error has.
final class EarlyAnswers: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// Requests that are not answered to their end: a word between two parts of an answer would spoil it.
    private var unanswered = 0
    private var isUnreadable = false

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

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if error is HTTPParserError { isUnreadable = true }
        context.fireErrorCaught(error)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head) where isUnreadable && Self.isBare(head):
            return writeProblem(as: head, context, promise)
        case .head, .body: break
        case .end: unanswered -= 1
        }
        context.write(data, promise: promise)
    }

    private func writeProblem(
        as bare: HTTPResponseHead, _ context: ChannelHandlerContext,
        _ promise: EventLoopPromise<Void>?
    ) {
        let problem = ByteBuffer(bytes: JSONText.bytes(Problem.requestUnreadable(status: 400)))
        var head = bare
        head.headers.replaceOrAdd(name: "content-type", value: "application/problem+json")
        head.headers.replaceOrAdd(name: "content-length", value: "\(problem.readableBytes)")
        context.write(wrapOutboundOut(.head(head)), promise: promise)
        context.write(wrapOutboundOut(.body(.byteBuffer(problem))), promise: nil)
    }

    private static func isBare(_ head: HTTPResponseHead) -> Bool {
        head.status == .badRequest && head.headers["content-length"] == ["0"]
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
