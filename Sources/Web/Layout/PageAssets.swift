import API
import Foundation
import HTTPTypes
import Hub
import Hummingbird
import Server

/// The files that pages are drawn with, read once, at start: style, scripts, drawings.
///
/// A page asks for each at an address that names its bytes, so that a browser never asks again; a page's script is one with all that it imports, its styles are without comments,
/// and a drawing stands in the page itself.
/// The plain names answer too, each script by itself, for whoever has the name alone.
enum PageAssets {
    static let all = [Route(.get, "/assets/{name}", .open, asset)]

    /// What opens pages without the hub; the browser itself asks for it anew.
    static let worker = "worker.js"
    private static let serviceWorkerAllowed: HTTPField.Name = {
        guard let name = HTTPField.Name("Service-Worker-Allowed") else {
            preconditionFailure("a header's name")
        }
        return name
    }()

    static let folder = Bundle.module.bundleURL.appendingPathComponent("Assets")
    private static let plain = Asset.all(in: folder)
    /// As pages ask for them, by their plain names.
    private static let ofPages = plain.merging(scripts) { $1 }.merging(styles) { $1 }
    private static let named = Dictionary(
        uniqueKeysWithValues: ofPages.map { (name($0, $1), $1) })

    /// A template's text with its files' addresses in the place of their plain ones.
    ///
    /// - Returns: Nil where it names a file that is not there.
    static func addressed(_ template: String) -> String? {
        var isWhole = true
        let text = template.replacing(#/"\/assets\/([\w.-]+)"/#) { found in
            let plain = String(found.1)
            guard let asset = ofPages[plain] else {
                isWhole = false
                return String(found.0)
            }
            return plain.hasSuffix(".svg")
                ? "\"\(drawn[plain] ?? "")\"" : "\"/assets/\(name(plain, asset))\""
        }
        return isWhole ? text : nil
    }

    /// Drawings as addresses that are the drawing itself: the request for one would weigh more.
    ///
    /// No page names an address elsewhere, not as a word either.
    private static let drawn: [String: String] = {
        plain.keys.filter { $0.hasSuffix(".svg") }.reduce(into: [:]) { drawn, name in
            let file = folder.appendingPathComponent(name)
            let svg = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
            drawn[name] =
                "data:image/svg+xml,"
                + svg.replacing("\n", with: "").replacing("\"", with: "'")
                .replacing("#", with: "%23").replacing("://", with: "%3A//")
        }
    }()

    /// `scan.css` becomes `scan.0123456789abcdef.css`.
    private static func name(_ plain: String, _ asset: Asset) -> String {
        var parts = plain.split(separator: ".").map(String.init)
        parts.insert(asset.hash, at: parts.count - 1)
        return parts.joined(separator: ".")
    }

    private static let scripts: [String: Asset] = {
        do {
            var files: [String: String] = [:]
            for name in plain.keys where name.hasSuffix(".js") || name.hasSuffix(".json") {
                files[name] = try String(
                    contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
            }
            let bundle = ScriptBundle(files: files)
            return try bundle.entries().reduce(into: [:]) { scripts, name in
                scripts[name] = Asset(Data(try bundle.script(name).utf8), named: name)
            }
        } catch { preconditionFailure("a script of Larder's own cannot be read: \(error)") }
    }()

    private static let styles: [String: Asset] = {
        do {
            return try plain.keys.filter { $0.hasSuffix(".css") }.reduce(into: [:]) {
                let whole = try String(
                    contentsOf: folder.appendingPathComponent($1), encoding: .utf8)
                $0[$1] = Asset(Data(StyleText(whole).text.utf8), named: $1)
            }
        } catch { preconditionFailure("a style of Larder's own cannot be read: \(error)") }
    }()

    @Sendable private static func asset(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        let name = context.parameters.get("name") ?? ""
        if let asset = named[name] { return asset.response(to: request, isForever: true) }
        // A page of an older hub asks for what has other bytes by now.
        let former = name.replacing(#/\.[0-9a-f]{16}(?=\.\w+$)/#, with: "")
        guard let asset = former == name ? plain[name] : ofPages[former] else {
            throw Problem.assetNotFound
        }
        var response = asset.response(to: request)
        // Its pages are not beneath its own address.
        if name == worker { response.headers[serviceWorkerAllowed] = "/" }
        return response
    }
}
