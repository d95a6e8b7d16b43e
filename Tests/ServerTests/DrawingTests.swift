import Dispatch
import Printing
import Rendering
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// What is drawn for those who look, beside those who scan.
struct DrawingTests {
    @Test func `where many wait for drawings, one more is told when to come back, and scans go on`()
        async throws
    {
        let hub = try TestHub()
        try await hub.item()
        let place = try await hub.place("B7")
        try await hub.pictures(["pictures": "50x30"])
        try await hub.whileDrawingIsBusy {
            let picture = try await hub.call(.get, "/api/v1/labels/\(place.label)?dpi=600")
            #expect(picture.problem == "drawing_busy" && picture.header("Retry-After") == "2")
            let sheet: JSON = ["sheet": "5160", "labels": [["code": .text(place.label)]]]
            #expect(
                try await hub.call(.post, "/api/v1/label-sheets", .json(sheet)).problem
                    == "drawing_busy")
            let page = try await hub.call(.get, "/labels?target=\(place.label)")
            #expect(page.status == 200 && page.text.contains("Many labels are being drawn"))
            let shown = try await hub.call(.get, "/labels/picture?target=\(place.label)")
            #expect(shown.status == 503 && shown.header("Retry-After") == "2")
            #expect(try await hub.scan("intake", "beans", 1).status == 201)
            // What is printed waits for no one's picture.
            let job = try await hub.queued(at: "pictures", ["code": .text(place.label)])
            #expect(try await hub.call(.get, job)["state"] == "queued")
        }
        #expect(try await hub.call(.get, "/api/v1/labels/\(place.label)?dpi=600").status == 200)
    }

    @Test func `a picture of more dots than anyone looks at is refused before it is drawn`()
        async throws
    {
        let hub = try TestHub().hub
        let label = PrintRequest(layout: "bin", code: nil, fields: ["name": "A3"], copies: 1)
        let poster = Media(
            name: "210x210", width: 210, feed: 210, gap: 0, tracking: .gap)
        let most = try #require(Resolution(dpi: 1_200))
        let fault = await #expect(throws: Problem.self) {
            try await hub.picture(of: label, on: poster, at: most)
        }
        #expect(fault?.code == .labelTooLarge)
        #expect(try await !hub.picture(of: label, on: poster, at: .dpi203).isEmpty)
    }
}

extension TestHub {
    /// Does something while as many drawings wait as may.
    func whileDrawingIsBusy<Outcome>(
        _ work: () async throws -> Outcome
    ) async throws -> Outcome {
        let (drawing, mayEnd) = (hub.drawing, DispatchSemaphore(value: 0))
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await drawing.run {
                    begin.yield()
                    mayEnd.wait()
                }
            }
            for await _ in begun { break }
            for _ in 0..<DrawingThread.waitingLimit { group.addTask { try await drawing.run {} } }
            while drawing.waiting < DrawingThread.waitingLimit { await Task.yield() }
            defer { mayEnd.signal() }
            return try await work()
        }
    }
}
