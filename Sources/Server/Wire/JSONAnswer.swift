package import API
package import Foundation
package import HTTPTypes
package import Hub
package import Hummingbird
package import Journal
package import NIOCore
package import Stock
import Storage

extension Response {
    /// An answer in JSON, whatever its status.
    package init(
        status: HTTPResponse.Status = .ok, headers: HTTPFields = [:], json value: some Encodable
    ) {
        self.init(
            status: status, headers: headers, text: ByteBuffer(bytes: JSONText.bytes(value)))
    }

    /// The same of a value that writes itself.
    package init(
        status: HTTPResponse.Status = .ok, headers: HTTPFields = [:],
        json value: some Encodable & PlainJSON
    ) {
        self.init(
            status: status, headers: headers,
            text: ByteBuffer(bytes: OrderedJSONEncoder.bytes(value)))
    }

    private init(status: HTTPResponse.Status, headers: HTTPFields, text: ByteBuffer) {
        var headers = headers
        // Its length, its date and what the front door adds come yet.
        headers.reserveCapacity(headers.count + 8)
        if !headers.contains(.contentType) {
            headers.append(
                HTTPField(name: .contentType, value: "application/json; charset=utf-8"))
        }
        self.init(status: status, headers: headers, body: .init(byteBuffer: text))
    }

    /// A file that is shown as it is, such as a picture.
    package init(file bytes: [UInt8], kind: String, headers: HTTPFields = [:]) {
        var headers = headers
        headers[.contentType] = kind
        self.init(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// A page of a list, with a link to the next one where the page is full.
    package init(page rows: [some Encodable], limit: Int, request: Request, next: Cursor?) {
        self.init(headers: rows.count == limit ? request.link(to: next, limit) : [:], json: rows)
    }
}

extension HTTPField.Name {
    /// `Link` (RFC 8288).
    fileprivate static let nextPage = named("Link")
    fileprivate static let sentAt = named("Larder-Sent-At")
    fileprivate static let held = named("Larder-Held")
    /// What labels on sheets do not show as they were asked to.
    static let notes = named("Larder-Notes")

    private static func named(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else {
            preconditionFailure("\(text) is a header's name")
        }
        return name
    }
}

/// JSON as the hub writes and reads it.
package enum JSONText {
    package static func bytes(_ value: some Encodable) -> Data {
        do { return try OrderedJSONEncoder.encode(value) } catch {
            preconditionFailure("answers are made of plain values: \(error)")
        }
    }

    /// - Throws: `DecodingError`, or `field_unreadable` for a number that no field can hold.
    package static func read<Value: Decodable>(_ type: Value.Type, _ bytes: ByteBuffer) throws
        -> Value
    {
        try RequestJSON.read(type, from: Data(bytes.readableBytesView))
    }
}

extension Request {
    /// What the sender's clock showed as it sent this, by its header `Larder-Sent-At`; nil where it did not say.
    ///
    /// A clock that cannot be read is none: it is no reason to refuse what was scanned.
    package var sentAt: Moment? { headers[.sentAt].flatMap { Moment($0) } }

    /// Who sends this, and what came beside it: how many scans wait on the device, by its header `Larder-Held`, is nil
    /// where it did not say.
    func sender(_ context: HubContext) -> ScanSender {
        let held = headers[.held].flatMap { InputParsing.whole($0) }.map { max(0, Int($0)) }
        return ScanSender(device: context.identity?.credential, sentAt: sentAt, held: held)
    }

    /// The link to the page behind a cursor; nothing where there is none.
    package func link(to next: Cursor?, _ limit: Int) -> HTTPFields {
        next.map { link(from: "after", $0.description, limit) } ?? [:]
    }

    /// The link to the page that a word of the query begins.
    func link(from word: String, _ position: String, _ limit: Int) -> HTTPFields {
        var query = RequestQuery(self).fields.filter { $0.name != word && $0.name != "limit" }
            .map { "\($0.name.percentEncoded)=\($0.value.percentEncoded)" }
        query += ["\(word)=\(position)", "limit=\(limit)"]
        return [.nextPage: "<\(uri.path)?\(query.joined(separator: "&"))>; rel=\"next\""]
    }

    /// The sort key of the row that a page begins behind; nil for the first page.
    ///
    /// What `after` was before there were cursors is still taken, as a key of that one text.
    ///
    /// - Throws: `query_unreadable` for a cursor that is broken or another list's.
    package func after(_ list: Cursor.List) throws -> [String]? {
        guard let text = text("after") else { return nil }
        guard text.hasPrefix(Cursor.prefix) else { return [text] }
        guard let cursor = Cursor(text), cursor.list == list else { throw Problem.cursorForeign }
        return cursor.key
    }

    /// The same of a list that is sorted by a number.
    ///
    /// - Throws: `query_unreadable`.
    package func number(after list: Cursor.List) throws -> Int64? {
        guard let key = try after(list) else { return nil }
        guard key.count == 1, let number = InputParsing.whole(key[0]) else {
            throw Problem.positionUnreadable
        }
        return max(0, number)
    }

    /// The body as JSON of a route's own form, of at most `limit` bytes.
    ///
    /// - Throws: `DecodingError`, or `body_too_large`.
    package func json<Value: Decodable>(_: Value.Type, limit: Int = 256 * 1024) async throws
        -> Value
    {
        try JSONText.read(Value.self, try await body(limit: limit))
    }

    /// The same; nil where there is no body.
    ///
    /// - Throws: `DecodingError`, or `body_too_large`.
    package func optionalJSON<Value: Decodable>(_: Value.Type) async throws -> Value? {
        let body = try await body(limit: 256 * 1024)
        return body.readableBytes == 0 ? nil : try JSONText.read(Value.self, body)
    }

    /// The whole body, of at most `limit` bytes.
    ///
    /// One that is too long is read to its end before it is refused, so that its sender gets to hear why; not one of more
    /// than 32 MiB, or one that says that it will be.
    ///
    /// - Throws: `body_too_large`.
    package func body(limit: Int) async throws -> ByteBuffer {
        let (beginning, isWhole) = try await beginning(limit: limit)
        guard isWhole else { throw Problem.bodyTooLarge(limit: limit) }
        return beginning
    }

    /// The body's first bytes, at most `limit`, and whether they are all of it.
    ///
    /// - Throws: What ends the request before its body has come.
    package func beginning(limit: Int) async throws -> (bytes: ByteBuffer, isWhole: Bool) {
        var beginning = ByteBuffer()
        guard saidLength ?? 0 <= Self.readToEnd else { return (beginning, false) }
        var seen = 0
        for try await part in body {
            seen += part.readableBytes
            guard seen <= Self.readToEnd else { break }
            let room = limit - beginning.readableBytes
            if room >= part.readableBytes {
                beginning.writeImmutableBuffer(part)
            } else if room > 0 {
                beginning.writeBytes(part.readableBytesView.prefix(room))
            }
        }
        return (beginning, seen <= limit)
    }

    /// A file that is sent whole, and the room that the hub keeps for it.
    ///
    /// - Throws: `body_too_large`, and `too_many_requests` where the hub reads as many long ones as it can hold.
    package func file(
        from context: HubContext, at hub: Hub, limit: Int = TextFile.limit
    ) async throws -> (bytes: Data, room: HeldRoom?) {
        // What a device sends of its own is short, and never waits for those who send files.
        let isLong = saidLength.map { $0 > Self.shortBody } ?? true
        let asker = context.identity?.credential?.id.description ?? context.peer
        let room = isLong ? try hub.fileRoom.take(for: asker) : nil
        return (Data(try await body(limit: limit).readableBytesView), room)
    }

    /// Bytes of the body by the request's own word; nil where it says none.
    private var saidLength: Int64? {
        // There is one at most; to ask by name joins what may be many.
        headers.first { $0.name == .contentLength }.flatMap { Int64($0.value) }
    }

    /// Bytes that are read where requests are answered, in a few milliseconds.
    package static let shortBody = 65_536

    /// Bytes that are read of a body that is too long.
    static let readToEnd = 32 << 20

    /// A whole number from the query, held to a range.
    ///
    /// - Throws: `query_unreadable` for any other word but an empty one, which is as left out.
    package func number(_ name: String, default standard: Int, in range: ClosedRange<Int>) throws
        -> Int
    {
        guard let text = text(name) else { return standard }
        guard let number = Int(text) else {
            throw Problem.queryNotWhole(name)
        }
        return min(max(number, range.lowerBound), range.upperBound)
    }

    /// Whether the query says `true`; not where it leaves the name out.
    ///
    /// An empty word is not as left out here: who writes `?dryRun` means it, and nothing may be recorded then.
    ///
    /// - Throws: `query_unreadable` for anything but `true` and `false`.
    package func flag(_ name: String) throws -> Bool {
        guard let text = RequestQuery(self)[name] else { return false }
        guard let flag = Bool(text) else {
            throw Problem.queryNotFlag(name)
        }
        return flag
    }

    /// A text from the query; nil where it is missing or empty.
    package func text(_ name: String) -> String? {
        guard let text = RequestQuery(self)[name], !text.isEmpty else { return nil }
        return text
    }
}
