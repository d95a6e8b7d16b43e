import Foundation
import HTTPTypes
import Hummingbird
import Rendering
import Spool
import Stock
import Storage

/// An answer that says what is wrong: `application/problem+json` (RFC 9457) with a stable `code`.
struct Problem: Error, Sendable {
    let status: HTTPResponse.Status
    /// Stable; explained in docs/reference/errors.md.
    let code: ProblemCode
    /// What happened, what is safe, what to do.
    let detail: String

    init(_ status: HTTPResponse.Status, _ code: ProblemCode, _ detail: String) {
        (self.status, self.code, self.detail) = (status, code, detail)
    }

    /// The answer to any fault that reaches the edge of the hub.
    init(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let fault as StockFault: self = Problem(fault)
        case let fault as StorageFault: self = Problem(fault)
        case let fault as LabelFault: self = Problem(fault)
        case let fault as SpoolFault: self = Problem(fault)
        case let fault as PrinterUnusable:
            self = Problem(.unprocessableContent, .printerUnusable, fault.description)
        case let fault as DecodingError: self = Problem(fault)
        case let fault as any HTTPResponseError where fault.status == .contentTooLarge:
            self = Problem(
                .contentTooLarge, .bodyTooLarge, "That is more than the hub takes in one request.")
        case let fault as any HTTPResponseError where fault.status == .notFound:
            self = Problem(
                .notFound, .routeNotFound,
                "The hub has no such route. GET /openapi.json describes all there are.")
        case let fault as any HTTPResponseError:
            self = Problem(fault.status, .requestMalformed, "The hub could not read that request.")
        default:
            self = Problem(
                .internalServerError, .faultInside,
                "Something went wrong in the hub. Nothing was recorded; send it again.")
        }
    }

    var response: Response {
        Response(status: status, headers: [.contentType: "application/problem+json"], json: body)
    }

    /// One line of a batch's answer.
    var body: Body {
        Body(title: status.reasonPhrase, status: status.code, code: code.rawValue, detail: detail)
    }

    struct Body: Encodable {
        let title: String
        let status: Int
        let code: String
        let detail: String
    }
}

extension Problem {
    init(_ fault: StockFault) {
        switch fault {
        case .quantityNotPositive:
            self.init(
                .unprocessableContent, .quantityNotPositive,
                "A quantity is a whole number of at least 1.")
        case .quantityOutOfRange:
            self.init(
                .unprocessableContent, .quantityOutOfRange, "That quantity is too large to be kept."
            )
        case .unitWeightUnknown:
            self.init(
                .unprocessableContent, .unitWeightUnknown,
                "This item is counted by the piece and the weight of a piece is not known. Scan a quantity instead."
            )
        case .placesAreTheSame:
            self.init(.unprocessableContent, .placesAreTheSame, "It is there already.")
        }
    }

    init(_ fault: LabelFault) {
        let code: ProblemCode =
            switch fault {
            case .layoutUnknown: .layoutUnknown
            case .mediaUnknown: .mediaUnknown
            case .sheetUnknown: .sheetUnknown
            case .sheetPlaceOutOfRange: .sheetPlaceOutOfRange
            case .labelCountOutOfRange: .labelCountOutOfRange
            case .mediaTooSmall: .mediaTooSmall
            case .labelTooLarge: .labelTooLarge
            case .codeLengthOutOfRange: .labelCodeLengthOutOfRange
            case .codeDoesNotFit: .codeDoesNotFit
            case .labelWiderThanHead: .labelWiderThanHead
            case .drawingFailed: .drawingFailed
            }
        self.init(.unprocessableContent, code, fault.description)
    }

    /// Words of JSON that are not what a route takes.
    init(_ fault: DecodingError) {
        let (path, what): ([any CodingKey], String) =
            switch fault {
            case .typeMismatch(_, let context): (context.codingPath, "is not of the right kind")
            case .valueNotFound(_, let context): (context.codingPath, "is missing")
            case .keyNotFound(let key, let context): (context.codingPath + [key], "is missing")
            case .dataCorrupted(let context): (context.codingPath, "cannot be read")
            @unknown default: ([], "cannot be read")
            }
        guard !path.isEmpty else {
            self.init(.badRequest, .requestMalformed, "The body is not JSON of the right form.")
            return
        }
        let field = path.map(\.stringValue).joined(separator: ".")
        self.init(.unprocessableContent, .fieldUnreadable, "The field \(field) \(what).")
    }
}
