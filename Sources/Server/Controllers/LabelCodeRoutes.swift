import API
import Hub
import Hummingbird
import Journal
import Stock
import Storage

/// Label codes that were issued before anyone knew what they would stand for.
package enum LabelCodeRoutes {
    package static let all = [
        Route(.post, "/api/v1/label-codes", .role(.volunteer), issue),
        Route(.get, "/api/v1/label-codes", .role(.viewer), list),
        Route(.get, "/api/v1/label-codes/{code}", .role(.viewer), show),
        Route(.post, "/api/v1/label-codes/{code}/binding", .role(.volunteer), bind),
        Route(.post, "/api/v1/label-codes/{code}/replacement", .role(.volunteer), replace),
    ]

    @Sendable private static func issue(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let wanted = try await request.json(LabelRollRequest.self)
        let id: EntryID = try InputParsing.id(wanted.id)
        let (codes, isReplay) = try await hub.issueRoll(id, count: wanted.count)
        return Response(
            status: isReplay ? .ok : .created,
            json: LabelRollResponse(id: id.description, count: codes.count, codes: codes))
    }

    /// A roll's codes, in the order in which they are printed.
    @Sendable private static func list(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        guard let text = request.text("roll") else { throw Problem.queryMissing("roll") }
        let roll: EntryID = try InputParsing.id(text)
        let limit = try request.number("limit", default: 1_000, in: 1...Hub.rollLimit)
        let after = Int(try request.number(after: .labelCodes) ?? 0)
        let state = request.text("state")
        let blank = state == "blank"
        guard blank || state == nil else { throw Problem.labelStateUnknown(state ?? "") }
        let labels = try await hub.read { queries in
            try queries.details(
                of: queries.labels(onRoll: roll, blank: blank, after: after, limit: limit))
        }
        return Response(
            page: labels.map { LabelCodeResponse($0) }, limit: limit, request: request,
            next: labels.last?.label.number.map { Cursor(.labelCodes, [String($0)]) })
    }

    @Sendable private static func show(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let code = try InputParsing.label(context.text("code"))
        return Response(
            json: LabelCodeResponse(try await hub.read { try $0.labelDetails(of: code) }))
    }

    @Sendable private static func bind(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        try await request.answer { body in
            let code = try InputParsing.label(context.text("code"))
            let wanted = try JSONText.readStrictly(BindingRequest.self, body)
            let (bound, label, earlier) = try await hub.bind(label: code, to: try wanted.binding())
            var answer = LabelCodeResponse(label)
            answer.settled = bound.settled.map {
                .init(
                    scan: $0.scan.description,
                    answer: $0.recorded.map { ScanResponse(.recorded($0)) })
            }
            (answer.earlier, answer.earlierMore) = (earlier?.wire, earlier?.isMore)
            return Response(status: bound.isReplay ? .ok : .created, json: answer)
        }
    }

    /// Another code for what a lost label stood for; the lost one stays readable.
    @Sendable private static func replace(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let code = try InputParsing.label(context.text("code"))
        let wanted = try JSONText.readStrictly(
            ReplacementRequest.self, try await request.body(limit: 256 * 1024))
        let (label, isReplay) = try await hub.replace(
            label: code, with: try wanted.with.map { try InputParsing.label($0) },
            id: try InputParsing.id(wanted.id))
        return Response(status: isReplay ? .ok : .created, json: LabelCodeResponse(label))
    }
}

extension LabelCodeResponse {
    fileprivate init(_ details: LabelDetails) {
        let label = details.label
        self.init(
            code: label.code,
            state: Word(
                label.replacedBy != nil ? .replaced : label.binding == nil ? .blank : .bound),
            donation: details.donation?.description, binding: label.binding?.description,
            replacedBy: label.replacedBy, roll: label.roll?.description, number: label.number)
        switch details.meaning {
        case .place(let place): self.place = PlaceResponse(place)
        case .lot(let known, let item):
            (self.item, lot) = (ItemResponse(item), known.id.description)
            dateLabel = known.key.dateLabel.map { DateLabelText($0) }
        case .item(let item, _): self.item = ItemResponse(item)
        case nil: break
        }
    }
}
