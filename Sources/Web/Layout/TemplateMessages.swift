import Localization
import Mustache

// Templates reach into the texts by dots: `t.home.takeIn`.
extension Messages.Node: MustacheParent {
    package func child(named name: String) -> Any? {
        guard case .section(let nodes) = self, let node = nodes[name] else { return nil }
        guard case .text(let text) = node else { return node }
        return text
    }
}
