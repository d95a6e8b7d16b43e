import Foundation
public import Printing

/// The layouts and media that labels can be drawn with.
public struct LayoutCatalogue: Sendable {
    /// Every medium, in the order of the media files.
    public private(set) var media: [Media] = []
    private var layouts: [String: Layout] = [:]

    /// A layout or media file may be this many bytes long.
    static let fileLimit = 65_536

    /// Reads the layouts and media that come with Larder, then those a coordinator edited.
    ///
    /// - Parameter directory: A folder of `NAME.yaml` layouts and a `media.yaml`; what it names
    ///   replaces what came with Larder.
    /// - Throws: ``LayoutFault``, with file and line where a file is wrong.
    public init(directory: String? = nil) throws(LayoutFault) {
        guard let shipped = Bundle.module.url(forResource: "Layouts", withExtension: nil) else {
            throw .folderUnreadable(path: "Layouts")
        }
        try load(shipped.path)
        if let directory { try load(directory) }
    }

    /// Names that `draw` takes, in alphabetical order.
    public var layoutNames: [String] { layouts.keys.sorted() }

    /// The fields a layout draws, in alphabetical order; `name` is its large line.
    ///
    /// - Throws: ``LabelFault/layoutUnknown(name:known:)``.
    public func fields(ofLayout name: String) throws(LabelFault) -> [String] {
        try layout(name).fields.sorted()
    }

    /// The medium of that name, such as `50x30`.
    ///
    /// - Throws: ``LabelFault/mediaUnknown(name:known:)``.
    public func media(named name: String) throws(LabelFault) -> Media {
        guard let found = media.first(where: { $0.name == name }) else {
            throw .mediaUnknown(name: name, known: media.map(\.name))
        }
        return found
    }

    func layout(_ name: String) throws(LabelFault) -> Layout {
        guard let found = layouts[name] else {
            throw .layoutUnknown(name: name, known: layoutNames)
        }
        return found
    }

    private mutating func load(_ directory: String) throws(LayoutFault) {
        guard let files = try? FileManager.default.contentsOfDirectory(atPath: directory) else {
            throw .folderUnreadable(path: directory)
        }
        for file in files.sorted() where file.hasSuffix(".yaml") {
            let yaml = try Self.text(of: file, in: directory)
            if file == MediaFile.name {
                for paper in try MediaFile.read(yaml) { replace(paper) }
            } else {
                let name = String(file.dropLast(".yaml".count))
                layouts[name] = try LayoutFile.read(yaml, name: name)
            }
        }
    }

    private mutating func replace(_ paper: Media) {
        if let index = media.firstIndex(where: { $0.name == paper.name }) {
            media[index] = paper
        } else {
            media.append(paper)
        }
    }

    private static func text(of file: String, in directory: String) throws(LayoutFault) -> String {
        guard let handle = FileHandle(forReadingAtPath: directory + "/" + file),
            let data = try? handle.read(upToCount: fileLimit + 1) ?? Data()
        else { throw .fileUnreadable(file: file) }
        guard data.count <= fileLimit else { throw .fileTooLong(file: file, limit: fileLimit) }
        guard let text = String(data: data, encoding: .utf8) else {
            throw .fileUnreadable(file: file)
        }
        return text
    }
}
