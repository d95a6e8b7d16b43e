import Crypto
package import Foundation
import HTTPTypes
package import Hummingbird
import Journal
import NIOCore

/// A file that ships with the hub: style, scripts, drawings, the API's description.
package struct Asset: Sendable {
    private let bytes: ByteBuffer
    private let kind: String
    private let tag: String

    /// The file, or word that the asker's copy is the same.
    package func response(to request: Request) -> Response {
        let headers: HTTPFields = [.contentType: kind, .eTag: tag, .cacheControl: "no-cache"]
        if request.headers[.ifNoneMatch] == tag {
            return Response(status: .notModified, headers: headers)
        }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: bytes))
    }

    /// The files of a folder of kinds that browsers know, by name.
    package static func all(in folder: URL) -> [String: Asset] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        var assets: [String: Asset] = [:]
        for name in names {
            guard let kind = kinds[String(name.split(separator: ".").last ?? "")],
                let data = try? Data(contentsOf: folder.appendingPathComponent(name))
            else { continue }
            assets[name] = Asset(
                bytes: ByteBuffer(bytes: data), kind: kind,
                tag: "\"\(Data(SHA256.hash(data: data)).prefix(8).hexadecimal)\"")
        }
        return assets
    }

    private static let kinds = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
        "svg": "image/svg+xml",
        "json": "application/json; charset=utf-8", "webmanifest": "application/manifest+json",
    ]
}
