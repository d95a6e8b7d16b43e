import Stock

/// One thing that is said of an item, by a row of a file or by a change; what is left out is not said.
enum ItemFact: Hashable, Sendable {
    case name(String)
    case category(String)
    case measure(Measure)
    case unitWeight(Int64?)
    case shelfLife(Int?)
    case programme(Programme)

    /// The column it stands in.
    var column: String {
        switch self {
        case .name: "name"
        case .category: "category"
        case .measure: "measure"
        case .unitWeight: "unit_weight_g"
        case .shelfLife: "shelf_life_days"
        case .programme: "programme"
        }
    }

    /// As the file writes it; nil where nothing is known.
    var cell: String? {
        switch self {
        case .name(let text), .category(let text): text.isEmpty ? nil : text
        case .measure(let measure): measure.rawValue
        case .unitWeight(let grams): grams.map { String($0) }
        case .shelfLife(let days): days.map { String($0) }
        case .programme(let programme): programme.rawValue
        }
    }

    /// As a person reads it, after the column's name.
    var words: String {
        switch self {
        case .name(let text), .category(let text): "“\(text)”"
        case .measure, .unitWeight, .shelfLife, .programme: cell ?? "unknown"
        }
    }

    /// The facts of an item, in the order of the columns.
    static func all(of item: Item) -> [ItemFact] {
        [
            .name(item.name), .category(item.category), .measure(item.measure),
            .unitWeight(item.unitWeightGrams), .shelfLife(item.shelfLifeDays),
            .programme(item.programme),
        ]
    }

    func apply(to item: inout Item) {
        switch self {
        case .name(let name): item.name = name
        case .category(let category): item.category = category
        case .measure(let measure): item.measure = measure
        case .unitWeight(let grams): item.unitWeightGrams = grams
        case .shelfLife(let days): item.shelfLifeDays = days
        case .programme(let programme): item.programme = programme
        }
    }

    /// Whether it says the same as another of its column; of names the spelling does not matter.
    func agrees(with other: ItemFact) -> Bool {
        guard case .name(let one) = self, case .name(let two) = other else { return self == other }
        return Item.key(ofName: one) == Item.key(ofName: two)
    }
}
