import API
import NIOCore
import NIOHTTP1

/// Says what is wrong with a request that could not be read up to the end of its headers.
///
/// No route ever sees such a one. Hummingbird answers it with a bare 400; here that gets the problem that every other
/// error has.
final class ParserProblemHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private var isUnreadable = false

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if error is HTTPParserError { isUnreadable = true }
        context.fireErrorCaught(error)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard isUnreadable, case .head(var head) = unwrapOutboundIn(data),
            head.status == .badRequest, head.headers["content-length"] == ["0"]
        else { return context.write(data, promise: promise) }
        let problem = ByteBuffer(bytes: JSONText.bytes(Problem.requestUnreadable(status: 400)))
        head.headers.replaceOrAdd(name: "content-type", value: "application/problem+json")
        head.headers.replaceOrAdd(name: "content-length", value: "\(problem.readableBytes)")
        context.write(wrapOutboundOut(.head(head)), promise: promise)
        context.write(wrapOutboundOut(.body(.byteBuffer(problem))), promise: nil)
    }
}
