import Compression
import Crypto
package import Foundation
import HTTPTypes
package import Hummingbird
import Journal
import NIOCore

/// A file that ships with the hub: style, scripts, drawings, the API's description.
package struct Asset: Sendable {
    private let bytes: ByteBuffer
    /// Nil where it would be no shorter.
    private let pressed: ByteBuffer?
    private let kind: String
    /// Stands for these very bytes.
    package let hash: String

    /// - Returns: Nil for a name whose ending tells no kind that browsers know.
    package init?(_ data: Data, named name: String) {
        guard let kind = Self.kinds[String(name.split(separator: ".").last ?? "")] else {
            return nil
        }
        (bytes, self.kind) = (ByteBuffer(bytes: data), kind)
        let pressed = GzipStream.whole(bytes, .kept)
        self.pressed = pressed.readableBytes < data.count ? pressed : nil
        hash = Data(SHA256.hash(data: data)).prefix(8).hexadecimal
    }

    /// The file, or word that the asker's copy is the same.
    ///
    /// Where the address itself names these bytes (`isForever`), a browser never asks again.
    package func response(to request: Request, isForever: Bool = false) -> Response {
        let pressed = ResponseCompression.takesGzip(request) ? self.pressed : nil
        let tag = pressed == nil ? "\"\(hash)\"" : "\"\(hash)-gzip\""
        var headers: HTTPFields = [
            .contentType: kind, .eTag: tag, .vary: "Accept-Encoding",
            .cacheControl: isForever ? "public, max-age=31536000, immutable" : "no-cache",
        ]
        if request.headers[.ifNoneMatch] == tag {
            return Response(status: .notModified, headers: headers)
        }
        if pressed != nil { headers[.contentEncoding] = "gzip" }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: pressed ?? bytes))
    }

    /// The files of a folder of kinds that browsers know, by name.
    package static func all(in folder: URL) -> [String: Asset] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.reduce(into: [:]) { assets, name in
            let data = try? Data(contentsOf: folder.appendingPathComponent(name))
            assets[name] = data.flatMap { Asset($0, named: name) }
        }
    }

    private static let kinds = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
        "svg": "image/svg+xml",
        "json": "application/json; charset=utf-8", "webmanifest": "application/manifest+json",
    ]
}
