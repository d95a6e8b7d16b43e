import Foundation
import Localization
import Mustache

/// The pages' templates.
///
/// Read and parsed once, at start.
enum Templates {
    /// Told of each page that the current task draws, and of its view-model; tests hold the
    /// templates' names against it.
    @TaskLocal static var drawn: (@Sendable (_ template: String, _ model: any Sendable) -> Void)?

    /// The page of a template, every `{{…}}` escaped.
    static func page(_ name: String, _ layout: PageLayout) -> String {
        drawn?(name, layout.content)
        guard let text = library.render(layout, withTemplate: name) else {
            preconditionFailure("there is no template \(name)")
        }
        return text
    }

    private static let library: MustacheLibrary = {
        let folder = Bundle.module.bundleURL.appendingPathComponent("Templates")
        var library = MustacheLibrary()
        do {
            for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
                guard let name = file.split(separator: ".").first, file.hasSuffix(".mustache")
                else { continue }
                let text = try String(
                    contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
                guard let addressed = PageAssets.addressed(text) else {
                    preconditionFailure("\(file) names a file that is not among the assets")
                }
                try library.register(addressed, named: String(name))
            }
        } catch { preconditionFailure("a template of Larder's own cannot be read: \(error)") }
        return library
    }()
}

// Templates reach into the texts by dots: `t.home.takeIn`.
extension Messages.Node: MustacheParent {
    package func child(named name: String) -> Any? {
        guard case .section(let nodes) = self, let node = nodes[name] else { return nil }
        guard case .text(let text) = node else { return node }
        return text
    }
}
