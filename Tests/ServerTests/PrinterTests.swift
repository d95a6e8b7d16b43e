import Foundation
import Printing
import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Spool
@testable import Web

/// Printers over the API: found, set, calibrated, tried.
struct PrinterTests {
    @Test(arguments: [
        "file:/tmp/labels", "tcp:192.0.2.7:8080", "tcp:192.0.2.7:22?snmp=161",
        "tcp:192.0.2.7?snmp=53", "tcp:[2001:db8::7]:22", "FILE:/dev/null",
    ])
    func `from afar nothing is added but a printer, nor tried, nor set`(_ device: String)
        async throws
    {
        let hub = try TestHub()
        let printer: JSON = ["name": "P", "device": .text(device), "language": "plain"]
        let added = try await hub.call(.post, "/api/v1/printers", .json(printer))
        #expect(added.problem == "device_not_allowed")
        #expect(
            try await hub.call(
                .post, "/api/v1/devices/printers/trials", ["device": .text(device)]
            ).problem == "device_not_allowed")
        _ = try await hub.call(
            .post, "/api/v1/printers",
            .json(["name": "N", "device": "tcp:narrow", "language": "plain"]))
        #expect(
            try await hub.call(.patch, "/api/v1/printers/N", ["device": .text(device)]).problem
                == "device_not_allowed")
    }

    @Test func `no printer is in the data directory, whoever adds it`() async throws {
        let hub = try TestHub()
        let folder = hub.directory.data.url
        let link = hub.directory.url.appendingPathComponent("link")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: folder)
        let twin = hub.directory.url.appendingPathComponent("twin")
        try FileManager.default.linkItem(
            atPath: folder.path + "/larder.sqlite", toPath: twin.path)
        for path in [
            folder.path + "/larder.sqlite", folder.path + "/../hub/new", link.path + "/new",
            twin.path,
        ] {
            await #expect(throws: Problem.self, "\(path)") {
                try await hub.hub.add(
                    try NewPrinter(
                        name: "P", device: "file:\(path)", language: "plain", media: "50x30"),
                    isOwner: true)
            }
        }
    }

    @Test(arguments: [
        (JobReason?.none, true, false), (nil, false, true), (.printer(.paperOut), false, false),
    ])
    func `a printer that does not say how it is is never told to be ready`(
        reason: JobReason?, isHeard: Bool, isSilent: Bool
    ) {
        var live = PrinterSnapshot()
        (live.reason, live.isHeard) = (reason, isHeard)
        // That it could be reached says nothing.
        live.lastSeen = Moment(microseconds: 1)
        func known(_ device: String, _ live: PrinterSnapshot) -> LivePrinter {
            LivePrinter(
                printer: PrinterRecord(
                    name: "P", device: device, language: "zpl", media: "50x30", dpi: 203),
                live: live, ranges: nil, canBeAsked: true)
        }
        let told = PrinterResponse(known("tcp:192.0.2.7", live)).status
        #expect(told.silent == isSilent)
        #expect(PrinterResponse(known(PrinterRecord.pictureDevice, live)).status.silent == false)
        live.job = fresh()
        #expect(PrinterResponse(known("tcp:192.0.2.7", live)).status.silent == false)
    }

    private let narrow: JSON = [
        "name": "Narrow", "device": "tcp:narrow", "language": "auto", "media": "40x30",
    ]

    @Test func `a printer that is recognised is added with what is known of it`() async throws {
        let hub = try TestHub()
        let found = try await hub.call(.get, "/api/v1/devices/printers")
        #expect(found.json.rows.map { $0["reason"] } == [nil, "editorLite"])
        let made = try await hub.call(.post, "/api/v1/printers", .json(narrow))
        #expect(made["language"] == "plain")
        #expect(made["decidedBy"] == "deviceID")
        #expect(made["dpi"] == 300)
        #expect(made["head"] == 100)
        #expect(made["confirms"] == true)
        let again = try await hub.call(.post, "/api/v1/printers", .json(narrow))
        #expect((made.status, again.status) == (201, 200))
        #expect(again["head"] == made["head"])
        let list = try await hub.call(.get, "/api/v1/printer-list")
        #expect(list["usb"] == found.json)
        #expect(list["configured"].rows.map { $0["name"] } == ["Narrow"])
    }

    @Test(arguments: [
        ("usb:NOPE", "No printer is there at usb:NOPE"),
        ("usb:@1-2", "hold the Editor Lite button"),
        ("usb:", "hold the Editor Lite button"),
    ])
    func `a printer that is not there, or cannot be used, is refused for that reason`(
        device: String, cause: String
    ) async throws {
        let hub = try TestHub()
        let refused = try await hub.call(
            .post, "/api/v1/printers", .json(narrow.with(["device": .text(device)])))
        #expect(refused["code"] == "printer_unusable")
        #expect("\(refused["detail"])".contains(cause))
    }

    @Test func `printers of which none is a label printer are named for what they are`()
        async throws
    {
        let laser = FoundPrinter(
            maker: "HP", model: "LaserJet", device: "usb:@1-1", port: "1-1", isReady: false,
            reason: "officePrinter")
        let star = FoundPrinter(
            maker: "Star", model: "TSP143", device: "usb:@1-2", port: "1-2", isReady: false,
            reason: "starPrinter")
        let any = narrow.with(["device": "usb:"])
        let foreign = try TestHub(found: [laser, star])
        let refused = try await foreign.call(.post, "/api/v1/printers", .json(any))
        #expect(refused.problem == "printer_unusable")
        let detail = refused["detail"].text
        #expect(!detail.contains("Several") && detail.contains("No printer that is plugged in is"))
        #expect(detail.contains("HP LaserJet at usb:@1-1: it is an office printer"))
        #expect(detail.contains("Star TSP143 at usb:@1-2: it speaks Star's own language"))

        // Two of which nobody knows what they are may each be meant.
        var (one, other) = (laser, star)
        (one.reason, other.reason) = (nil, nil)
        let unknown = try TestHub(found: [one, other])
        let asked = try await unknown.call(.post, "/api/v1/printers", .json(any))
        #expect(asked["detail"].text.contains("usb:@1-1 or usb:@1-2"))
    }

    @Test func `a printer that usb: does not mean is to be named`() async throws {
        let star = FoundPrinter(
            maker: "Star", model: "TSP143", device: "usb:@1-2", port: "1-2", isReady: false,
            reason: "starPrinter")
        let clone = FoundPrinter(
            model: "POS58", device: "usb:X1", port: "1-3", isReady: true, serialDevice: "usb:X1")
        let receipts = FoundPrinter(
            maker: "EPSON", model: "TM-T20II", device: "usb:E1", port: "1-4",
            languages: ["escpos"], isReady: true, serialDevice: "usb:E1")
        let any = narrow.with(["device": "usb:", "language": "plain"])
        let hub = try TestHub(found: [star, clone, receipts])
        let refused = try await hub.call(.post, "/api/v1/printers", .json(any))
        #expect(refused.problem == "printer_unusable")
        for named in ["Star TSP143 at usb:@1-2", "POS58 at usb:X1", "EPSON TM-T20II at usb:E1"] {
            #expect(refused["detail"].text.contains(named))
        }
        // Who only asks for its language is told the name as well.
        for (found, says) in [(star, "Star TSP143 at usb:@1-2: it"), (clone, "at usb:X1 speaks")] {
            let alone = try TestHub(found: [found])
            let asked = try await alone.call(
                .post, "/api/v1/printers", .json(narrow.with(["device": "usb:"])))
            #expect(asked["detail"].text.contains(says))
        }
        // A change is held to the same.
        _ = try await hub.call(.post, "/api/v1/printers", .json(narrow.with(["language": "plain"])))
        let change: JSON = ["device": "usb:"]
        let changed = try await hub.call(.patch, "/api/v1/printers/Narrow", .json(change))
        #expect(changed["detail"].text.contains("POS58 at usb:X1"))
        let small: JSON = ["media": "50x30"]
        #expect(
            try await hub.call(.patch, "/api/v1/printers/Narrow", .json(small)).status == 200)
    }

    @Test func `what is not plugged in, or cannot be asked, may still be what usb: means`()
        async throws
    {
        let locked = FoundPrinter(
            device: "usb:@1-1", port: "1-1", isReady: false, reason: "permissionMissing")
        let mine = FoundPrinter(
            model: "Narrow", device: "usb:N1", port: "1-2", languages: ["plain"], dpi: 300,
            head: 100, isReady: true)
        let clone = FoundPrinter(model: "POS58", device: "usb:X1", port: "1-3", isReady: true)
        for found in [[], [locked], [locked, clone], [mine, clone]] {
            let hub = try TestHub(found: found)
            #expect(await hub.hub.find("usb:", speaking: "plain")?.model == found.first?.model)
            _ = try await hub.hub.onlyOne(at: "usb:", speaking: "plain")
        }
    }

    @Test func `a hub without a printer gets one of pictures, and no other does`() async throws {
        let hub = try TestHub()
        func names() async throws -> [String] {
            try await hub.call(.get, "/api/v1/printers").json.rows.map { $0["name"].text }
        }
        for _ in 1...2 { try await hub.hub.addPicturesWithoutPrinter() }
        #expect(try await names() == ["pictures"])
        try await hub.pictures(["P": "50x30"])
        try await hub.hub.remove(printer: "pictures")
        try await hub.hub.addPicturesWithoutPrinter()
        #expect(try await names() == ["P"])
    }

    @Test func `a printer of pictures needs no language, and has no other`() async throws {
        let hub = try TestHub()
        let pictures: JSON = ["name": "Screen", "device": "picture:"]
        let made = try await hub.call(.post, "/api/v1/printers", .json(pictures))
        #expect(made.status == 201 && made["language"] == "png" && made["media"] == "50x30")
        #expect(made["decidedBy"].isNull)
        let form = ["name": "Wall", "device": "picture:", "media": "40x30"]
        #expect(try await hub.form("/printers/new", form).status == 303)
        let listed = try await hub.call(.get, "/api/v1/printers/Wall")
        #expect(listed["language"] == "png")
    }

    @Test func `what a person says of a printer comes before what is known of it`() async throws {
        let hub = try TestHub()
        let told = narrow.with(["language": "plain", "dpi": 203, "head": 80])
        let made = try await hub.call(.post, "/api/v1/printers", .json(told))
        #expect(made["decidedBy"] == "chosen")
        #expect(made["dpi"] == 203)
        #expect(made["head"] == 80)
    }

    @Test func `what is left out of a change stays, and null leaves it to the printer`()
        async throws
    {
        let hub = try TestHub()
        _ = try await hub.call(
            .post, "/api/v1/printers", .json(narrow.with(["options": ["darkness": 7]])))
        let path = "/api/v1/printers/Narrow"
        let moved = try await hub.call(
            .patch, path, ["media": "50x30", "options": ["offsetAlong": -4, "rotation": 180]])
        #expect(moved["media"] == "50x30")
        #expect(
            moved["options"] == [
                "darkness": 7, "offsetAcross": 0, "offsetAlong": -4, "rotation": 180,
            ])
        #expect(moved["ranges"]["darkness"] == [0, 15])
        let cleared = try await hub.call(
            .patch, path, ["head": nil, "options": ["darkness": nil]])
        #expect(cleared["options"]["darkness"].isNull)
        #expect(cleared["head"].isNull)
        #expect(try await hub.call(.get, path)["options"]["offsetAlong"] == -4)
        let chosen = try await hub.call(.patch, path, ["language": "plain"])
        #expect(chosen["decidedBy"] == "chosen")
    }

    @Test func `whether a printer says when a label is out is told, where it makes a difference`()
        async throws
    {
        let hub = try TestHub()
        _ = try await hub.call(.post, "/api/v1/printers", .json(narrow))
        let path = "/api/v1/printers/Narrow"
        #expect(try await hub.call(.patch, path, ["confirms": false])["confirms"] == false)
        #expect(try await hub.call(.patch, path, ["confirms": nil])["confirms"].isNull)
        try await hub.pictures(["P": "50x30"])
        let refused = try await hub.call(.patch, "/api/v1/printers/P", ["confirms": true])
        #expect(refused.problem == "option_not_settable")
    }

    @Test func `a change that cannot be printed with changes nothing`() async throws {
        let hub = try TestHub()
        _ = try await hub.call(.post, "/api/v1/printers", .json(narrow))
        let path = "/api/v1/printers/Narrow"
        let before = try await hub.call(.get, path).json
        for (change, code) in [
            (["media": "1x1"], "media_unknown"), (["dpi": 7], "dpi_out_of_range"),
            (["device": "usb:"], "printer_unusable"),
            (["options": ["darkness": 99]], "option_out_of_range"),
            (["options": ["cut": "never"]], "option_not_settable"),
            (["options": ["cut": "sometimes"]], "field_unreadable"),
            (["options": ["roll": "left"]], "option_not_settable"),
            (["options": ["roll": "middle"]], "field_unreadable"),
            (["options": ["rotation": 90]], "field_unreadable"),
        ] as [(JSON, String)] {
            #expect(try await hub.call(.patch, path, .json(change)).problem == code)
        }
        #expect(try await hub.call(.get, path).json == before)
        #expect(
            try await hub.call(.patch, "/api/v1/printers/No", [:]).problem == "printer_not_found")
    }

    @Test func `what is read off the calibration label moves the picture, again and again`()
        async throws
    {
        let hub = try TestHub()
        _ = try await hub.call(.post, "/api/v1/printers", .json(narrow))
        let path = "/api/v1/printers/Narrow/calibrations"
        _ = try await hub.call(.post, path, ["left": 2, "bottom": .number(0.5)])
        let moved = try await hub.call(.post, path, ["right": 1])
        #expect(moved["options"]["offsetAcross"] == 10)
        #expect(moved["options"]["offsetAlong"] == -5)
        for _ in 0..<2 { _ = try await hub.call(.post, path, ["left": 9]) }
        #expect(try await hub.call(.post, path, ["left": 9]).problem == "option_out_of_range")
    }

    @Test func `readings and changes that come at once all hold`() async throws {
        let hub = try TestHub()
        _ = try await hub.call(.post, "/api/v1/printers", .json(narrow))
        let path = "/api/v1/printers/Narrow"
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    try await hub.call(.post, "\(path)/calibrations", ["left": 1]).status
                }
            }
            group.addTask { try await hub.call(.patch, path, ["media": "50x30"]).status }
            for try await status in group { #expect(status == 200) }
        }
        let printer = try await hub.call(.get, path).json
        #expect(printer["options"]["offsetAcross"] == 60 && printer["media"] == "50x30")
    }

    @Test func `the trial tells what became of each label`() async throws {
        let answer = try await TestHub().call(
            .post, "/api/v1/devices/printers/trials", ["device": "tcp:narrow"])
        #expect(
            answer.json == [
                [
                    "device": "tcp:narrow", "number": 1, "language": "plain", "bytesSent": 0,
                    "reason": "notFound",
                ]
            ])
    }

    @Test func `what usb: meant at a trial is told by a name that means it whatever it speaks`()
        async throws
    {
        let clone = FoundPrinter(model: "POS58", device: "usb:", port: "1-9", isReady: true)
        let hub = try TestHub(found: [clone])
        let answer = try await hub.call(
            .post, "/api/v1/devices/printers/trials", ["device": "usb:"])
        #expect(answer.json[0]["device"].text == NarrowPrinter.port)
        let sent = try await hub.form(
            "/printers/new/trials", ["device": "usb:", "media": "40x30"])
        #expect(sent.header("Location").contains("usb%3A%401%2D9"))
    }
}
