import Barcodes
package import Stock

extension Localizer {
    /// A place as people call it: the floor and the world's edges have names of each language's own.
    package func name(of place: Place) -> String { name(ofPlace: place.name, kind: place.kind) }

    package func name(ofPlace name: String, kind: Place.Kind) -> String {
        kind.canBeMade ? name : text("words.\(kind.rawValue)")
    }

    /// A code for the eye: a label's in two groups, control characters as a dot.
    package func code(_ code: String) -> String {
        let seen = String(
            String.UnicodeScalarView(
                code.unicodeScalars.map { $0.properties.generalCategory == .control ? "·" : $0 }))
        guard let label = try? LabelCode(code), code.contains(where: \.isLetter) else {
            return seen
        }
        return label.grouped.replacing(" ", with: "-")
    }
}
