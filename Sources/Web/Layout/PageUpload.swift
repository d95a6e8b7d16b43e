import API
import Foundation
import Hummingbird
import NIOCore
import Server

/// A form that was sent with a file, as `multipart/form-data` (RFC 7578).
struct PageUpload: Sendable {
    /// The fields that are no files.
    let form: PageForm
    /// The file's bytes; nil where none was chosen.
    let file: Data?

    /// Fields and files at the most.
    private static let partLimit = 16
    /// Bytes of a part's headers at the most.
    private static let headerLimit = 4 * 1024

    /// - Parameters:
    ///   - request: A form's.
    ///   - limit: Bytes of the whole body at the most.
    /// - Throws: `request_malformed`, `body_too_large`, `too_many_requests`.
    init(_ request: WebRequest, limit: Int) async throws {
        let kind = request.http.headers[.contentType] ?? ""
        let (body, room) = try await request.http.file(
            from: request.context, at: request.hub, limit: limit)
        defer { withExtendedLifetime(room) {} }
        guard let boundary = Self.boundary(in: kind), let parts = Self.parts(of: body, boundary)
        else { throw Problem.formUnreadable }
        var fields: [String: String] = [:]
        var file: Data?
        for part in parts {
            if part.isFile {
                if !part.bytes.isEmpty { file = part.bytes }
            } else {
                fields[part.name] = String(decoding: part.bytes, as: UTF8.self)
            }
        }
        (form, self.file) = (PageForm(fields), file)
    }

    struct Part: Sendable {
        let name: String
        let isFile: Bool
        let bytes: Data
    }

    /// What stands between the parts, by the header `Content-Type`; nil where it is none of a form with files.
    static func boundary(in kind: String) -> String? {
        guard
            let match = kind.wholeMatch(
                of: #/multipart\/form-data\s*;\s*boundary=("?)([^"\s;]{1,70})\1\s*/#.ignoresCase())
        else { return nil }
        return String(match.2)
    }

    /// The parts of a body; nil where it is not of that form.
    static func parts(of body: Data, _ boundary: String) -> [Part]? {
        let (mark, end) = (Data("--\(boundary)".utf8), Data("\r\n--\(boundary)".utf8))
        guard let first = body.range(of: mark), first.lowerBound == body.startIndex else {
            return nil
        }
        var (parts, at) = ([Part](), first.upperBound)
        while body[at...].starts(with: Data("\r\n".utf8)) {
            guard parts.count < partLimit,
                let close = body.range(of: end, in: at..<body.endIndex),
                let head = body.range(
                    of: Data("\r\n\r\n".utf8),
                    in: at..<min(at + headerLimit, close.lowerBound)),
                let part = Part(
                    head: String(decoding: body[at..<head.lowerBound], as: UTF8.self),
                    bytes: Data(body[head.upperBound..<close.lowerBound]))
            else { return nil }
            parts.append(part)
            at = close.upperBound
        }
        return body[at...].starts(with: Data("--".utf8)) ? parts : nil
    }
}

extension PageUpload.Part {
    /// Nil where the header names no field.
    fileprivate init?(head: String, bytes: Data) {
        let line = head.split(separator: "\r\n").first {
            $0.lowercased().hasPrefix("content-disposition:")
        }
        guard let line, let name = line.firstMatch(of: #/[;\s]name="([^"]{1,100})"/#) else {
            return nil
        }
        self.init(
            name: String(name.1), isFile: line.contains(/[;\s]filename\*?=/), bytes: bytes)
    }
}
