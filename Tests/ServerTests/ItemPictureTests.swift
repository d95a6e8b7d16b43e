import Foundation
import Printing
import Rendering
import Stock
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// Pictures of items, as programs and pages send and see them.
struct ItemPictureTests {
    private let png = Body(bytes: TestHub.png, kind: "image/png")
    private let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE1, 0, 16] + Array("Exif".utf8)

    /// A hub with an item, and the path of its picture.
    private func pantry() async throws -> (hub: TestHub, item: String, path: String) {
        let hub = try TestHub()
        let item = try await hub.item("Beans & \"peas\"")
        return (hub, item, "/api/v1/items/\(item)/picture")
    }

    @Test func `a picture is given, seen by whoever may look, and taken away`() async throws {
        let (hub, item, path) = try await pantry()
        #expect(try await hub.call(.get, path).problem == "picture_not_found")
        let given = try await hub.call(.put, path, png)
        let hash = given["picture"].text
        #expect(given.status == 200 && hash.count == 64)
        #expect(try await hub.call(.put, path, png)["picture"].text == hash)
        #expect(try await hub.call(.get, "/api/v1/items/\(item)")["picture"].text == hash)
        let seen = try await hub.call(.get, path, as: .of(.viewer))
        #expect(seen.status == 200 && seen.header("Content-Type") == "image/png")
        #expect(try Photo.thumbnail(of: TestHub.png) == seen.bytes)
        #expect(try await hub.call(.get, path, as: .nobody).status == 401)
        #expect(try await hub.call(.put, path, png, as: .of(.volunteer)).status == 403)
        for _ in 0..<2 { #expect(try await hub.call(.delete, path).status == 204) }
        #expect(try await hub.call(.get, path).problem == "picture_not_found")
        #expect(try await hub.call(.get, "/api/v1/pictures/\(hash)").problem == "picture_not_found")
        #expect(try await hub.call(.get, "/api/v1/items/\(item)")["picture"].isNull)
        let kinds = try await hub.call(.get, "/api/v1/journal").lines.map { $0["kind"].text }
        #expect(kinds.filter { $0 == "pictureSet" }.count == 2)
        let nobody = "/api/v1/items/\(TestHub.id().text)/picture"
        for verb: Verb in [.get, .delete] {
            #expect(try await hub.call(verb, nobody).problem == "item_not_found")
        }
        #expect(try await hub.call(.put, nobody, png).problem == "item_not_found")
    }

    @Test
    func `the address that names a picture's bytes is asked once, and by this hub's devices alone`()
        async throws
    {
        let (hub, _, path) = try await pantry()
        let hash = try await hub.call(.put, path, png)["picture"].text
        let forever = "/api/v1/pictures/\(hash)"
        let seen = try await hub.call(.get, forever, as: .of(.viewer))
        #expect(seen.header("Cache-Control") == "private, max-age=31536000, immutable")
        #expect(seen.header("Content-Type") == "image/png")
        #expect(seen.header("X-Content-Type-Options") == "nosniff")
        #expect(seen.header("Cross-Origin-Resource-Policy") == "same-origin")
        #expect(try await hub.call(.get, forever, as: .nobody).status == 401)
        let now = try await hub.call(.get, path)
        #expect(now.header("Cache-Control") == "private, no-cache" && now.bytes == seen.bytes)
        let again = TestHub.Asker(headers: ["If-None-Match": now.header("ETag")])
        for path in [path, forever] {
            let same = try await hub.call(.get, path, as: again)
            #expect(same.status == 304 && same.bytes.isEmpty)
        }
        let wrong = String(repeating: "0", count: 64)
        for text in [wrong, "nothing", hash.uppercased()] {
            #expect(
                try await hub.call(.get, "/api/v1/pictures/\(text)").problem == "picture_not_found")
        }
    }

    @Test
    func `what is no PNG, too much or too large is refused with words, and the picture stays`()
        async throws
    {
        let (hub, _, path) = try await pantry()
        let hash = try await hub.call(.put, path, png)["picture"].text
        let refused = try await hub.call(.put, path, Body(bytes: jpeg, kind: "image/png"))
        #expect(refused.status == 422 && refused.problem == "picture_unreadable")
        #expect(refused["detail"].text.contains("JPEG"))
        var bomb = TestHub.png
        bomb.replaceSubrange(16..<24, with: [0, 0, 0x20, 0, 0, 0, 0x20, 0])
        let large = try await hub.call(.put, path, Body(bytes: bomb, kind: "image/png"))
        #expect(large.problem == "picture_too_large")
        #expect(large["detail"].text.contains("8192 × 8192"))
        let long = [UInt8](repeating: 0, count: 1 << 20 + 1)
        #expect(
            try await hub.call(.put, path, Body(bytes: long, kind: "image/png")).problem
                == "body_too_large")
        #expect(try await hub.call(.put, path, Body(bytes: [], kind: "image/png")).status == 422)
        let busy = try await hub.whileDrawingIsBusy { try await hub.call(.put, path, png).problem }
        #expect(busy == "drawing_busy")
        #expect(try await hub.call(.get, path).header("ETag") == "\"\(hash)\"")
    }

    @Test func `an item's page shows its picture, and a coordinator changes it there`() async throws
    {
        let (hub, item, _) = try await pantry()
        let page = "/items/\(item)"
        #expect(try await !hub.page(page).text.contains("<img"))
        #expect(
            try await hub.upload("\(page)/picture", TestHub.png).header("Location").contains(page))
        let shown = try await hub.page(page).text
        let image = try #require(
            shown.firstMatch(of: /<img class="photo" src="([^"]+)" alt="([^"]+)">/))
        #expect(image.2 == "Beans &amp; &quot;peas&quot;")
        #expect(try await hub.call(.get, String(image.1)).status == 200)
        #expect(shown.contains("A picture was added"))
        #expect(shown.contains("Take the picture away"))
        let seen = try await hub.page(page, as: .of(.volunteer)).text
        #expect(seen.contains(image.0) && !seen.contains("id=\"photo\""))
        let entry = try #require(
            shown.firstMatch(of: #/href="(/entries/\d+)">[^<]*</a><span class="grow">A picture/#)
        ).1
        #expect(try await hub.page(String(entry)).text.contains("A picture was added"))

        let refused = try await hub.upload("\(page)/picture", jpeg)
        #expect(refused.status == 422 && refused.text.contains("cannot read that picture"))
        let long = try await hub.upload("\(page)/picture", Array(repeating: 0, count: 1 << 21))
        #expect(long.status == 422 && long.text.contains("That picture is too large"))
        #expect(try await hub.upload("\(page)/picture", []).status == 422)
        #expect(try await hub.page(page).text.contains(image.0))

        #expect(try await hub.form("\(page)/picture", ["take": "yes"]).status == 303)
        let gone = try await hub.page(page).text
        #expect(!gone.contains("<img") && gone.contains("The picture was taken away"))
        #expect(!gone.contains("Take the picture away"))
    }
}

extension TestHub {
    /// A picture of a few dots.
    static let png: [UInt8] = {
        do { return try Bitmap(width: 40, height: 30).png() } catch {
            preconditionFailure("\(error)")
        }
    }()
}
