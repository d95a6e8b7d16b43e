import API
import Hub
import Hummingbird
import Stock
import Storage

package enum CodeRoutes {
    package static let all = [
        Route(.put, "/api/v1/codes/{code}", .role(.volunteer), give),
        Route(.delete, "/api/v1/codes/{code}", .role(.volunteer), unlearn),
    ]

    /// Gives a code to an item, whatever it stood for.
    @Sendable private static func give(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let code = context.text("code")
        let wanted = try await request.json(CodeRequest.self)
        let (given, earlier, counted) = try await hub.give(
            try CodeInput(code, pack: wanted.pack ?? 1), to: .id(try InputParsing.id(wanted.item)),
            as: try InputParsing.id(wanted.id))
        let isCase = try wanted.pack == nil && CodeInput(code, pack: given.pack).code.isCaseOfOne
        return Response(
            json: CodeResponse(code, given, earlier, counted, lacksPack: isCase))
    }

    /// Takes a code from whatever it stands for; its next scan asks what it is.
    ///
    /// The request's id stands in its query, or in a body as for ``give(_:_:_:)``.
    @Sendable private static func unlearn(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let code = context.text("code")
        let named: EntryID? = try await request.optionalJSON(ReversalRequest.self)
            .map { try InputParsing.id($0.id) }
        let id = try request.text("id").map { try InputParsing.id($0) } ?? named ?? hub.newID()
        let (given, earlier, counted) = try await hub.give(
            try CodeInput(unlearned: code), to: nil, as: id)
        return Response(json: CodeResponse(code, given, earlier, counted))
    }
}

extension CodeResponse {
    /// What a code stands for now, what was recorded while it stood for another item, and what had waited for it.
    fileprivate init(
        _ code: String, _ given: GivenCode, _ earlier: EarlierScans?, _ counted: CountedScans,
        lacksPack: Bool = false
    ) {
        self.init(
            code: code, item: given.item.map { ItemResponse($0) },
            pack: given.item == nil ? nil : given.pack, from: given.from?.description,
            earlier: earlier?.wire, earlierMore: earlier?.isMore)
        (settled, settledMore) = (counted.wire, counted.wireMore)
        warnings = counted.warnings(lacksPack: lacksPack)
    }
}
