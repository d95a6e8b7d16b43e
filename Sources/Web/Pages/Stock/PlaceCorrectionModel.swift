import Localization
import Server
import Stock
import Storage

/// What the template `place-correction` is given: the form that renames a place or stands it somewhere else.
struct PlaceCorrectionModel: Sendable {
    struct Parent: Sendable {
        let parentId: String
        let parentName: String
        let isParent: Bool
    }

    let placeAction: String
    let currentPlaceName: String
    let parents: [Parent]
    let emptyAction: String
    let emptyId: String
    /// Where all that it holds can go.
    let emptyInto: [PlaceChoice]

    /// Nil for the floor and the world's edges, which stay as they are.
    init?(_ place: Place, among places: [Place], _ page: PageRequest) {
        guard place.kind.canBeMade else { return nil }
        let tree = PlaceTree(places)
        (placeAction, currentPlaceName) = ("/places/\(place.id)", place.name)
        // What stands in the place cannot hold it.
        let inside = Set(tree.within(place.id))
        parents = places.filter { $0.kind.canBeMade && !inside.contains($0.id) }.map {
            .init(
                parentId: $0.id.description, parentName: page.localizer.name(of: $0),
                isParent: $0.id == place.parent)
        }
        (emptyAction, emptyId) = ("/places/\(place.id)/emptying", page.newID())
        emptyInto = PlaceChoice.all(
            places.filter { !inside.contains($0.id) }, chosen: nil, page.localizer)
    }
}
