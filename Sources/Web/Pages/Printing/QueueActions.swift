import API
import Hub
import Hummingbird
import Printing
import Stock
import Storage

/// What the forms of the queue's page ask for.
enum QueueActions {
    @Sendable static func act(_ page: WebRequest) async throws -> Response {
        let form = try await PageForm(page.http)
        let hub = page.hub
        if let turn = form["turn"].flatMap({ QueueTurn(rawValue: $0) }) {
            try await hub.move(try job(form), to: turn)
            return page.see(QueuePage.path)
        }
        switch form["do"] {
        case "pause":
            try await hub.pause(printer: try form.required("printer"))
            return page.see(QueuePage.path, told: .paused)
        case "resume":
            try await hub.resume(printer: try form.required("printer"))
            return page.see(QueuePage.path, told: .resumed)
        case "cancel":
            try await cancel(form, hub)
            return page.see(QueuePage.path, told: .cancelled)
        case "move":
            let printer = try form.required("to")
            try await hub.move(try job(form), to: printer)
            return page.see(QueuePage.path, told: .moved, about: printer)
        case "came-out":
            try await cameOut(form, hub)
            return page.see(QueuePage.path, told: .cameOut)
        case "nothing":
            try await hub.confirm(try job(form), .none, labelsSent: try sent(form))
            return page.see(QueuePage.path, told: .noneCameOut)
        case "up-to":
            guard let last = try form.number("last") else {
                throw Problem.fieldMissing("last")
            }
            try await hub.confirm(
                try job(form), .upTo(Int(clamping: last)), labelsSent: try sent(form))
            return page.see(QueuePage.path, told: .goesOn)
        case "seen", "none-seen": return try await seen(form, page)
        case "again": return try await again(form, page)
        default: throw Problem.fieldMissing("do")
        }
    }

    /// A person looked for many labels of a batch at once.
    private static func seen(_ form: PageForm, _ page: WebRequest) async throws -> Response {
        let batch: PrintBatchID = try InputParsing.id(try form.required("batch"))
        let seen: Set<PrintJobID> = try InputParsing.ids(form.fields("seen-").keys)
        let missing: Set<PrintJobID> = try InputParsing.ids(form.fields("missing-").keys)
        let isNone = form["do"] == "none-seen"
        try await page.hub.confirm(
            batch, BatchSighting(seen: seen, missing: isNone ? .all : .jobs(missing)))
        let isComplete = !isNone && missing.isEmpty
        return page.see(
            QueuePage.path, isComplete ? [:] : ["batch": batch.description],
            told: isComplete ? .cameOut : .noneCameOut)
    }

    /// A job once more, or all that failed of a batch.
    private static func again(_ form: PageForm, _ page: WebRequest) async throws -> Response {
        let id = try form.required("id")
        guard let batch = try batch(form) else {
            let new: PrintJobID = try InputParsing.id(id)
            try await page.hub.reprint(try job(form), as: new)
            return page.see(QueuePage.path, told: .again, about: id)
        }
        let new = try await page.hub.reprint(batch, as: try InputParsing.id(id)).status.batch
        return page.see(QueuePage.path, told: .labelsQueued, about: "\(new.labels)")
    }

    private static func cancel(_ form: PageForm, _ hub: Hub) async throws {
        guard let batch: PrintBatchID = try batch(form) else {
            try await hub.cancel(try job(form))
            return
        }
        try await hub.cancel(batch)
    }

    private static func cameOut(_ form: PageForm, _ hub: Hub) async throws {
        guard let batch: PrintBatchID = try batch(form) else {
            try await hub.confirm(try job(form), .all, labelsSent: try sent(form))
            return
        }
        try await hub.confirm(batch)
    }

    private static func job(_ form: PageForm) throws -> PrintJobID {
        try InputParsing.id(try form.required("job"))
    }

    private static func batch(_ form: PageForm) throws -> PrintBatchID? {
        try form["batch"].map { try InputParsing.id($0) }
    }

    private static func sent(_ form: PageForm) throws -> Int? {
        try form.number("sent").map { Int(clamping: $0) }
    }
}
