package import Rendering

/// What a label will not show as it was asked to, as the API tells it.
package struct NoteJSON: Encodable {
    /// `textCut`, `charactersMissing`, `iconsUnknown`, `iconsLeftOut` or `fieldNotOnLayout`.
    package let kind: String
    package let field: String
    /// Characters that no font has, or names of icons.
    package let what: String?

    package init(_ note: Note) {
        switch note {
        case .textCut(let field): (kind, self.field, what) = ("textCut", field, nil)
        case .charactersMissing(let field, let characters):
            (kind, self.field, what) = ("charactersMissing", field, characters)
        case .iconsUnknown(let field, let names):
            (kind, self.field, what) = ("iconsUnknown", field, names)
        case .iconsLeftOut(let field, let names):
            (kind, self.field, what) = ("iconsLeftOut", field, names)
        case .fieldNotOnLayout(let field):
            (kind, self.field, what) = ("fieldNotOnLayout", field, nil)
        }
    }
}
