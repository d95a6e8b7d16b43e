import Foundation
import SeededRandom
import Testing

@testable import Stock

@Suite struct IDTests {
    @Test(arguments: seeds)
    func `an id is the same as text, as bytes and as JSON, and sorts as its bytes do`(
        _ seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        var ids: [EntryID] = []
        for _ in 0..<500 {
            let bytes = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &random) }
            let id = try #require(EntryID(bytes: bytes))
            #expect(id.bytes == bytes)
            #expect(EntryID(id.description) == id && EntryID(id.description.uppercased()) == id)
            #expect(UUID(uuidString: id.description)?.uuidString.lowercased() == id.description)
            #expect(
                try JSONDecoder().decode(EntryID.self, from: try JSONEncoder().encode(id)) == id)
            #expect(id.named(Item.self).bytes == bytes)
            ids.append(id)
        }
        #expect(
            ids.sorted().map(\.bytes)
                == ids.map(\.bytes).sorted { $0.lexicographicallyPrecedes($1) })
        #expect(ids.sorted().map(\.description) == ids.map(\.description).sorted())
    }

    @Test(arguments: [
        "", "0198c1f2", "0198c1f2-0000-7000-8000-00000000000",
        "0198c1f2-0000-7000-8000-0000000000000",
        "0198c1f200007000800000000000000000", "0198c1f2-0000-7000-8000-00000000000g",
        "{198c1f2-0000-7000-8000-000000000000",
        "0198c1f2-0000-7000-8000-00000000000٠",
    ])
    func `other text is no id`(_ text: String) { #expect(EntryID(text) == nil) }

    @Test func `sixteen bytes make an id, not more and not fewer`() {
        for count in [0, 15, 17, 32] {
            #expect(EntryID(bytes: [UInt8](repeating: 0, count: count)) == nil)
        }
        #expect(EntryID(derivedFrom: [UInt8](repeating: 0, count: 15)) == nil)
    }

    @Test func `made ids say their version and variant, and sort by their time`() throws {
        var random = SeededGenerator(seed: 3)
        let early = EntryID(milliseconds: 1_795_273_323_000, using: &random)
        let late = EntryID(milliseconds: 1_795_273_323_001, using: &random)
        #expect(early < late)
        #expect(early.bytes[6] >> 4 == 7 && early.bytes[8] >> 6 == 0b10)
        #expect(early.description.hasPrefix("01a1fe"))
        let derived = try #require(EntryID(derivedFrom: [UInt8](repeating: 0xFF, count: 32)))
        #expect(derived.description == "ffffffff-ffff-8fff-bfff-ffffffffffff")
    }
}
