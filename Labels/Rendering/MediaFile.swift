import Printing
import Yams

/// Reads `media.yaml`: a list of papers, one a line; README.md shows the format.
enum MediaFile {
    static let name = "media.yaml"

    /// - Throws: ``LayoutFault`` with file and line.
    static func read(_ yaml: String) throws(LayoutFault) -> [Media] {
        try YAMLEntry.list(yaml, file: name, key: "media", wanted: "a list of papers", paper)
    }

    private static func paper(_ node: Node) throws(LayoutFault) -> Media {
        let entry = try YAMLEntry(
            node, file: name, key: "media",
            keys: [
                "name", "width", "feed", "gap", "tracking", "edge_across", "edge_along", "colours",
                "round",
            ])
        let tracking = try entry.choice(
            "tracking", of: ["gap": Media.Tracking.gap, "mark": .mark, "continuous": .continuous])
        let width = try entry.number("width", in: 10...250)
        let feed = try entry.number("feed", in: 10...500)
        let isRound = try entry.flag("round", otherwise: false)
        guard !isRound || (width == feed && tracking != .continuous) else {
            throw try entry.wrong("round", wanted: "no, or a label as wide as it is long")
        }
        return Media(
            name: try entry.text("name"), width: width, feed: feed,
            gap: tracking == .continuous ? 0 : try entry.number("gap", in: 0.5...30),
            tracking: tracking,
            edgeAcross: try entry.number("edge_across", in: 0...20, otherwise: 0),
            edgeAlong: try entry.number("edge_along", in: 0...20, otherwise: 0),
            colours: Int(try entry.number("colours", in: 1...2, otherwise: 1)), isRound: isRound)
    }
}
