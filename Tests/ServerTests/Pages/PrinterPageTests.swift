import Foundation
import Printing
import Spool
import Stock
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// Adding a printer by taps, and setting it on its page.
struct PrinterPageTests {
    private let narrow = [
        "name": "Narrow", "device": NarrowPrinter.device, "language": "plain", "media": "40x30",
    ]

    private func kept(_ hub: TestHub, _ name: String = "Narrow") async throws -> PrinterRecord? {
        try await hub.store.read { try $0.printer(name) }
    }

    @Test func `what is plugged in is listed with what it is, and how that is known`() async throws
    {
        let page = try await TestHub().page("/printers/new").text
        #expect(page.contains("Larder Test Works Narrow"))
        #expect(page.contains("PLAIN (the printer says so)"))
        #expect(page.contains("Hold the Editor Lite button"))
        #expect(page.matches(of: /class="tap" href=/).count == 1, "the other cannot be tapped")
    }

    @Test func `a printer that is tapped offers the papers it can print on`() async throws {
        let hub = try TestHub()
        let wide = try await hub.page("/printers/new?device=tcp:10.0.0.1&language=plain").text
        #expect(wide.contains("name=\"media\" value=\"50x30\""))
        let tapped = try await hub.page("/printers/new?device=tcp:narrow").text
        #expect(!tapped.contains("name=\"media\" value=\"50x30\""), "its head has 100 dots")
    }

    @Test func `nobody knowing the language, a tap on a paper sends the test labels`() async throws
    {
        let hub = try TestHub()
        let page = try await hub.page("/printers/new?device=usb:@1-2").text
        #expect(page.contains("action=\"/printers/new/trials\""))
        let sent = try await hub.form(
            "/printers/new/trials", ["device": "tcp:narrow", "media": "40x30"])
        #expect(sent.status == 303)
        let asked = try await hub.page(sent.header("Location")).text
        #expect(asked.contains("Which number came out right?"))
        #expect(asked.contains("The printer is not there."))
        #expect(asked.contains("name=\"language\" value=\"plain\">1<"))
    }

    @Test func `a tap on a number adds the printer with that language`() async throws {
        let hub = try TestHub()
        let sent = try await hub.form("/printers/new", narrow.merging(["tried": "yes"]) { $1 })
        #expect(sent.status == 303)
        let printer = try #require(try await kept(hub))
        #expect(printer.setup.decidedBy == .testLabel)
        #expect(printer.setup.head == 100)
        #expect(printer.dpi == 300)
    }

    @Test func `a printer is added with its test label, or not at all`() async throws {
        let hub = try TestHub()
        let id = TestHub.id().text
        let pictures = [
            "name": "P", "device": "picture:", "language": "png", "media": "50x30", "id": id,
        ]
        _ = try await hub.page("/")
        let before = hub.store.asked.writes
        for _ in 1...2 {
            #expect(try await hub.form("/printers/new", pictures).status == 303)
        }
        #expect(hub.store.asked.writes - before == 2)
        let jobs = try await hub.store.read { try $0.recentJobs(limit: 9) }
        #expect(jobs.map(\.id.description) == [id] && jobs.map(\.printer) == ["P"])
        // Its head has 100 dots, a label of 40 mm more.
        let refused = try await hub.form(
            "/printers/new", narrow.merging(["id": TestHub.id().text]) { $1 })
        #expect(refused.status == 422)
        #expect(try await kept(hub) == nil)
    }

    @Test func `a printer is set on its page, and what is left empty is left to the printer`()
        async throws
    {
        let hub = try TestHub()
        _ = try await hub.form("/printers/new", narrow)
        let form = [
            "printer": "Narrow", "do": "set", "media": "50x30", "dpi": "203", "darkness": "9",
            "speed": "", "rotation": "180", "offsetAcross": "-0.5", "offsetAlong": "0", "head": "",
            "confirms": "false",
        ]
        let sent = try await hub.form("/printers/options", form)
        #expect(sent.status == 303)
        let printer = try #require(try await kept(hub))
        #expect(printer.media == "50x30")
        #expect(
            printer.setup.options
                == .init(darkness: 9, offsetAcross: -5, offsetAlong: 0, rotation: .half))
        #expect(printer.setup.head == nil && printer.setup.confirms == false)
        let page = try await hub.page(sent.header("Location")).text
        #expect(page.contains("max=\"15\""))
        #expect(page.contains("It is set."))
        #expect(page.contains("step=\"0.1\" min=\"-20\" max=\"20\" value=\"-0.5\""))
        #expect(page.contains("<option value=\"false\" selected>"))
        let beyond = form.merging(["darkness": "16"]) { $1 }
        #expect(try await hub.form("/printers/options", beyond).status == 422)
    }

    @Test(arguments: [("1", 8), ("-1", 6), ("0", nil)] as [(String, Int?)])
    func `what is read off the rulers moves the picture and sets the darkness`(
        darker: String, darkness: Int?
    ) async throws {
        let hub = try TestHub()
        _ = try await hub.form("/printers/new", narrow)
        _ = try await hub.form(
            "/printers/options",
            ["printer": "Narrow", "do": "calibrate", "left": "1,5", "darker": darker])
        let options = try #require(try await kept(hub)).setup.options
        #expect(options.offsetAcross == 15)
        #expect(options.darkness == darkness)
    }

    @Test func `a printer is removed on its page`() async throws {
        let hub = try TestHub()
        _ = try await hub.form("/printers/new", narrow)
        let sent = try await hub.form("/printers/options", ["printer": "Narrow", "do": "remove"])
        #expect(sent.header("Location").hasPrefix("/printers"))
        #expect(try await kept(hub) == nil)
    }

    @Test func `a second printer of the same name is offered another name`() async throws {
        let hub = try TestHub()
        let device = "tcp:10.0.0.1:9100"
        _ = try await hub.form("/printers/new", narrow.merging(["name": device]) { $1 })
        let page = try await hub.page("/printers/new?device=tcp:10.0.0.1:9100&language=plain").text
        #expect(page.contains("value=\"\(device) 2\""))
    }
}
