import API
import Barcodes
package import Stock
import Storage

extension Hub {
    /// Makes a place with a fresh label code, or with a blank label's.
    ///
    /// - Returns: The place as it stands, and whether the same request had come before.
    /// - Throws: `place_kind_unknown`, `text_out_of_range`, and what the ledger refuses.
    package func makePlace(
        _ id: PlaceID, name: String, kind: String, parent: String?, blank: String? = nil
    ) async throws -> (place: Place, isReplay: Bool) {
        guard let kind = Place.Kind(rawValue: kind), kind.canBeMade else {
            throw Problem(.placeKindUnknown, "A place is a room, a shelf, a bin or a box.")
        }
        let name = try InputParsing.text(name, "name", 1...100)
        let parent = try parent.flatMap { $0.isEmpty ? nil : try InputParsing.place($0) }
        return try await withFreshCode { code in
            try await store.write {
                try $0.makePlace(
                    id, name: name, kind: kind, parent: parent, blank: blank, freshCode: code)
            }
        }
    }

    /// Runs `use` with a new random label code; where that one is taken (one in 34 billion for each code in
    /// use), with another.
    package func withFreshCode<Outcome>(_ use: (String) async throws -> Outcome) async throws
        -> Outcome
    {
        func random() -> String {
            var generator = SystemRandomNumberGenerator()
            return LabelCode(using: &generator).description
        }
        for _ in 0..<3 {
            do { return try await use(random()) } catch StorageFault.labelCodeTaken { continue }
        }
        return try await use(random())
    }
}
