import Foundation
import HTTPTypes
import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// From an empty hub to the first label and the first phone.
struct BeginningTests {
    @Test func `places of a list are made together, in a room of their own, and once`()
        async throws
    {
        let hub = try TestHub()
        let form = [
            "id": TestHub.id().text, "names": "A1–A3, Freezer", "kind": "bin", "inside": "Cellar",
        ]
        for _ in 1...2 {
            let sent = try await hub.form("/beginning/places", form)
            #expect(sent.header("Location") == "/beginning?about=4&told=placesMade")
        }
        let made = try await hub.store.read { try $0.places().filter { $0.kind.canBeMade } }
        #expect(
            Set(made.map(\.name)) == ["A1", "A2", "A3", "Freezer", "Cellar"])
        let cellar = try #require(made.first { $0.name == "Cellar" })
        #expect((made.count, cellar.kind) == (5, .room))
        #expect(made.allSatisfy { $0.id == cellar.id || $0.parent == cellar.id })
        #expect(made.allSatisfy { $0.labelCode != nil })
        // Another list passes over what stands there, in whatever case and with whatever marks it is written.
        let other = ["id": TestHub.id().text, "names": "a3-a4, Fréézer.", "inside": "cellar!"]
        let more = form.merging(other) { $1 }
        #expect(
            try await hub.form("/beginning/places", more).header("Location")
                .contains("about=1"))
        #expect(try await hub.store.read { try $0.places().count { $0.kind.canBeMade } } == 6)
    }

    @Test(arguments: [
        ["names": "A1–A500"], ["names": ","], ["names": String(repeating: "a", count: 101)],
        ["kind": "floor"], ["inside": String(repeating: "a", count: 101)],
    ])
    func `a list that cannot be made whole makes nothing`(wrong: [String: String]) async throws {
        let hub = try TestHub()
        let form = ["id": TestHub.id().text, "names": "A1-A2", "kind": "shelf"]
        let sent = try await hub.form("/beginning/places", form.merging(wrong) { $1 })
        #expect(sent.status == 422)
        #expect(try await hub.store.read { try !$0.places().contains { $0.kind.canBeMade } })
    }

    @Test(arguments: [("en", "at most 200"), ("es", "como mucho 200")])
    func `a list that is too long stays as it was typed, and the limit is told`(
        tag: String, told: String
    ) async throws {
        let hub = try TestHub()
        let form = [
            "id": TestHub.id().text, "names": "A1–A500", "kind": "shelf", "inside": "Cellar",
        ]
        let sent = try await hub.form(
            "/beginning/places", form, as: TestHub.Asker(headers: ["Accept-Language": tag]))
        #expect(sent.status == 422 && sent.text.contains(told))
        #expect(sent.text.contains("value=\"A1–A500\"") && sent.text.contains("value=\"Cellar\""))
        #expect(sent.text.contains("value=\"shelf\" selected"))
        let name = String(repeating: "a", count: 101)
        let long = try await hub.form("/beginning/places", form.merging(["names": name]) { $1 })
        #expect(long.status == 422 && long.text.contains("That text is empty or too long."))
        #expect(long.text.contains("value=\"\(name)\"") && long.text.contains("value=\"Cellar\""))
    }

    @Test(arguments: ["en", "es"])
    func `the language that stands there is the one that whoever sets it up reads`(
        tag: String
    ) async throws {
        let hub = try TestHub()
        let asker = TestHub.Asker(headers: ["Accept-Language": tag])
        for path in ["/beginning", "/settings"] {
            let page = try await hub.page(path, as: asker).text
            let field = try #require(page.components(separatedBy: "id=\"hub-language\"").last)
            #expect(
                field.prefix(400).contains("<option value=\"\(tag)\" lang=\"\(tag)\" selected>"))
        }
    }

    @Test func `each step is ticked as it is done, and all are put aside with one`()
        async throws
    {
        let hub = try TestHub()
        func ticks() async throws -> Int {
            try await hub.page("/").text.matches(of: #/<span class="tag well">Done/#).count
        }
        #expect(try await ticks() == 0)
        let facts = [
            "beginning": "yes", "name": "Pantry", "where": "Elm Street 5", "weightUnit": "lb",
            "zone": "Europe/Lisbon", "language": "en",
        ]
        #expect(
            try await hub.form("/settings/hub", facts).header("Location")
                == "/beginning?told=saved")
        #expect(hub.hub.timeZone.identifier == "Europe/Lisbon")
        for (typed, zone) in [
            ("new york", "America/New_York"), (" Mexico City ", "America/Mexico_City"),
            ("europe/lisbon", "Europe/Lisbon"),
        ] {
            _ = try await hub.form("/settings/zone", ["zone": typed])
            #expect(hub.hub.timeZone.identifier == zone)
        }
        let settings = try await hub.store.read { try HubSettings($0) }
        #expect(
            (settings.name, settings.whereabouts, settings.language)
                == ("Pantry", "Elm Street 5", "en"))
        #expect(try await ticks() == 1)
        try await hub.item()
        let place = try await hub.place()
        #expect(try await ticks() == 3)
        let sheet = ["sheet": "L7160", "from": "1", "codes": place.label]
        _ = try await hub.form("/labels/sheets", sheet)
        #expect(try await ticks() == 5)
        #expect(try await !hub.page("/", as: .of(.volunteer)).text.contains("/beginning"))
        #expect(try await hub.form("/beginning", [:]).status == 303)
        #expect(try await !hub.page("/").text.contains("/beginning"))
        #expect(try await hub.page("/beginning").status == 200)
    }

    @Test(arguments: Role.allCases)
    func `a link says for whom it is, until it is spent`(role: Role) async throws {
        let hub = try TestHub()
        let made = try await hub.hub.makeSecret(
            for: NewAccess(.link, role: role, name: "browser"))
        let path = "/join?token=\(made.secret)"
        let word = Messages.english.text("roles.\(role.rawValue)", [:])
        #expect(try await hub.page(path, as: .nobody).text.contains("is for: \(word)."))
        _ = try await hub.form("/join", ["token": made.secret], as: .nobody)
        #expect(try await hub.page(path, as: .nobody).text.contains("was used before"))
        // Nothing is told of a code that somebody may have guessed.
        let code = try await hub.hub.makeSecret(
            for: NewAccess(.pairing, role: role, name: "")
        ).secret
        let guessed = try await hub.page("/join?token=\(code)", as: .nobody).text
        #expect(!guessed.contains("is for:"))
    }

    @Test func `a code has a picture where other devices reach the hub`() async throws {
        let hub = try TestHub()
        let pairing = ["role": "volunteer"]
        #expect(try await !hub.form("/settings/pairings", pairing).text.contains("class=\"qr\""))
        // Where no phone reaches the hub, what to do is all there is: no code leads on.
        let local = try await hub.page("/beginning").text
        #expect(local.contains("--host 0.0.0.0") && !local.contains("/settings/pairings"))
        hub.hub.address.note(
            "http://127.0.0.1:8080/", elsewhere: { ["http://192.0.2.9:8080/"] })
        let shown = try await hub.form("/settings/pairings", pairing).text
        #expect(shown.contains("class=\"qr\"") && shown.contains("http://192.0.2.9:8080/join"))
        let reached = try await hub.page("/beginning").text
        #expect(!reached.contains("--host 0.0.0.0") && reached.contains("/settings/pairings"))
    }

    @Test func `a first label without a printer is said to be a picture, or goes on a sheet`()
        async throws
    {
        let hub = try TestHub()
        try await hub.pictures(["pictures": "50x30"])
        let place = try await hub.place()
        let begin = try await hub.page("/beginning").text
        #expect(begin.contains("Plain-paper sheet (PDF)"))
        let form = [
            "id": TestHub.id().text, "pick-place.\(place.id)": "on", "beginning": "yes",
            "printer": "pictures",
        ]
        let sent = try await hub.form("/labels/list", form)
        let told = try await hub.page(sent.header("Location")).text
        #expect(told.contains("1 label is drawn as a picture."))
        #expect(told.contains("<a href=\"/printers\">See the pictures</a>"))
        let sheet = try await hub.form("/labels/list", form.merging(["printer": ":sheet"]) { $1 })
        #expect(sheet.status == 200 && sheet.text.contains(">\(place.label)</textarea>"))
        for path in ["/labels?target=\(place.label)", "/labels/list?in=\(place.id)&printer=:sheet"]
        {
            #expect(try await hub.page(path).text.contains("value=\":sheet\""), "\(path)")
        }
        let label = [
            "id": TestHub.id().text, "printer": ":sheet", "target": place.label, "copies": "2",
        ]
        let one = try await hub.form("/labels", label)
        #expect(one.text.contains(">\(place.label)\n\(place.label)</textarea>"))
        let all = try await hub.page("/labels/sheets?all=places").text
        #expect(all.contains(place.label) && all.contains("/labels/list?printer="))
    }

    @Test func `a backup is the database, and when it was made is remembered`() async throws {
        let hub = try TestHub()
        try await hub.item()
        func says() async throws -> [String] {
            let home = try await hub.page("/").text
            return ["No backup was ever made", "last backup was made on"].filter {
                home.contains($0)
            }
        }
        #expect(try await says() == [])
        hub.clock.advance(seconds: 8 * 86_400)
        #expect(try await says() == ["No backup was ever made"])
        let file = try await hub.form("/settings/backup", [:])
        #expect(file.bytes.starts(with: Array("SQLite format 3".utf8)))
        #expect(file.header("Content-Disposition").contains("attachment; filename=\"larder-"))
        #expect(try await says() == [])
        #expect(try await hub.page("/settings").text.contains("Last backup: "))
        hub.clock.advance(seconds: 8 * 86_400)
        #expect(try await says() == ["last backup was made on"])
        #expect(try await hub.form("/settings/backup", [:], as: .of(.volunteer)).status == 403)
    }
}
