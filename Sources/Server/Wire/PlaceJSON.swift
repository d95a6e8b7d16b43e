package import Stock

/// A place, as the API gives it.
package struct PlaceJSON: Encodable {
    package let id: String
    package let name: String
    package let kind: Place.Kind
    package let parent: String?
    package let labelCode: String?

    package init(_ place: Place) {
        (id, name, kind) = (place.id.description, place.name, place.kind)
        (parent, labelCode) = (place.parent?.description, place.labelCode)
    }

    package enum CodingKeys: String, CodingKey {
        case id, name, kind, parent, labelCode
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(name, forKey: .name)
        try container.encode(kind, forKey: .kind)
        // A place that stands by itself says so: null, not a missing member.
        try container.encode(parent, forKey: .parent)
        try container.encode(labelCode, forKey: .labelCode)
    }
}
