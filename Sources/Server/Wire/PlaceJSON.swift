import Stock

/// A place, as the API gives it.
struct PlaceJSON: Encodable {
    let id: String
    let name: String
    let kind: Place.Kind
    let parent: String?
    let labelCode: String?

    init(_ place: Place) {
        (id, name, kind) = (place.id.description, place.name, place.kind)
        (parent, labelCode) = (place.parent?.description, place.labelCode)
    }

    enum CodingKeys: String, CodingKey {
        case id, name, kind, parent, labelCode
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(name, forKey: .name)
        try container.encode(kind, forKey: .kind)
        // A place that stands by itself says so: null, not a missing member.
        try container.encode(parent, forKey: .parent)
        try container.encode(labelCode, forKey: .labelCode)
    }
}
