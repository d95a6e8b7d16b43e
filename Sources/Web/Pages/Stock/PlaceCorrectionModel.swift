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

    /// All that it holds goes into another place.
    struct Clearance: Sendable {
        /// Where it can go.
        let emptyInto: [PlaceChoice]
    }

    /// A retired place is used again.
    struct Return: Sendable {
        let returnAction: String
        let returnId: String
    }

    /// What the form says where it stands by itself.
    static let byItself = "-"

    /// Whether a form leaves the place where it stands.
    static func isLeft(_ form: PageForm) -> Bool {
        form["parent"] ?? byItself == form["stood"]
    }

    /// Where is shown what each of these would do.
    let placeAction: String
    let currentPlaceName: String
    /// Where it stands as the form is drawn: whoever leaves that as it is says nothing of it.
    let currentParent: String
    let parents: [Parent]
    /// Nil where it holds nothing that can be moved: what the ledger misses in it stays until someone counts.
    let emptying: Clearance?
    /// Whether it holds nothing, and is not retired.
    let mayRetire: Bool
    /// Nil while it is used.
    let returning: Return?

    /// Nil for the floor and the world's edges, which stay as they are.
    ///
    /// A place of which the ledger only misses something is neither empty nor filled.
    init?(
        _ place: Place, isEmpty: Bool, isFilled: Bool, among places: [Place], _ page: PageRequest
    ) {
        guard place.kind.canBeMade else { return nil }
        let tree = PlaceTree(places)
        (placeAction, currentPlaceName) = (PlacePreviewPage.path(place.id), place.name)
        currentParent = place.parent?.description ?? Self.byItself
        // What stands in the place cannot hold it.
        let inside = Set(tree.within(place.id))
        parents = places.filter { $0.kind.canBeMade && !inside.contains($0.id) }.map {
            .init(
                parentId: $0.id.description, parentName: page.localizer.name(of: $0),
                isParent: $0.id == place.parent)
        }
        emptying =
            isFilled
            ? Clearance(
                emptyInto: PlaceChoice.all(
                    places.filter { !inside.contains($0.id) }, chosen: nil, page.localizer))
            : nil
        returning = place.retiredBy.map {
            .init(returnAction: "/entries/\($0)", returnId: page.newID())
        }
        mayRetire = isEmpty && place.retiredBy == nil
    }
}
