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
@testable import Web

struct PrintTests {
    private let pictures: JSON = [
        "name": "Table 1 / 50 %", "device": "picture:", "language": "png",
    ]

    @Test func `a printer's name may hold anything a person writes`() async throws {
        let hub = try TestHub()
        for name in ["Table 1 / 50 %", "مطبعة", "%41"] {
            let made = try await hub.call(
                .post, "/api/v1/printers", .json(pictures.with(["name": .text(name)])))
            #expect(made.status == 201)
            let part = try #require(
                name.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
            #expect(try await hub.call(.get, "/api/v1/printers/\(part)")["name"].text == name)
            #expect(try await hub.call(.delete, "/api/v1/printers/\(part)").status == 204)
        }
        #expect(try await hub.call(.get, "/api/v1/printers").json == [])
    }

    @Test func `a job is kept once, cancelled, and its label can be looked at before`() async throws
    {
        let hub = try TestHub()
        _ = try await hub.call(.post, "/api/v1/printers", .json(pictures))
        let bin = try await hub.place("A1")
        let job: JSON = [
            "id": TestHub.id(), "printer": pictures["name"], "code": .text(bin.label), "copies": 2,
        ]
        let made = try await hub.call(.post, "/api/v1/print-jobs", .json(job))
        #expect(made.status == 201)
        #expect(made["state"] == "queued")
        #expect(made["layout"] == "bin")
        #expect(try await hub.call(.post, "/api/v1/print-jobs", .json(job)).status == 200)
        let other = try await hub.call(.post, "/api/v1/print-jobs", .json(job.with(["copies": 3])))
        #expect(other.problem == "id_exists_with_different_content")
        #expect(try await hub.call(.get, "/api/v1/print-jobs").json.rows.count == 1)
        let path = "/api/v1/print-jobs/\(job["id"].text)"
        #expect(try await hub.call(.get, "\(path)/picture").problem == "job_not_found")
        #expect(try await hub.call(.post, "\(path)/cancellation")["state"] == "cancelled")
        #expect(try await hub.call(.get, path)["state"] == "cancelled")
    }

    @Test func `an order sent again is the same job, whatever its label would say by now`()
        async throws
    {
        let hub = try TestHub()
        _ = try await hub.call(.post, "/api/v1/printers", .json(pictures))
        try await hub.item()
        let box = try await hub.place("Box 7", "box")
        let order = LabelOrder(layout: "contents", code: box.label)
        let empty = try await hub.hub.label(order)
        let job: JSON = [
            "id": TestHub.id(), "printer": pictures["name"], "code": .text(box.label),
            "layout": "contents",
        ]
        let made = try await hub.call(.post, "/api/v1/print-jobs", .json(job))
        #expect(made.status == 201)
        try await hub.scan("intake", "beans", 3, ["place": .text(box.id)])
        #expect(try await hub.hub.label(order) != empty)
        let again = try await hub.call(.post, "/api/v1/print-jobs", .json(job))
        #expect(again.status == 200 && again["number"] == made["number"])
        for change in [["copies": 2], ["layout": "box"], ["fields": ["name": "Box 8"]]]
            as [[String: JSON]]
        {
            let other = try await hub.call(.post, "/api/v1/print-jobs", .json(job.with(change)))
            #expect(other.problem == "id_exists_with_different_content")
        }
        let id: PrintJobID = try InputParsing.id(job["id"].text)
        #expect(try await hub.store.read { try $0.job(id) }?.request == empty)
    }

    @Test func `a person settles a job whose labels nobody knows of`() async throws {
        let hub = try TestHub()
        _ = try await hub.call(.post, "/api/v1/printers", .json(pictures))
        for (cameOut, state) in [(true, "printed"), (false, "failed")] {
            let id: PrintJobID = fresh()
            _ = try await hub.call(
                .post, "/api/v1/print-jobs",
                ["id": .text(id.description), "printer": pictures["name"]])
            _ = try await hub.store.write { ledger in
                _ = try ledger.beginJob(id, at: "Table 1 / 50 %", labels: 1)
                return try ledger.advanceJob(
                    id, by: .end(.unknown, reason: .printer(.silent), bytesSent: 7))
            }
            let path = "/api/v1/print-jobs/\(id)/confirmation"
            #expect(
                try await hub.call(.post, path, ["cameOut": .bool(cameOut)])["state"].text == state)
        }
    }

    @Test func `a lot gets one label code, and a scan of it means that lot`() async throws {
        let hub = try TestHub()
        let item = try await hub.item()
        let label: JSON = ["kind": "bestBy", "date": "2027-03"]
        let lot = try await hub.scan("intake", "beans", 5, ["dateLabel": label])["lots"][0]["lot"]
        try await hub.scan("intake", "beans", 5)
        let issued = try await hub.call(.post, "/api/v1/labels", ["lot": lot])
        #expect(issued.status == 201)
        let again = try await hub.call(.post, "/api/v1/labels", ["lot": lot])
        #expect(again.status == 200 && again["code"] == issued["code"])
        let out = try await hub.scan("distribute", issued["code"].text, 2)
        #expect(out["lots"][0]["lot"] == lot)
        #expect(out["item"]["id"].text == item)
        let code = issued["code"].text
        let typed = "\(code.prefix(4))%20\(code.dropFirst(4))"
        for form in ["png", "pdf"] {
            let picture = try await hub.call(.get, "/api/v1/labels/\(typed)?as=\(form)")
            #expect(picture.status == 200)
            #expect(picture.bytes.dropFirst().starts(with: form.uppercased().utf8))
        }
    }
}
