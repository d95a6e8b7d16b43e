import Barcodes
import Foundation
import Stock
import Storage

/// A small pantry to practise with.
///
/// Its items are made up; their codes are of the range that GS1 keeps for a company's own use
/// (RCN-12, prefix 04), so that no real product is taken for one of them. Only the apples have the
/// PLU that apples have in shops.
package enum SamplePantry {
    /// Fills an empty hub: items, a shelf with bins, a box, and one delivery.
    package static func stock(_ hub: Hub) async throws {
        _ = try await hub.importItems(TextFile(Data(items.utf8)))
        let shelf = try await place("Shelf A", "shelf", in: nil, hub)
        for name in ["A1", "A2", "A3"] { _ = try await place(name, "bin", in: shelf, hub) }
        _ = try await place("Box 1", "box", in: nil, hub)
        for (code, quantity, date) in delivery {
            let read = try InputParsing.scanned(code)
            var facts = ScanFacts(mode: .intake, code: code)
            facts.quantity = quantity
            facts.dateLabel = date.flatMap { PartialDate($0) }.map {
                DateLabel(kind: .bestBy, date: $0)
            }
            var scan = Scan(
                id: id(), facts: facts, keys: read.keys, keyToLearn: read.keyToLearn)
            (scan.place, scan.source) = (.id(shelf.id), .name("Corner Bakery and Garden"))
            _ = try await hub.record(ScanInput(scan))
        }
    }

    private static func place(_ name: String, _ kind: String, in parent: Place?, _ hub: Hub)
        async throws -> Place
    {
        try await hub.makePlace(
            id(), try PlaceFacts(name: name, kind: kind, parent: parent?.id.description)
        ).place
    }

    private static func id<Subject>() -> ID<Subject> { SystemClock().newID(Subject.self) }

    private static let delivery: [(code: String, quantity: Int64, date: String?)] = [
        ("040000000013", 24, "2027-03"), ("040000000020", 18, "2027"), ("040000000037", 12, nil),
        ("040000000044", 30, "2027-09"), ("040000000051", 6, nil),
    ]

    private static let items = """
        item,name,category,measure,unit_weight_g,code,pack,shelf_life_days,programme
        beans,"Black beans, can",beans and lentils,each,425,040000000013,1,1095,
        rice,"Rice, 1 kg bag",rice and grains,each,1000,040000000020,1,730,
        bread,"Bread, loaf",bread,each,500,040000000037,1,5,
        tomatoes,"Tomatoes, can",canned vegetables,each,400,040000000044,1,730,
        milk,"Milk, 1 l",dairy,each,1030,040000000051,1,10,
        apples,"Apples, loose",produce,gram,,4133,1,21,
        nappies,"Nappies, pack",baby,each,900,040000000068,1,,
        """
}
