import Foundation
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// The page that shows a label while it is chosen and written on, and the one that makes sheets.
struct LabelDraftTests {
    @Test func `the page shows the label's dots and says what they leave out`() async throws {
        let hub = try TestHub()
        let missing = "%F4%8F%BF%B0"
        let query = "layout=bin&media=50x30&field-name=\(missing)&field-detail=Cereal"
        let page = try await hub.page("/labels?\(query)")
        #expect(page.status == 200)
        #expect(page.text.contains("U+10FFF0"))
        #expect(page.text.contains("width=\"400\" height=\"240\""))
        let picture = try await hub.page("/labels/picture?\(query)")
        #expect(picture.status == 200)
        #expect(picture.bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    }

    @Test func `a paper that is too small is said in words, with no picture`() async throws {
        let page = try await TestHub().page(
            "/labels?layout=transit&media=40x30&field-to=Northside")
        #expect(page.text.contains("This label needs larger paper."))
        #expect(!page.text.contains("<img"))
    }

    @Test func `what the hub knows stands in the fields until a person writes something else`()
        async throws
    {
        let hub = try TestHub()
        let label = try await hub.place("A3").label
        let plain = try await hub.page("/labels?target=\(label)").text
        #expect(plain.contains("name=\"field-name\"") && plain.contains("placeholder=\"A3\""))
        let written = try await hub.page("/labels?target=\(label)&field-name=B7").text
        #expect(written.contains("placeholder=\"A3\" value=\"B7\""))
        let pictures = [
            try await hub.page("/labels/picture?target=\(label)").bytes,
            try await hub.page("/labels/picture?target=\(label)&field-name=B7").bytes,
            try await hub.page("/labels/picture?target=\(label)&large=yes").bytes,
            try await hub.page("/labels/picture?target=\(label)&media=40x30").bytes,
        ]
        #expect(Set(pictures).count == 4)
    }

    @Test func `a whole name means its item, and a part of one only shows what is near`()
        async throws
    {
        let hub = try TestHub()
        let brown = try await hub.item("Brown rice", code: "4011-B")
        try await hub.scan("intake", "4011-B")
        let near = try await hub.page("/labels?target=Rice").text
        #expect(near.contains("Which item is “Rice”?"))
        #expect(near.contains("/labels?target=\(brown.replacing("-", with: "%2D"))\">Brown rice"))
        #expect(!near.contains("name=\"lot\"") && !near.contains("Nothing has this label"))
        try await hub.item("Rice", code: "4012-R")
        try await hub.scan("intake", "4012-R")
        let whole = try await hub.page("/labels?target=r%C3%ADce").text
        #expect(whole.contains("<span class=\"grow\">Rice, ") && !whole.contains("Brown rice"))
        let nothing = try await hub.page("/labels?target=xylophone").text
        #expect(nothing.contains("Nothing has this label"))
    }

    @Test func `the layout that suits is taken where nobody chose one`() async throws {
        let hub = try TestHub()
        try await hub.item()
        let box = try await hub.place("Box 7", "box").label
        let bin = try await hub.page("/labels?target=\(box)&layout=bin&field-detail=x").bytes
        let suiting = try await hub.page("/labels?target=\(box)&layout=").text
        #expect(suiting.contains("What suits it") && !suiting.contains("value=\"bin\" selected"))
        #expect(String(decoding: bin, as: UTF8.self).contains("value=\"bin\" selected"))
        #expect(
            try await hub.page("/labels/picture?target=\(box)").bytes
                == hub.page("/labels/picture?target=\(box)&layout=box").bytes)
    }

    @Test
    func `what is shown is printed, and can be printed only on the paper that is in the printer`()
        async throws
    {
        let hub = try TestHub()
        let printer: JSON = [
            "name": "P", "device": "picture:", "language": "png", "media": "50x30", "dpi": 203,
        ]
        _ = try await hub.call(.post, "/api/v1/printers", .json(printer))
        let label = try await hub.place("A3").label
        let asked = "target=\(label)&layout=quarantine&large=yes&two=yes&field-name2=Nada"
        let page = try await hub.page("/labels?\(asked)&icon-milk=yes").text
        let form = page.components(separatedBy: "<form method=\"post\" action=\"/labels\">")[1]
            .components(separatedBy: "</form>")[0]
        var fields = Dictionary(
            form.matches(of: /name="([^"]+)" value="([^"]*)"/)
                .map { (String($0.1), String($0.2)) }
        ) { $1 }
        fields["copies"] = "2"
        let sent = try await hub.form("/labels", fields)
        #expect(sent.header("Location").contains("large=yes"))
        let job = try #require(try await hub.store.read { try $0.recentJobs(limit: 1) }.first)
        #expect(job.request.layout == "quarantine-large" && job.request.copies == 2)
        #expect(job.request.code == label)
        #expect(job.request.fields["name"] == "A3" && job.request.fields["name2"] == "Nada")
        let other = try await hub.page("/labels?target=\(label)&media=40x30").text
        #expect(other.contains("choose the paper that is in the printer"))
        #expect(!other.contains("name=\"copies\""))
    }

    @Test func `a label says the same whether a page or the API asks for it`() async throws {
        let hub = try TestHub()
        try await hub.pictures(["P": "101.6x152.4"])
        try await hub.hub.set(
            name: "Despensa", whereabouts: nil, weightUnit: .kilograms, language: "es")
        try await hub.item()
        let box = try await hub.place("Box 7", "box")
        let taken = try await hub.scan(
            "intake", "beans", 4,
            ["place": .text(box.id), "lotNumber": "L 77", "source": "Corner Bakery"])
        let lot = try await hub.call(
            .post, "/api/v1/labels", ["lot": taken["lots"][0]["lot"]])["code"].text
        let asked: [(layout: String, code: String?, written: [String: String])] = [
            ("box", box.label, [:]), ("contents", box.label, ["name": "Para el lunes"]),
            ("lot", lot, [:]), ("lot-large", lot, [:]), ("badge", nil, ["name": "Ana"]),
            ("allergens", nil, ["name": "Pan", "icons": "milk"]),
        ]
        for (layout, code, written) in asked {
            var order: [String: JSON] = [
                "id": TestHub.id(), "printer": "P", "layout": .text(layout),
                "fields": .object(written.mapValues { .text($0) }),
            ]
            order["code"] = code.map { .text($0) }
            #expect(
                try await hub.call(.post, "/api/v1/print-jobs", .json(.object(order))).status == 201
            )
            let isLarge = layout.hasSuffix("-large")
            var form = [
                "id": TestHub.id().text, "printer": "P", "copies": "1",
                "layout": isLarge ? String(layout.dropLast(6)) : layout,
            ]
            if isLarge { form["large"] = "yes" }
            form["target"] = code
            for (name, text) in written where name != "icons" { form["field-\(name)"] = text }
            if written["icons"] != nil { form["icon-milk"] = "yes" }
            let before = hub.store.asked
            #expect(try await hub.form("/labels", form).status == 303, "\(layout)")
            #expect(hub.store.asked == (before.reads + 1, before.writes + 1), "\(layout)")
            let jobs = try await hub.store.read { try $0.recentJobs(limit: 2) }
            #expect(jobs[0].request == jobs[1].request, "\(layout)")
            #expect(jobs[0].request.fields["language"] == "es", "\(layout)")
        }
    }

    @Test func `pictures are ticked by their names in the page's language`() async throws {
        let spanish = TestHub.Asker(headers: ["Accept-Language": "es"])
        let page = try await TestHub().page(
            "/labels?layout=allergens&icon-milk=yes&icon-eggs=yes", as: spanish
        ).text
        #expect(page.contains("name=\"icon-milk\" value=\"yes\" checked>leche"))
        #expect(page.contains("huevo, leche"))
        #expect(page.contains("field-icons=eggs%2C%20milk"))
    }

    @Test func `what nobody wrote and the label does not show, nobody is told of`() async throws {
        let hub = try TestHub()
        try await hub.item()
        let box = try await hub.place("Box 7", "box")
        try await hub.scan("intake", "beans", 4, ["place": .text(box.id)])
        let asked = "/labels?target=\(box.label)&layout=contents"
        #expect(try await !hub.page(asked).text.contains("does not show"))
        let written = try await hub.page("\(asked)&field-detail=Heavy&field-date=2027").text
        #expect(written.contains("This label does not show Detail."))
        #expect(!written.contains("This label does not show Date."))
    }

    @Test func `a badge says the hub's name, and nothing else that nobody wrote`() async throws {
        let hub = try TestHub()
        let page = try await hub.page("/labels?layout=badge&field-name=Ana").text
        #expect(page.contains("placeholder=\"Larder\"") && page.contains("alt=\"Label: Ana\""))
        let bin = try await hub.page("/labels?layout=bin").text
        #expect(bin.contains("Choose what to label") && !bin.contains("<img"))
    }

    @Test func `a sheet of the codes that were typed is a PDF, and an unknown one is named`()
        async throws
    {
        let hub = try TestHub()
        let place: JSON = ["id": TestHub.id(), "name": "A3", "kind": "bin"]
        let code = try await hub.call(.post, "/api/v1/places", .json(place)).json["labelCode"].text
        let fields = ["sheet": "5160", "from": "30", "layout": "", "codes": "\(code)\r\n\(code)"]
        let made = try await hub.form("/labels/sheets", fields)
        #expect(made.status == 200)
        #expect(made.bytes.starts(with: Array("%PDF-".utf8)))
        let unknown = try await hub.form(
            "/labels/sheets", fields.merging(["codes": "7K2M9XRD"]) { $1 })
        #expect(unknown.status == 404)
    }

    @Test func `how far sheets are moved is kept for the next, and no more than 5 mm is taken`()
        async throws
    {
        let hub = try TestHub()
        let sheet: JSON = [
            "sheet": "5160", "labels": [["layout": "bin", "fields": ["name": "A3"]]],
        ]
        func file(_ facts: [String: JSON]) async throws -> String {
            let made = try await hub.call(.post, "/api/v1/label-sheets", .json(sheet.with(facts)))
            // Without the time at which it was made.
            return String(decoding: made.bytes, as: Unicode.ASCII.self)
                .replacing(/CreationDate \([^)]*\)/, with: "")
        }
        func shown() async throws -> [String] {
            try await hub.page("/labels/sheets").text
                .matches(of: /name="offsetA[a-z]+"[^>]* value="(-?\d+(?:\.\d)?)"/).map {
                    String($0.1)
                }
        }
        let usual = try await file([:])
        #expect(try await shown() == ["0", "0"])
        let moved = try await file(["offsetAcross": -8, "offsetAlong": 50])
        #expect(moved.hasPrefix("%PDF-") && moved != usual)
        #expect(try await file([:]) == moved)
        #expect(try await shown() == ["-0.8", "5"])
        // What one of them leaves out stays.
        #expect(try await file(["offsetAcross": 3]) != moved)
        #expect(try await shown() == ["0.3", "5"])
        for facts: [String: JSON] in [["offsetAlong": 51], ["offsetAcross": -51]] {
            let answer = try await hub.call(
                .post, "/api/v1/label-sheets", .json(sheet.with(facts)))
            #expect(answer.status == 422 && answer.json["code"] == "option_out_of_range")
        }
        let code = try await hub.call(
            .post, "/api/v1/places", .json(["id": TestHub.id(), "name": "A3", "kind": "bin"])
        ).json["labelCode"].text
        let form = ["sheet": "5160", "from": "1", "layout": "", "codes": code]
        let made = try await hub.form(
            "/labels/sheets", form.merging(["offsetAcross": "0", "offsetAlong": "-0,4"]) { $1 })
        #expect(made.status == 200)
        #expect(try await shown() == ["0", "-0.4"])
        for far in ["99999999999999", "1e300", "5.1"] {
            let beyond = try await hub.form(
                "/labels/sheets", form.merging(["offsetAcross": far]) { $1 })
            #expect(beyond.status == 422, "\(far)")
        }
        #expect(try await shown() == ["0", "-0.4"])
    }

    @Test func `a print job answers with what its label leaves out`() async throws {
        let hub = try TestHub()
        let printer: JSON = [
            "name": "P", "device": "picture:", "language": "png", "media": "50x30", "dpi": 203,
        ]
        _ = try await hub.call(.post, "/api/v1/printers", .json(printer))
        let job: JSON = [
            "id": TestHub.id(), "printer": "P", "layout": "bin",
            "fields": ["name": "A\u{10FFF0}", "detail": ""],
        ]
        for _ in 0..<2 {
            let answer = try await hub.call(.post, "/api/v1/print-jobs", .json(job))
            let note = answer.json["notes"].rows.first ?? .null
            #expect(note["kind"] == "charactersMissing" && note["field"] == "name")
            #expect(note["what"].text == "\u{10FFF0}")
        }
    }
}
