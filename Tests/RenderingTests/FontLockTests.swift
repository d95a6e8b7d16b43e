import Foundation
import Printing
import Testing

@testable import Rendering

/// Cairo has one table of open fonts for all threads, and closes what another thread is about to use
/// once there are more than ten.
struct FontLockTests {
    private static let names = [
        "Beans", "فاصوليا", "קופסה", "黑豆罐头", "검은콩 통조림", "缶詰の黒豆", "សណ្ដែកខ្មៅ", "काले सेम",
        "ถั่วดำ", "ጥቁር ባቄላ", "🥫🎉", "কালো বিন", "ಕಪ್ಪು", "కాయ", "கருப்பு", "ගෙඩි", "ຖົ່ວ", "ပဲနက်", "სიმინდი",
        "Լոբի", "ᏣᎳᎩ", "ᐃᓄᒃᑎᑐᑦ",
    ]

    @Test func `threads that draw in many scripts at once all draw, and the same`() async throws {
        let catalogue = try LayoutCatalogue()
        let media = try catalogue.media(named: "101.6x50.8")
        @Sendable func draw(_ name: String, _ size: Int, _ renderer: LabelRenderer) throws -> Bitmap
        {
            try renderer.draw(
                "box", on: media, at: Resolution(dpi: 200 + size) ?? .dpi203,
                fields: ["name": name], code: nil
            ).bitmap
        }
        let rounds = 2
        let alone = LabelRenderer(catalogue)
        let expected = try Self.names.map { try draw($0, 0, alone) }
        let differing = try await withThrowingTaskGroup(of: Int.self) { group in
            for thread in 0..<8 {
                group.addTask {
                    let renderer = LabelRenderer(catalogue)
                    var differing = 0
                    for round in 0..<rounds {
                        for offset in Self.names.indices {
                            let index = (offset + thread * 3) % Self.names.count
                            // Another size is another font to Cairo, drawn by the same face.
                            _ = try draw(Self.names[index], 1 + (round + thread) % 40, renderer)
                            let bitmap = try draw(Self.names[index], 0, renderer)
                            if bitmap != expected[index] { differing += 1 }
                        }
                    }
                    return differing
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(differing == 0)
    }
}
