/// Where stock is, or an edge of the hub's world that stock comes from or goes to.
public struct Place: Hashable, Sendable, Codable {
    /// What it is; the last six are the edges of the world.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        case room, shelf, bin, box
        /// The one storage place every hub has for what has no place yet.
        case floor
        case source, distributed, discarded, adjustment, sorting, transit

        /// Whether stock here is in the hub's hands.
        public var isStorage: Bool {
            switch self {
            case .room, .shelf, .bin, .box, .floor: true
            case .source, .distributed, .discarded, .adjustment, .sorting, .transit: false
            }
        }

        /// Whether a coordinator makes places of this kind; the others stand from a hub's first
        /// day.
        public var canBeMade: Bool {
            switch self {
            case .room, .shelf, .bin, .box: true
            case .floor, .source, .distributed, .discarded, .adjustment, .sorting, .transit: false
            }
        }

        /// The edges and the floor, in the order in which they are founded.
        public static var founded: [Kind] { allCases.filter { !$0.canBeMade } }
    }

    /// Made by whoever first spoke of it; for the floor and the edges, derived from the hub's id.
    public let id: PlaceID
    /// 1 to 100 characters.
    public var name: String
    /// Never changes: a bin does not become a box.
    public let kind: Kind
    /// The place this one stands in; nil where it stands by itself.
    public var parent: PlaceID?
    /// The eight characters on its label; the world's edges have none.
    public var labelCode: String?
    /// The number of the entry by which it is used no more; nil while it is used.
    ///
    /// It is no part of a place's JSON.
    public var retiredBy: Int64?

    private enum CodingKeys: CodingKey { case id, name, kind, parent, labelCode }

    /// A place as it was described; whether it may stand in `parent` is for ``PlaceTree`` to say.
    public init(
        id: PlaceID, name: String, kind: Kind, parent: PlaceID? = nil, labelCode: String? = nil
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.parent = parent
        self.labelCode = labelCode
    }
}

/// Names a place.
public typealias PlaceID = ID<Place>

/// The tree of places.
public struct PlaceTree: Sendable {
    /// The world's edges among them.
    public private(set) var places: [PlaceID: Place] = [:]
    /// All that are in the hub's hands.
    public private(set) var storage: Set<PlaceID> = []
    /// Those that are used no more.
    public private(set) var retired: Set<PlaceID> = []
    /// The world's edges.
    public private(set) var edges: Set<PlaceID> = []
    private var children: [PlaceID: [PlaceID]] = [:]
    /// The floor and the edges.
    private var founded: [Place.Kind: PlaceID] = [:]

    /// A tree of places, a parent before or after what stands in it.
    public init(_ places: some Sequence<Place> = []) {
        for place in places { put(place) }
    }

    /// Nil for a place nobody has made.
    public subscript(id: PlaceID) -> Place? { places[id] }

    /// Adds a place, or gives a known one its new name or parent.
    public mutating func put(_ place: Place) {
        if let old = places[place.id]?.parent { children[old]?.removeAll { $0 == place.id } }
        places[place.id] = place
        if place.kind.isStorage { storage.insert(place.id) } else { edges.insert(place.id) }
        if place.retiredBy == nil { retired.remove(place.id) } else { retired.insert(place.id) }
        if !place.kind.canBeMade { founded[place.kind] = place.id }
        if let parent = place.parent { children[parent, default: []].append(place.id) }
    }

    /// A place and all that stands in it, the place first.
    public func within(_ id: PlaceID) -> [PlaceID] {
        var found = [id]
        var next = 0
        // A tree has no ring; a damaged one that has ends all the same.
        while next < found.count, found.count <= places.count {
            found += children[found[next]] ?? []
            next += 1
        }
        return found
    }

    /// The boxes that stand on a place, and those in them, in the order of their ids.
    public func boxes(standingOn id: PlaceID) -> [PlaceID] {
        var covered: Set = [id]
        for place in within(id).dropFirst() {
            if self[place]?.kind == .box, let parent = self[place]?.parent, covered.contains(parent)
            {
                covered.insert(place)
            }
        }
        return covered.subtracting([id]).sorted()
    }

    /// Those of some places that are boxes, or stand in one.
    package func boxed(_ ids: Set<PlaceID>) -> Set<PlaceID> {
        ids.filter { id in
            var (next, steps) = (self[id], 0)
            // As above: a damaged tree may have a ring.
            while let place = next, place.kind != .box, steps <= places.count {
                (next, steps) = (place.parent.flatMap { self[$0] }, steps + 1)
            }
            return next?.kind == .box
        }
    }

    /// The floor or an edge, which stand from a hub's first entry on.
    ///
    /// - Precondition: The tree is a hub's, and the kind is one of ``Place/Kind/founded``.
    public func founded(_ kind: Place.Kind) -> PlaceID {
        guard let id = founded[kind] else {
            preconditionFailure("a hub is founded with its edges")
        }
        return id
    }

    /// Where stock may be taken from: `place` with all that stands in it, any storage where it is
    /// nil; never from where it goes.
    public func sources(from place: PlaceID?, to target: PlaceID) -> Set<PlaceID> {
        let sources = place.map { Set(within($0)) } ?? storage
        guard self[target]?.kind.isStorage == true else { return sources }
        let around = within(target)
        // From a bin up to its own shelf: the bin is in the shelf and yet not where it goes.
        if let place, place != target, around.contains(place) { return sources }
        return sources.subtracting(around)
    }

    /// Whether moving `id` into `parent` would put a place inside itself.
    public func wouldLoop(moving id: PlaceID, into parent: PlaceID) -> Bool {
        within(id).contains(parent)
    }
}
