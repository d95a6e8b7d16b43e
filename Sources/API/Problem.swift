/// What is wrong with a request, as every answer that refuses one says it (RFC 9457).
///
/// The code and its status stand in ``ProblemCode``; the words say what happened, what is safe and what to
/// do, in English; pages have words of their own for each code.
package struct Problem: Error, Sendable, Hashable {
    /// Stable; explained in docs/reference/errors.md.
    package let code: ProblemCode
    /// The code's own, except where a path names what is not there.
    package let status: Int
    /// One or two sentences.
    package let detail: String
    /// The id of what was sent, such as a scan: by it a sender tells the hub's answer from a login page's.
    package private(set) var id: String?
    /// The code that a spreadsheet harmed, where that is what is wrong; it is told in reports of files.
    package private(set) var damaged: DamagedCode?

    /// A problem of that code, with the code's own words and status unless told otherwise.
    package init(_ code: ProblemCode, _ detail: String? = nil, status: Int? = nil) {
        self.code = code
        (self.detail, self.status) = (detail ?? code.summary, status ?? code.status)
    }

    /// A code in a file that no scanner sends.
    package init(_ damaged: DamagedCode, _ detail: String) {
        self.init(.codeDamaged, detail)
        self.damaged = damaged
    }

    /// The same problem, as the answer to what was sent under that id; nil where no id could be read.
    package func answering(_ id: String?) -> Problem {
        var problem = self
        problem.id = id ?? self.id
        return problem
    }
}

extension Problem: Codable {
    private enum Member: String, CodingKey { case title, status, code, detail, id }

    /// Reads the members that a program relies on; the title is for people.
    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Member.self)
        code = try members.decode(ProblemCode.self, forKey: .code)
        detail = try members.decode(String.self, forKey: .detail)
        status = try members.decodeIfPresent(Int.self, forKey: .status) ?? code.status
        id = try members.decodeIfPresent(String.self, forKey: .id)
    }

    /// Writes `title`, `status`, `code`, `detail` and, where there is one, `id`.
    package func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: Member.self)
        try members.encode(title, forKey: .title)
        try members.encode(status, forKey: .status)
        try members.encode(code, forKey: .code)
        try members.encode(detail, forKey: .detail)
        try members.encodeIfPresent(id, forKey: .id)
    }

    /// The status in words, as RFC 9110 names it.
    package var title: String {
        switch status {
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 409: "Conflict"
        case 413: "Content Too Large"
        case 415: "Unsupported Media Type"
        case 421: "Misdirected Request"
        case 422: "Unprocessable Content"
        case 429: "Too Many Requests"
        case 503: "Service Unavailable"
        case 507: "Insufficient Storage"
        default: "Internal Server Error"
        }
    }
}

extension Problem {
    /// Words of JSON that are not what a route takes.
    package init(_ fault: DecodingError) {
        let (path, what): ([any CodingKey], String) =
            switch fault {
            case .typeMismatch(_, let context): (context.codingPath, "is not of the right kind")
            case .valueNotFound(_, let context): (context.codingPath, "is missing")
            case .keyNotFound(let key, let context): (context.codingPath + [key], "is missing")
            case .dataCorrupted(let context): (context.codingPath, "cannot be read")
            @unknown default: ([], "cannot be read")
            }
        guard !path.isEmpty else {
            self.init(.requestMalformed, "The body is not JSON of the right form.")
            return
        }
        let field = path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(
            separator: ".")
        self.init(.fieldUnreadable, "The field \(field) \(what).")
    }
}

/// What a client reads of a ``Problem``: the code may be one that a newer hub has and this program does not.
package struct ProblemText: Decodable, Sendable, CustomStringConvertible {
    package let code: Word<ProblemCode>
    package let detail: String

    package var description: String { "\(detail) (\(code))" }
}
