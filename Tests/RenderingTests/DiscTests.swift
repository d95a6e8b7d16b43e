import Foundation
import Printing
import Testing

@testable import Rendering

/// Labels that are discs.
struct DiscTests {
    @Test(arguments: ["24x24", "58x58"])
    func `all that a round label says stands within its circle`(name: String) throws {
        let samples = try Samples()
        let media = try samples.catalogue.media(named: name)
        #expect(media.isRound)
        var drawn = 0
        for layout in samples.catalogue.layoutNames {
            let drawing: Drawing
            do {
                drawing = try samples.renderer.draw(
                    layout, on: media, at: .dpi300, fields: Samples.fields(layout),
                    code: Samples.code)
            } catch LabelFault.textDoesNotFit, LabelFault.codeDoesNotFit, LabelFault.mediaTooSmall {
                continue
            }
            drawn += 1
            let (middle, reach) = (
                Double(drawing.bitmap.width) / 2, (media.width / 2 - 2) / 25.4 * 300
            )
            var outside = 0
            for y in 0..<drawing.bitmap.height {
                for x in 0..<drawing.bitmap.width where drawing.bitmap[x, y] {
                    if hypot(Double(x) + 0.5 - middle, Double(y) + 0.5 - middle) > reach {
                        outside += 1
                    }
                }
            }
            #expect(outside == 0, "\(layout)")
        }
        #expect(drawn >= (name == "58x58" ? 6 : 1))
    }

    @Test func `only what is as wide as it is long can be round`() throws {
        var catalogue = try LayoutCatalogue()
        let line = "{name: 9x9, width: 30, feed: 20, gap: 3, tracking: gap, round: yes}"
        #expect(throws: LayoutFault.self) { try catalogue.read("- \(line)", file: "media.yaml") }
    }
}
