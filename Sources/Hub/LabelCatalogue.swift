package import API
import Printing
package import Rendering

extension LabelCatalogueResponse {
    /// What a catalogue has, by name.
    package init(_ catalogue: LayoutCatalogue) {
        let fields = catalogue.layoutNames.map { ($0, (try? catalogue.fields(ofLayout: $0)) ?? []) }
        self.init(
            layouts: Dictionary(uniqueKeysWithValues: fields),
            media: catalogue.media.map(\.name), sheets: catalogue.sheets.map(\.name),
            icons: catalogue.iconNames)
    }
}
