import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Storage

/// A file that ships with the hub: style, scripts, drawings.
///
/// Read once, at start.
struct Asset: Sendable {
    private let bytes: ByteBuffer
    private let kind: String
    private let tag: String

    /// - Throws: `asset_not_found`.
    static func named(_ name: String) throws -> Asset {
        guard let asset = all[name] else {
            throw Problem(.notFound, .assetNotFound, "There is no such file.")
        }
        return asset
    }

    /// The file, or word that the asker's copy is the same.
    func response(to request: Request) -> Response {
        let headers: HTTPFields = [.contentType: kind, .eTag: tag, .cacheControl: "no-cache"]
        if request.headers[.ifNoneMatch] == tag {
            return Response(status: .notModified, headers: headers)
        }
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: bytes))
    }

    static let all: [String: Asset] = {
        let folder = Bundle.module.bundleURL.appendingPathComponent("Assets")
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
    }()

    private static let kinds = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
        "svg": "image/svg+xml",
        "json": "application/json; charset=utf-8", "webmanifest": "application/manifest+json",
    ]
}
