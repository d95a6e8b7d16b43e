import Foundation
public import Printing

/// The layouts and media that labels can be drawn with.
public struct LayoutCatalogue: Sendable {
    /// Every medium, in the order of the media files.
    public private(set) var media: [Media] = []
    /// Every sheet of labels for an office printer, in the order of the sheet files.
    public private(set) var sheets: [Sheet] = []
    private(set) var vocabulary = Vocabulary()
    private var layouts: [String: Layout] = [:]

    /// A layout or media file may be this many bytes long.
    static let fileLimit = 65_536

    /// Reads the layouts and media that come with Larder, then those a coordinator edited.
    ///
    /// - Parameter directory: A folder of `NAME.yaml` layouts, and of `media.yaml`, `sheets.yaml`,
    ///   `icons.yaml` and `words.yaml`; what it names replaces what came with Larder.
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

    /// Names of the icons that an `icons` field may list, in the order of the icon files.
    public var iconNames: [String] { vocabulary.iconNames }

    /// What labels call an icon, or one of their own words, in a language such as `es`; in English
    /// where that is unknown.
    public func word(_ key: String, in language: String) -> String {
        vocabulary.word(key, in: language)
    }

    /// The fields a layout draws, in alphabetical order; `name` is its large line.
    ///
    /// A field's text in a second language goes into the field of its name with a 2, such as
    /// `name2`.
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

    /// The sheet of that name, such as `5160`.
    ///
    /// - Throws: ``LabelFault/sheetUnknown(name:known:)``.
    public func sheet(named name: String) throws(LabelFault) -> Sheet {
        guard let found = sheets.first(where: { $0.name == name }) else {
            throw .sheetUnknown(name: name, known: sheets.map(\.name))
        }
        return found
    }

    func layout(_ name: String) throws(LabelFault) -> Layout {
        if let found = layouts[name] { return found }
        if name.hasSuffix(Layout.largeEnding),
            let found = layouts[String(name.dropLast(Layout.largeEnding.count))]
        {
            return found.inLargeType
        }
        throw .layoutUnknown(name: name, known: layoutNames)
    }

    /// Takes in one file; what it names replaces what is there under that name.
    ///
    /// - Parameters:
    ///   - yaml: What the file holds.
    ///   - file: Its name, such as `media.yaml`, or `NAME.yaml` for a layout.
    /// - Throws: ``LayoutFault`` with file and line; nothing is taken in then.
    public mutating func read(_ yaml: String, file: String) throws(LayoutFault) {
        switch file {
        case MediaFile.name:
            for paper in try MediaFile.read(yaml) { replace(paper) }
        case SheetFile.name:
            for sheet in try SheetFile.read(yaml) { replace(sheet) }
        case WordsFile.name: vocabulary.words.merge(try WordsFile.read(yaml)) { $1 }
        case IconsFile.name:
            for (name, icon) in try IconsFile.read(yaml, known: vocabulary.icons) {
                if vocabulary.icons[name] == nil { vocabulary.iconNames.append(name) }
                vocabulary.icons[name] = icon
            }
        default:
            let name = String(file.dropLast(".yaml".count))
            layouts[name] = try LayoutFile.read(yaml, name: name, vocabulary: vocabulary)
        }
    }

    private mutating func load(_ directory: String) throws(LayoutFault) {
        guard let files = try? FileManager.default.contentsOfDirectory(atPath: directory) else {
            throw .folderUnreadable(path: directory)
        }
        // Layouts come last: they name icons and words.
        for file in files.sorted(by: Self.isReadBefore) where file.hasSuffix(".yaml") {
            try read(Self.text(of: file, in: directory), file: file)
        }
    }

    private static func isReadBefore(_ one: String, _ other: String) -> Bool {
        let first = [WordsFile.name, IconsFile.name]
        if first.contains(one) != first.contains(other) { return first.contains(one) }
        return one < other
    }

    private mutating func replace(_ paper: Media) {
        if let index = media.firstIndex(where: { $0.name == paper.name }) {
            media[index] = paper
        } else {
            media.append(paper)
        }
    }

    private mutating func replace(_ sheet: Sheet) {
        if let index = sheets.firstIndex(where: { $0.name == sheet.name }) {
            sheets[index] = sheet
        } else {
            sheets.append(sheet)
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
