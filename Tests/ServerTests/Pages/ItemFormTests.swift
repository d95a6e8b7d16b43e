import Stock
import Storage
import TestSupport
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// What an item's page puts right without scripts.
struct ItemFormTests {
    private func id() -> String { TestHub.id().text }

    @Test func `a code is given to another item by its name, or taken away`() async throws {
        let hub = try TestHub()
        let beans = try await hub.item(code: "code-1", pack: 12)
        let rice = try await hub.item("Café rice", code: "rice")
        let page = try await hub.page("/items/\(beans)")
        #expect(page.text.contains("code-1"))
        let give = [
            "id": id(), "code": "code-1", "pack": "12", "name": "cafe  RICE",
        ]
        #expect(try await hub.form("/items/\(beans)/codes", give).status == 303)
        let known = try await hub.call(.get, "/api/v1/items?code=code-1").json[0]
        #expect(known["id"].text == rice)
        let take = ["id": id(), "code": "code-1", "pack": "12", "take": "yes"]
        #expect(try await hub.form("/items/\(rice)/codes", take).status == 303)
        #expect(try await hub.call(.get, "/api/v1/items?code=code-1").json.rows.isEmpty)
        let none = ["id": id(), "code": "rice", "name": "no such"]
        #expect(try await hub.form("/items/\(rice)/codes", none).status == 404)
    }

    @Test(arguments: ["codes", "joins"])
    func `what names an item is done in one request of the writer, and again changes nothing`(
        form: String
    ) async throws {
        let hub = try TestHub()
        let beans = try await hub.item(code: "code-1")
        let rice = try await hub.item("Rice", code: "rice")
        try await hub.item("Peas", code: "peas")
        let path = "/items/\(beans)/\(form)"
        let wanted = ["id": id(), "code": "code-1", "name": "RICE"]
        _ = try await hub.page("/")
        let before = hub.store.asked
        let sent = try await hub.form(path, wanted)
        #expect(sent.status == 303)
        #expect(hub.store.asked == (before.reads, before.writes + 1))
        // The name is nobody's any more.
        let renamed = try await hub.call(
            .patch, "/api/v1/items/\(rice)", ["name": "White grains"])
        #expect(renamed.status == 200)
        let head = try await hub.store.read { try $0.head() }
        #expect(
            try await hub.form(path, wanted).header("Location") == sent.header("Location"))
        let other = wanted.merging(["name": "peas"]) { $1 }
        #expect(try await hub.form(path, other).status == 409)
        #expect(try await hub.store.read { try $0.head() } == head)
        let unknown = wanted.merging(["id": id(), "name": "Rice"]) { $1 }
        #expect(try await hub.form("/items/\(rice)/\(form)", unknown).status == 404)
    }

    @Test func `items of the same words are offered, and joined`() async throws {
        let hub = try TestHub()
        let beans = try await hub.item("Black beans, can")
        let twin = try await hub.item("Beans (black) CAN", code: "twin")
        let asked = try await hub.page("/items/\(twin)")
        #expect(asked.text.contains("name=\"into\" value=\"\(beans)\""))
        let sent = try await hub.form("/items/\(twin)/joins", ["id": id(), "into": beans])
        #expect(sent.header("Location").hasPrefix("/items/\(beans)"))
        let seen = try await hub.page(sent.header("Location"))
        #expect(seen.text.contains("/items/\(twin)"))
        #expect(!seen.text.contains("name=\"into\" value=\"\(twin)\""))
        let old = try await hub.page("/items/\(twin)")
        #expect(old.text.contains("/items/\(beans)") && !old.text.contains("<details class"))
    }

    @Test func `the measure is changed by the weight of a piece, and the rest is kept`()
        async throws
    {
        let hub = try TestHub()
        let beans = try await hub.item("Black beans", code: "beans", pack: 1)
        try await hub.scan("intake", "beans", 12)
        let form = [
            "name": "Black beans", "category": "tests", "measure": "gram", "weight": "400",
        ]
        #expect(try await hub.form("/items/\(beans)", form).status == 303)
        #expect(try await hub.balance(beans) == 4_800)
        let without = form.merging(["measure": "each", "weight": ""]) { $1 }
        let refused = try await hub.form("/items/\(beans)", without)
        #expect(refused.status == 422)
        #expect(try await hub.balance(beans) == 4_800)
    }

    @Test func `a hub in pounds is asked in ounces and pounds, and what is shown is what is kept`()
        async throws
    {
        let hub = try TestHub()
        _ = try await hub.form("/settings/hub", ["name": "Hub", "weightUnit": "lb"])
        let beans = try await hub.item("Black beans", code: "beans")
        let page = try await hub.page("/items/\(beans)?mend=yes").text
        #expect(page.contains("Ounces a piece") && !page.contains("Grams a piece"))
        #expect(
            page.contains("name=\"weight\" inputmode=\"decimal\"")
                && page.contains("value=\"15\""))
        var form = [
            "name": "Black beans", "category": "tests", "measure": "each", "weight": "15",
        ]
        _ = try await hub.form("/items/\(beans)", form)
        func kept(_ member: String, of item: String) async throws -> Int64? {
            try await hub.call(.get, "/api/v1/items/\(item)").json[member].whole
        }
        #expect(try await kept("unitWeightGrams", of: beans) == 425)
        form["weight"] = "16"
        _ = try await hub.form("/items/\(beans)", form)
        #expect(try await kept("unitWeightGrams", of: beans) == 454)
        #expect(try await hub.page("/items/new").text.contains("Ounces a piece"))
        let new = TestHub.id().text
        _ = try await hub.form("/items/new", ["id": new, "name": "Peas", "weight": "15,5"])
        #expect(try await kept("unitWeightGrams", of: new) == 439)
    }

    @Test func `what is weighed is wanted, and stands for a code, in the hub's unit`() async throws
    {
        let hub = try TestHub()
        let apples = try await hub.item("Apples", code: "apples", ["measure": "gram"])
        var form = [
            "name": "Apples", "measure": "gram", "was": "gram", "weight": "200", "minimum": "2,5",
        ]
        #expect(try await hub.form("/items/\(apples)", form).status == 303)
        let known = try await hub.call(.get, "/api/v1/items/\(apples)").json
        #expect(known["minimum"] == 2_500)
        let page = try await hub.page("/items/\(apples)?mend=yes").text
        #expect(page.contains("At least, in kg") && page.contains("value=\"2.5\""))
        #expect(page.contains("How heavy, in kg") && page.contains("value=\"0.001\""))
        // Where it is counted by the piece from now on, what is wanted is converted with the rest.
        form["measure"] = "each"
        #expect(try await hub.form("/items/\(apples)", form).status == 303)
        let each = try await hub.call(.get, "/api/v1/items/\(apples)").json
        #expect(each["minimum"] == 13)
        let code = ["id": TestHub.id().text, "code": "bag", "into": apples, "pack": "3"]
        #expect(try await hub.form("/items/\(apples)/codes", code).status == 303)
        let bag: JSON? = try await hub.call(.get, "/api/v1/items/\(apples)").json["codes"].rows
            .first { $0["code"].text == "bag" }
        #expect(bag?["pack"] == 3)
        form.merge(["measure": "gram", "was": "each"]) { $1 }
        #expect(try await hub.form("/items/\(apples)", form).status == 303)
        let weighed = [
            "id": TestHub.id().text, "code": "sack", "into": apples, "pack": "1.25",
            "weighed": "yes",
        ]
        #expect(try await hub.form("/items/\(apples)/codes", weighed).status == 303)
        let sack: JSON? = try await hub.call(.get, "/api/v1/items/\(apples)").json["codes"].rows
            .first { $0["code"].text == "sack" }
        #expect(sack?["pack"] == 1_250)
    }

    @Test func `a volunteer puts codes right and sees no other form, a viewer none`() async throws {
        let hub = try TestHub()
        let beans = try await hub.item()
        let volunteer = try await hub.page("/items/\(beans)", as: .of(.volunteer))
        #expect(volunteer.text.contains("name=\"code\" value=\"beans\""))
        #expect(!volunteer.text.contains("name=\"join\""))
        #expect(try await hub.page("/items/\(beans)").text.contains("name=\"join\""))
        let viewer = try await hub.page("/items/\(beans)", as: .of(.viewer))
        #expect(!viewer.text.contains("<details class"))
    }

    /// The scans that an item's page offers to record anew, and the id for all of them.
    private func offered(_ page: String) throws -> (scans: [String], id: String) {
        let scans = page.matches(of: #/name="scan" value="([0-9a-f-]+)"/#).map { String($0.1) }
        let id = try #require(
            page.firstMatch(
                of:
                    #/name="id" value="([0-9a-f-]+)"><input type="hidden" name="code" value="code-1"><input type="hidden" name="scan-/#
            ))
        return (scans, String(id.1))
    }

    @Test func `what was recorded while a code was wrong is put right one by one, or all`()
        async throws
    {
        let hub = try TestHub()
        let beans = try await hub.item(code: "code-1")
        let rice = try await hub.item("Rice", code: "rice")
        let bin = try await hub.place().id
        for quantity in [5, 7, 9] {
            let facts: [String: JSON] = ["place": .text(bin), "source": "Harvest Market"]
            try await hub.scan("intake", "code-1", Int64(quantity), facts)
        }
        try await hub.scan("distribute", "code-1", 2, ["place": .text(bin)])
        let give = ["id": id(), "code": "code-1", "name": "Rice"]
        let sent = try await hub.form("/items/\(beans)/codes", give)
        #expect(sent.header("Location").contains("earlier=code%2D1"))
        let page = try await hub.page(sent.header("Location")).text
        #expect(page.contains("code-1 is Rice now"))
        let (scans, all) = try offered(page)
        #expect(scans.count == 4)
        let one = ["id": id(), "code": "code-1", "scan": scans[1]]
        for _ in 1...2 {
            let sent = try await hub.form("/items/\(beans)/scans", one)
            #expect(sent.status == 303)
            #expect(
                try await hub.page(sent.header("Location")).text.contains("1 scan was put right"))
        }
        #expect(try await hub.balance(rice, at: bin) == 9)
        #expect(try await hub.balance(beans, at: bin) == 10)
        let rest = try offered(try await hub.page("/items/\(beans)?earlier=code-1").text)
        #expect(rest.scans == scans.filter { $0 != scans[1] })
        var form = ["id": all, "code": "code-1"]
        for scan in rest.scans { form["scan-\(scan)"] = "yes" }
        for _ in 1...2 {
            #expect(try await hub.form("/items/\(beans)/scans", form).status == 303)
            #expect(try await hub.balance(rice, at: bin) == 19)
            #expect(try await hub.balance(beans, at: bin) == 0)
        }
        #expect(
            !(try await hub.page("/items/\(beans)?earlier=code-1").text.contains("id=\"earlier\"")))
        #expect(try await hub.call(.post, "/api/v1/verifications")["findings"] == [])
    }

    @Test func `what was recorded by a code that nobody knows any more waits for an answer`()
        async throws
    {
        let hub = try TestHub()
        let beans = try await hub.item(code: "code-1")
        hub.clock.advance(seconds: 60)
        try await hub.scan("intake", "code-1", 5)
        let take = ["id": id(), "code": "code-1", "take": "yes"]
        let path = try await hub.form("/items/\(beans)/codes", take).header("Location")
        let page = try await hub.page(path).text
        #expect(page.contains("Nobody knows code-1 now"))
        let (scans, all) = try offered(page)
        #expect(scans.count == 1)
        let form = ["id": all, "code": "code-1", "scan-\(scans[0])": "yes"]
        #expect(try await hub.form("/items/\(beans)/scans", form).status == 303)
        #expect(try await hub.balance(beans) == 0)
        let waiting = try await hub.call(.get, "/api/v1/unresolved").json.rows
        #expect(waiting.map { $0["code"] } == ["code-1"])
        let other = form.merging(["id": id()]) { $1 }
        #expect(try await hub.form("/items/\(beans)/scans", other).status == 409)
        let nothing = ["id": id(), "code": "code-1", "scan": id()]
        #expect(try await hub.form("/items/\(beans)/scans", nothing).status == 404)
    }

    @Test func `an explanation that is taken back shows what was recorded while it was wrong`()
        async throws
    {
        let hub = try TestHub()
        let beans = try await hub.item(code: "beans")
        try await hub.scan("intake", "code-1", 5)
        let scan = try await hub.call(.get, "/api/v1/unresolved").json[0]["id"].text
        let answer = ["scan": scan, "id": id(), "item": id(), "name": "Black beans"]
        #expect(try await hub.form("/unresolved", answer).status == 303)
        let explained = try await hub.store.read { try $0.head() }
        try await hub.scan("intake", "code-1", 7)
        #expect(try await hub.balance(beans) == 12)
        let undone = try await hub.form("/entries/\(explained)", ["id": id()])
        let location = undone.header("Location")
        #expect(location.hasPrefix("/items/\(beans)?") && location.contains("earlier=code%2D1"))
        let shown = try await hub.page(location).text
        #expect(try offered(shown).scans.count == 1)
        #expect(shown.contains("1 scan waits again"))
    }

    @Test func `items that are parted again show what was recorded while they were one`()
        async throws
    {
        let hub = try TestHub()
        let beans = try await hub.item("Black beans")
        let rice = try await hub.item("Rice", code: "rice")
        let join = ["id": id(), "into": beans]
        #expect(try await hub.form("/items/\(rice)/joins", join).status == 303)
        let joined = try await hub.store.read { try $0.head() }
        for quantity in [2, 3] { try await hub.scan("intake", "rice", Int64(quantity)) }
        let location = try await hub.form("/entries/\(joined)", ["id": id()]).header("Location")
        #expect(location.hasPrefix("/items/\(beans)?") && location.contains("parting="))
        let shown = try await hub.page(location).text
        #expect(
            shown.contains("Rice is an item of its own again") && shown.contains("Put all 2 right"))
        let fields = shown.matches(
            of: #/name="(parting|id|scan|scan-[0-9a-f-]+)" value="([0-9a-f-]+|yes)"/#)
        let scan = try #require(fields.first { $0.1 == "scan" }).2
        let parting = String(try #require(fields.first { $0.1 == "parting" }).2)
        let one = ["id": id(), "parting": parting, "scan": String(scan)]
        let sent = try await hub.form("/items/\(beans)/scans", one)
        let rest = try await hub.page(sent.header("Location")).text
        #expect(rest.contains("1 scan was put right") && rest.contains("Put it right"))
        var all = ["id": id(), "parting": parting]
        for field in fields where field.1.hasPrefix("scan-") { all[String(field.1)] = "yes" }
        all["scan-\(scan)"] = nil
        #expect(try await hub.form("/items/\(beans)/scans", all).status == 303)
        #expect(try await hub.balance(rice) == 5)
        #expect(try await hub.balance(beans) == 0)
        #expect(!(try await hub.page(location).text.contains("id=\"earlier\"")))
        // The other's page has nothing of it, nor has what parted nothing.
        for path in ["/items/\(rice)?parting=\(parting)", "/items/\(beans)?parting=\(id())"] {
            let page = try await hub.page(path)
            #expect(page.status == 200 && !page.text.contains("id=\"earlier\""))
        }
    }
}
