import Printing
import Testing

@testable import Rendering

/// A lot's number, a date in any text, and a label with nothing on it.
struct WholeNumberTests {
    private let samples: Samples

    init() throws { samples = try Samples() }

    private func shown(on label: Composition, _ field: String) -> [String] {
        label.texts.filter { $0.text.style.field == field }
            .flatMap { $0.text.paragraph.lines().joined() }
    }

    @Test(arguments: ["50x30", "40x30", "57x32", "29x42", "101.6x152.4"])
    func `a lot's number stands whole, be it on two lines`(media: String) throws {
        for number in ["L7", "2027093012345678", "12345678901234567890"] {
            let label = try samples.compose(
                "lot", on: samples.catalogue.media(named: media), at: .dpi300,
                fields: [
                    "name": "Black beans, low sodium", "date": "Best by Sep\u{A0}30,\u{A0}2027",
                    "number": number,
                ])
            let parts = shown(on: label, "number")
            #expect(parts.count <= 2 && label.notes.isEmpty, "\(media): \(label.notes)")
            #expect(parts.joined().replacing("\u{200B}", with: "") == number)
            // Smaller than what is read on a shelf only where there would be no label otherwise.
            let isFull = media == "29x42" && number.count == 20
            let least = Resolution.dpi300.fontSize(xHeight: isFull ? 1.5 : 2)
            for text in label.texts {
                let isNumber = text.text.style.field == "number"
                #expect(
                    text.text.size >= (isNumber ? least : Resolution.dpi300.fontSize(xHeight: 1)))
                #expect(
                    !isFull || !isNumber || text.text.size < Resolution.dpi300.fontSize(xHeight: 2))
            }
        }
    }

    @Test(arguments: [
        "2027093012345678", "Low sodium, in water; lot number 123456789012345",
        "Lot 12345678901234567890 of 14.25 kg",
    ])
    func `what is cut never ends within a number`(detail: String) throws {
        for media in ["50x30", "40x30", "57x32"] {
            let label = try samples.compose(
                "lot", on: samples.catalogue.media(named: media), at: .dpi203,
                fields: ["name": "Black beans, low sodium", "date": "2027", "detail": detail])
            for line in shown(on: label, "detail") {
                let text: String = line.replacing("\u{A0}", with: " ")
                    .replacing("\u{2060}", with: "").replacing("…", with: "")
                // What follows the part that is shown is no letter and no figure.
                let follows = detail.dropFirst(text.count).prefix(1)
                let isWithin = follows.contains { $0.isLetter || $0.isNumber }
                #expect(detail.hasPrefix(text), "\(media): \(line)")
                #expect(!isWithin, "\(line)")
            }
        }
    }

    @Test(arguments: ["bin", "lot", "contents", "roll", "shelf"])
    func `a label without a code or a text that it shows is refused`(layout: String) throws {
        let silent: [[String: String]] = [[:], ["name": " "], ["nmae": "A3"]]
        for fields in silent {
            #expect(throws: LabelFault.labelEmpty(layout: layout)) {
                try samples.draw(fields, layout: layout, code: nil)
            }
        }
    }

    @Test func `what goes nowhere yet says To, with a line to write on`() throws {
        for media in ["50x30", "101.6x152.4"] {
            let label = try samples.compose(
                "transit", on: samples.catalogue.media(named: media), at: .dpi203,
                fields: ["name": "Box 12"])
            #expect(label.sizes["to"] != nil && label.sizes["name"] != nil)
            let areas = label.areas.filter { $0.width > 100 && $0.height < 8 }
            #expect(!areas.isEmpty)
        }
    }

    @Test func `marks that turn the order of letters round are not drawn`() throws {
        let plain = try samples.draw(["name": "Oil 12"], layout: "bin").bitmap
        for mark in ["\u{202E}", "\u{202D}", "\u{202B}", "\u{2067}"] {
            #expect(try samples.draw(["name": "\(mark)Oil 12"], layout: "bin").bitmap == plain)
        }
    }

    @Test func `where one arrangement has no room, the other is tried`() throws {
        let fields = ["name": "A3", "date": "Mar 2027"]
        for (width, feed) in [(25.0, 25.0), (30, 25), (25, 30)] {
            let media = Media(
                name: "\(width)x\(feed)", width: width, feed: feed, gap: 3, tracking: .gap)
            let label = try samples.compose("lot", on: media, at: .dpi203, fields: fields)
            #expect(Set(label.sizes.keys) == ["name", "date", "code"])
        }
    }
}
