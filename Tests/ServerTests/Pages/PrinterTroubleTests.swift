import Foundation
import Printing
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Spool
@testable import Web

/// What stands in a printer's way, as pages say it.
struct PrinterTroubleTests {
    private func trouble(
        _ tag: String = "en", media: String, _ loaded: LoadedMedia?,
        reason: JobEnd.Reason? = .wrongMedia
    ) throws -> PrinterTrouble? {
        let localizer = Localizer(
            try #require(Messages.all[tag]), weightUnit: .kilograms,
            timeZone: try #require(TimeZone(identifier: "UTC")))
        let printer = PrinterRecord(
            name: "desk", device: "usb:", language: "brother", media: media, dpi: 300)
        var live = PrinterSnapshot()
        (live.reason, live.loaded) = (reason.map { .printer($0) }, loaded)
        return PrinterTrouble(printer, live, try TestHub.catalogue.get(), localizer)
    }

    private let roll = LoadedMedia(width: 62, isContinuous: true)
    private let labels = LoadedMedia(width: 62, feed: 29, isContinuous: false)

    @Test func `a wrong roll is named, and what is wanted is too`() throws {
        #expect(
            try trouble(media: "62x29", roll)?.text
                == "The printer holds a 62 mm roll; it is set to labels of 62 × 29 mm. Load labels of 62 × 29 mm, or set the printer to a 62 mm roll."
        )
        #expect(
            try trouble("es", media: "62", labels)?.what
                == "En la impresora hay etiquetas de 62 × 29 mm; lo elegido es un rollo de 62 mm."
        )
    }

    @Test func `a roll of which the printer tells only a part is not named`() throws {
        for loaded in [nil, LoadedMedia(width: 62), LoadedMedia(width: 62, isContinuous: false)] {
            let text = try #require(try trouble(media: "62x29", loaded)?.text)
            #expect(text.hasPrefix("The roll in the printer is not the one chosen."))
        }
    }

    @Test func `no trouble is none, and another one is said as such`() throws {
        #expect(try trouble(media: "62x29", roll, reason: nil) == nil)
        #expect(
            try trouble(media: "62x29", roll, reason: .paperOut)?.what
                == "The printer has no paper.")
    }
}
