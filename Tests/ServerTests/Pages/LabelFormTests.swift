import Barcodes
import Foundation
import Printing
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// Rolls, lists and cards, as people ask for them on the pages.
struct LabelFormTests {
    @Test func `a roll is made and printed, a job for each label, once`() async throws {
        let hub = try await TestHub.withPrinter()
        let roll = ["id": TestHub.id().text, "make": "roll", "count": "3", "printer": "P"]
        for _ in 0..<2 {
            let sent = try await hub.form("/labels/blank", roll)
            #expect(sent.status == 303)
            #expect(try await hub.page(sent.header("Location")).text.contains("3 blank labels"))
        }
        let codes = try await hub.call(.get, "/api/v1/label-codes?roll=\(roll["id"] ?? "")").json
            .rows.map { $0["code"].text }
        let jobs = try await hub.store.read { try $0.recentJobs(limit: 10) }
        #expect(jobs.sorted { $0.number < $1.number }.map(\.request.code) == codes)
    }

    @Test(arguments: [
        ["make": "place", "name": "Box 7", "kind": "box"],
        ["make": "item", "food": "Barley soup", "year": "2027", "month": "03"],
        ["make": "item", "food": "black BEANS"],
        ["make": "known", "place": "A1"],
    ])
    func `a blank label is put on something by a form`(_ form: [String: String]) async throws {
        let hub = try TestHub()
        let beans = try await hub.item()
        let bin = try await hub.place()
        let code = try await hub.roll(1).codes[0]
        try await hub.scan("intake", code)
        let asked = try await hub.page("/labels/blank?code=\(code)")
        #expect(asked.text.contains("This label is new."))
        var form = form
        if form["place"] != nil { form["place"] = bin.id }
        form.merge(["id": TestHub.id().text, "item": TestHub.id().text, "code": code]) { $1 }
        let sent = try await hub.form("/labels/blank", form)
        #expect(sent.status == 303)
        let label = try await hub.call(.get, "/api/v1/label-codes/\(code)")
        #expect(label["state"] == "bound")
        switch form["make"] {
        case "place": #expect(label["place"]["name"] == "Box 7")
        case "known": #expect(label["place"]["id"].text == bin.id)
        case _ where form["year"] != nil:
            #expect(label["dateLabel"]["date"] == "2027-03")
        default: #expect(label["item"]["id"].text == beans)
        }
        #expect(try await hub.call(.get, "/api/v1/unresolved").json.rows.isEmpty)
    }

    @Test func `a label's form sent again prints once, whatever the label would say by now`()
        async throws
    {
        let hub = try await TestHub.withPrinter()
        try await hub.item()
        let box = try await hub.place("Box 7", "box")
        let form = [
            "id": TestHub.id().text, "target": box.label, "layout": "contents", "printer": "P",
            "copies": "2",
        ]
        let sent = try await hub.form("/labels", form)
        #expect(sent.status == 303)
        try await hub.scan("intake", "beans", 3, ["place": .text(box.id)])
        let again = try await hub.form("/labels", form)
        #expect(again.status == 303 && again.header("Location") == sent.header("Location"))
        let other = try await hub.form("/labels", form.merging(["copies": "3"]) { $1 })
        #expect(other.status == 409)
        #expect(try await hub.store.read { try $0.recentJobs(limit: 10) }.count == 1)
    }

    @Test func `a lost label is replaced by a form, and the page says so of the old one`()
        async throws
    {
        let hub = try await TestHub.withPrinter()
        let bin = try await hub.place()
        #expect(
            try await hub.page("/labels?target=\(bin.label)").text.contains("Is the label lost?"))
        let form = ["make": "replacement", "id": TestHub.id().text, "code": bin.label]
        let sent = try await hub.form("/labels", form)
        let new = try await hub.call(.get, "/api/v1/places/\(bin.id)")["labelCode"].text
        #expect(new != bin.label && sent.header("Location").contains(new))
        let old = try await hub.page("/labels?target=\(bin.label)")
        #expect(old.text.contains("/labels?target=\(new)"))
        #expect(!old.text.contains("Is the label lost?"))
    }

    @Test func `a label on the wrong thing is made blank again, and asked about anew`() async throws
    {
        let hub = try await TestHub.withPrinter()
        let code = try await hub.roll(1).codes[0]
        let form = ["id": TestHub.id().text, "make": "place", "name": "Box", "kind": "box"]
        _ = try await hub.form("/labels/blank", form.merging(["code": code]) { $1 })
        let page = try await hub.page("/labels?target=\(code)").text
        let binding = try await hub.call(.get, "/api/v1/label-codes/\(code)")["binding"].text
        #expect(page.contains(binding))
        let wrong = [
            "id": TestHub.id().text, "make": "blank", "code": code, "corrects": binding,
        ]
        let sent = try await hub.form("/labels", wrong)
        #expect(try await hub.page(sent.header("Location")).text.contains("This label is new."))
    }

    @Test func `all places of a shelf are listed, and those that were ticked are printed`()
        async throws
    {
        let hub = try await TestHub.withPrinter()
        let shelf = try await hub.place("Shelf A", "shelf")
        let bins = [
            try await hub.place("A1", in: shelf.id), try await hub.place("A2", in: shelf.id),
        ]
        _ = try await hub.place("Elsewhere")
        let list = try await hub.page("/labels/list?in=\(shelf.id)").text
        for place in [shelf] + bins { #expect(list.contains("pick-place.\(place.id)")) }
        #expect(!list.contains("Elsewhere</label>") && list.contains("Never printed"))
        let form = [
            "id": TestHub.id().text, "pick-place.\(shelf.id)": "yes",
            "pick-place.\(bins[1].id)": "yes", "printer": "P", "copies": "2",
        ]
        let sent = try await hub.form("/labels/list", form)
        #expect(try await hub.page(sent.header("Location")).text.contains("4 labels"))
        let jobs = try await hub.store.read { try $0.recentJobs(limit: 10) }
        #expect(Set(jobs.map(\.request.code)) == [shelf.label, bins[1].label])
        let nothing = try await hub.form("/labels/list", ["id": TestHub.id().text])
        #expect(nothing.header("Location").contains("nothingPicked"))
    }

    @Test func `what many labels do not show is said, in the words of the page for one`()
        async throws
    {
        let hub = try await TestHub.withPrinter()
        let places = [
            try await hub.place("Rice \u{10FFF0}"), try await hub.place("Beans \u{10FFF0}"),
        ]
        let missing =
            "Name: no font here has \u{10FFF0} (U+10FFF0). A box would be printed instead."
        #expect(
            try await hub.page("/labels?target=\(places[0].label)&printer=P").text
                .contains(missing))
        let id = TestHub.id().text
        var form = ["id": id, "printer": "P", "copies": "1"]
        for place in places { form["pick-place.\(place.id)"] = "yes" }
        for _ in 0..<2 {
            let sent = try await hub.form("/labels/list", form)
            let page = try await hub.page(sent.header("Location")).text
            #expect(page.contains("2 labels are on their way"))
            #expect(page.contains(missing + " That is 2 labels, the first of them “"))
        }
        #expect(try await hub.page("/labels/cards?noted=\(id)").text.contains(missing))
        let unknown = try await hub.page("/labels/cards?noted=\(TestHub.id().text)").text
        #expect(!unknown.contains("font"))
        let cards = try await hub.form("/labels/cards", ["id": TestHub.id().text, "printer": "P"])
        #expect(!cards.header("Location").contains("noted"))

        let sheet = [
            "sheet": "L7163", "from": "3", "codes": places.map(\.label).joined(separator: "\n"),
        ]
        let asked = try await hub.form("/labels/sheets", sheet)
        #expect(asked.text.contains(missing) && asked.text.contains("Make the file anyway"))
        #expect(asked.text.contains("<option value=\"L7163\" selected>"))
        #expect(asked.text.contains("pattern=\"[0-9]{1,4}\" value=\"3\" required"))
        let file = try await hub.form("/labels/sheets", sheet.merging(["anyway": "yes"]) { $1 })
        #expect(file.header("Content-Type") == "application/pdf")
    }

    @Test func `the food of an item, a place, a donation or a ticked row is listed once`()
        async throws
    {
        let hub = try await TestHub.withPrinter()
        let item = try await hub.item()
        let box = try await hub.place("Box", "box")
        let donation = TestHub.id()
        let scan = try await hub.scan(
            "intake", "beans", 4, ["place": .text(box.id), "donation": donation])
        try await hub.scan("intake", "beans", 4, ["place": .text(box.id), "donation": donation])
        let lot = "pick-lot.\(scan["lots"][0]["lot"].text)"
        for query in [
            "item=\(item)", "in=\(box.id)&what=food", "donation=\(donation.text)",
            "pick-item.\(item)=yes", "\(lot)=yes",
        ] {
            let list = try await hub.page("/labels/list?\(query)").text
            #expect(list.components(separatedBy: "name=\"\(lot)\"").count == 2, "\(query)")
        }
        let form = ["id": TestHub.id().text, lot: "yes", "printer": "P"]
        #expect(try await hub.form("/labels/list", form).status == 303)
        let job = try #require(try await hub.store.read { try $0.recentJobs(limit: 1) }.first)
        let code = try #require(job.request.code)
        #expect(
            try await hub.call(.get, "/api/v1/label-codes/\(code)")["lot"]
                == scan["lots"][0]["lot"])
    }

    @Test func `every command card is printed, with its code`() async throws {
        let hub = try await TestHub.withPrinter()
        let form = ["id": TestHub.id().text, "printer": "P"]
        #expect(try await hub.form("/labels/cards", form).status == 303)
        let jobs = try await hub.store.read { try $0.recentJobs(limit: 20) }
        #expect(jobs.count == CommandCard.allCases.count)
        #expect(jobs.allSatisfy { $0.request.code?.hasPrefix("U") == true })
        #expect(Set(jobs.compactMap { $0.request.fields["name"] }).contains("Take in"))
    }

    @Test func `without a printer, cards and blank labels come on sheets of paper`() async throws {
        let hub = try TestHub()
        for page in ["cards", "blank"] {
            let text = try await hub.page("/labels/\(page)").text
            #expect(text.contains("value=\":sheet\""), "\(page)")
        }
        let cards = try await hub.form(
            "/labels/cards", ["id": TestHub.id().text, "printer": ":sheet"])
        #expect(CommandCard.allCases.allSatisfy { cards.text.contains($0.rawValue) })
        let roll = ["id": TestHub.id().text, "make": "roll", "count": "3", "printer": ":sheet"]
        let sheet = try await hub.form("/labels/blank", roll).text
        let codes = try await hub.call(.get, "/api/v1/label-codes?roll=\(roll["id"] ?? "")").json
            .rows.compactMap { $0["code"].text }
        #expect(codes.count == 3 && sheet.contains(codes.joined(separator: "\n")))
        #expect(sheet.contains("value=\"roll\" selected"))
    }

    @Test func `a box's label says what it holds and its weight, and a list of it all`()
        async throws
    {
        let hub = try TestHub()
        try await hub.item()
        let box = try await hub.place("Box", "box")
        try await hub.scan(
            "intake", "beans", 4,
            ["place": .text(box.id), "dateLabel": ["kind": "bestBy", "date": "2027-03"]])
        func label(_ layout: String?) async throws -> PrintRequest {
            try await hub.hub.label(LabelOrder(layout: layout, code: box.label))
        }
        let own = try await label(nil)
        #expect(own.layout == "box" && own.fields["detail"] == "1.7 kg · Black beans")
        #expect(
            try await label("contents").fields == [
                "name": "Box", "contents": "4 × Black beans", "detail": "1.7 kg",
                "date": "Best by Mar\u{A0}2027",
            ])
        #expect(try await label("quarantine").fields["detail"] == nil)
        #expect(try await label("transit").fields["from"] == "Larder")
    }

    @Test func `only the label that tries a printer says Larder's version`() async throws {
        let hub = try TestHub()
        func fields(_ layout: String?) async throws -> [String: String] {
            try await hub.hub.label(LabelOrder(layout: layout, fields: ["name": "A3"])).fields
        }
        #expect(try await fields("bin") == ["name": "A3"])
        #expect(try await fields(nil)["detail"] == hub.hub.version)
    }

    @Test func `the picture of a label shows what was written on it`() async throws {
        let hub = try await TestHub.withPrinter()
        var pictures: [[UInt8]] = []
        for text in ["Dented", "Wet"] {
            let path = "/labels/picture?layout=bin&printer=P&field-name=\(text)"
            pictures.append(try await hub.page(path).bytes)
        }
        #expect(pictures[0].starts(with: [0x89, 0x50, 0x4E, 0x47]) && pictures[0] != pictures[1])
        let nobody = try await hub.page("/labels/picture?layout=bin&target=nobody")
        #expect(nobody.status == 404)
    }
}

extension TestHub {
    /// A hub with a printer `P` that prints to pictures.
    fileprivate static func withPrinter() async throws -> TestHub {
        let hub = try TestHub()
        let printer: JSON = [
            "name": "P", "device": "picture:", "language": "png", "media": "50x30", "dpi": 203,
        ]
        _ = try await hub.call(.post, "/api/v1/printers", .json(printer))
        return hub
    }
}
