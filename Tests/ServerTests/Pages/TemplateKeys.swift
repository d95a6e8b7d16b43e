import Foundation
@_spi(Reflection) import Swift
import Testing

@testable import Localization
@testable import Web

/// A template's text as a tree.
indirect enum TemplateNode {
    /// `{{name}}`
    case value(String)
    /// `{{#name}}…{{/name}}`
    case section(String, [TemplateNode])
    /// `{{^name}}…{{/name}}`
    case inverted(String, [TemplateNode])
    /// `{{$name}}…{{/name}}`, in a parent: what stands there unless a child says otherwise; in a child: what it says.
    case block(String, [TemplateNode])
    /// `{{>name}}`, or `{{<name}}…{{/name}}` with the blocks of its child.
    case part(String, [TemplateNode])

    /// All templates of the pages, by name.
    static func all() throws -> [String: [TemplateNode]] { try texts().mapValues { parse($0) } }

    /// Their texts.
    static func texts() throws -> [String: String] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Sources/Web/Templates")
        var texts: [String: String] = [:]
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path)
        where file.hasSuffix(".mustache") {
            texts[String(file.dropLast(".mustache".count))] =
                try String(contentsOf: folder.appending(path: file), encoding: .utf8)
        }
        return texts
    }

    static func parse(_ text: String) -> [TemplateNode] {
        var tags = text.matches(of: tag).map { (mark: String($0.1), name: String($0.2)) }[...]
        return nodes(&tags)
    }

    /// What begins as a tag and is not read as one here, such as `{{ name }}`, `{{{name}}}` or
    /// `{{& name}}`: the names in it are held against no model.
    static func unread(in text: String) -> [String] {
        text.replacing(tag, with: "").matches(of: #/\{\{[^\n]{0,40}/#).map { String($0.0) }
    }

    private static var tag: Regex<(Substring, Substring, Substring)> {
        #/\{\{([#^$<>\/]?)([\w.\-]+)\}\}(?!\})/#
    }

    private static func nodes(_ tags: inout ArraySlice<(mark: String, name: String)>)
        -> [TemplateNode]
    {
        var nodes: [TemplateNode] = []
        while let tag = tags.popFirst() {
            switch tag.mark {
            case "/": return nodes
            case "#": nodes.append(.section(tag.name, self.nodes(&tags)))
            case "^": nodes.append(.inverted(tag.name, self.nodes(&tags)))
            case "$": nodes.append(.block(tag.name, self.nodes(&tags)))
            case "<": nodes.append(.part(tag.name, self.nodes(&tags)))
            case ">": nodes.append(.part(tag.name, []))
            default: nodes.append(.value(tag.name))
            }
        }
        return nodes
    }
}

/// Holds the names in templates against the stored properties of the models that they are drawn with.
///
/// It walks types, not values, so that it also sees what is nil wherever a test draws a page.
struct TemplateKeys {
    private struct Member: Hashable {
        let type: ObjectIdentifier
        let name: String
    }

    let templates: [String: [TemplateNode]]
    /// Names that no model around them has.
    private(set) var unknown: Set<String> = []
    /// Names that a row may lack and something further out has: where the row's own is nil, the outer
    /// one would stand in its place.
    private(set) var ambiguous: Set<String> = []
    private var used: Set<Member> = []
    private var models: [ObjectIdentifier: Any.Type] = [:]

    init(_ templates: [String: [TemplateNode]]) { self.templates = templates }

    /// Members of models that no template shows.
    var unused: Set<String> {
        var unused: Set<String> = []
        for (id, type) in models {
            for (name, _) in Self.members(of: type)
            where !used.contains(Member(type: id, name: name)) {
                unused.insert("\(String(reflecting: type)).\(name)")
            }
        }
        return unused
    }

    /// Walks a template with the model that a page was drawn with.
    mutating func check(_ template: String, model: Any.Type) {
        note(model)
        note(PageLayout.self)
        used.insert(Member(type: ObjectIdentifier(PageLayout.self), name: "content"))
        // The layout's own names come first, see `PageLayout.child(named:)`.
        walk(templates[template] ?? [], [model, PageLayout.self], [:], in: template)
    }

    private mutating func walk(
        _ nodes: [TemplateNode], _ frames: [Any.Type], _ blocks: [String: [TemplateNode]],
        in template: String
    ) {
        for node in nodes {
            switch node {
            case .value(let name): _ = find(name, frames, in: template)
            case .inverted(let name, let inner):
                _ = find(name, frames, in: template)
                walk(inner, frames, blocks, in: template)
            case .section(let name, let inner):
                guard let type = find(name, frames, in: template) else { continue }
                let isFlag = Self.element(of: type) == ObjectIdentifier(Bool.self)
                walk(inner, isFlag ? frames : frames + [Self.bare(type)], blocks, in: template)
            case .block(let name, let standard):
                walk(blocks[name] ?? standard, frames, blocks, in: template)
            case .part(let name, let children):
                guard let part = templates[name] else {
                    unknown.insert("\(template): there is no template \(name)")
                    continue
                }
                var blocks = blocks
                for case .block(let block, let inner) in children { blocks[block] = inner }
                walk(part, frames, blocks, in: children.isEmpty ? name : template)
            }
        }
    }

    /// The type of what a name stands for, the innermost first.
    private mutating func find(_ name: String, _ frames: [Any.Type], in template: String)
        -> Any.Type?
    {
        if name == "." { return frames.last }
        let path = name.split(separator: ".").map(String.init)
        if path[0] == "t" {
            used.insert(Member(type: ObjectIdentifier(PageLayout.self), name: "t"))
            let key = path.dropFirst().joined(separator: ".")
            if !Messages.english.has(key) { unknown.insert("\(template): \(name)") }
            return nil
        }
        var found: Any.Type?
        for frame in frames.reversed() {
            guard let member = Self.members(of: frame).first(where: { $0.name == path[0] }) else {
                continue
            }
            if let found {
                if found is any Wrapping.Type { ambiguous.insert("\(template): \(name)") }
                break
            }
            used.insert(Member(type: ObjectIdentifier(frame), name: path[0]))
            found = member.type
        }
        guard let found, path.count == 1 else {
            unknown.insert("\(template): \(name)")
            return nil
        }
        return found
    }

    /// Takes in a model's type and those of all that it holds.
    private mutating func note(_ type: Any.Type) {
        let type = Self.bare(type)
        guard Self.isModel(type), models[ObjectIdentifier(type)] == nil else { return }
        models[ObjectIdentifier(type)] = type
        for (_, member) in Self.members(of: type) { note(member) }
    }

    private static func isModel(_ type: Any.Type) -> Bool {
        let name = String(reflecting: type)
        return name.hasPrefix("Web.") || name.hasPrefix("ServerTests.")
    }

    /// A type's stored properties; none of what is no model.
    private static func members(of type: Any.Type) -> [(name: String, type: Any.Type)] {
        guard isModel(type) else { return [] }
        var members: [(name: String, type: Any.Type)] = []
        // Safety: the runtime hands out names that last as long as the type itself.
        _ = unsafe _forEachField(of: type) { name, _, type, _ in
            unsafe members.append((String(cString: name), type))
            return true
        }
        return members
    }

    private static func element(of type: Any.Type) -> ObjectIdentifier {
        ObjectIdentifier(bare(type))
    }

    /// The type within optionals and lists.
    private static func bare(_ type: Any.Type) -> Any.Type {
        if let type = type as? any Wrapping.Type { return bare(type.wrapped) }
        if let type = type as? any Listing.Type { return bare(type.listed) }
        return type
    }
}

private protocol Wrapping { static var wrapped: Any.Type { get } }
extension Optional: Wrapping { static var wrapped: Any.Type { Wrapped.self } }
private protocol Listing { static var listed: Any.Type { get } }
extension Array: Listing { static var listed: Any.Type { Element.self } }
