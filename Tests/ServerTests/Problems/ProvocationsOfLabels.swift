import Foundation
import Printing
import Stock
import Storage
import TestSupport

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

extension Provocations {
    static let ofLabels: [ProblemCode: Provocation] = [
        .drawingBusy: { hub in
            let label = try await hub.place("B7").label
            return try await hub.whileDrawingIsBusy {
                try await hub.problem(.get, "/api/v1/labels/\(label)")
            }
        },
        .labelCodeUnknown: { try await $0.problem(.get, "/api/v1/labels/7K2M9XRD") },
        .donationNotFound: {
            try await $0.problem(.post, "/api/v1/labels", ["donation": TestHub.id()])
        },
        .codeNamesADonation: {
            let donation = TestHub.id()
            try await $0.item()
            try await $0.scan("intake", "beans", 1, ["donation": donation])
            let label = try await $0.call(.post, "/api/v1/labels", ["donation": donation])
            return try await $0.scan("intake", label["code"].text).problem
        },
        .rollLengthOutOfRange: {
            let roll: JSON = ["id": TestHub.id(), "count": 5_001]
            return try await $0.problem(.post, "/api/v1/label-codes", .json(roll))
        },
        .labelCodeBound: { hub in
            try await hub.onLabel("binding") { label in
                let place: JSON = ["id": TestHub.id(), "place": ["name": "B", "kind": "box"]]
                return try await hub.problem(.post, label, .json(place))
            }
        },
        .labelCodeUnbound: { hub in
            try await hub.onLabel("replacement") { label in
                try await hub.problem(.post, label, ["id": TestHub.id()])
            }
        },
        .labelCodeReplaced: { hub in
            let path = "/api/v1/label-codes/\(try await hub.place().label)/replacement"
            _ = try await hub.problem(.post, path, ["id": TestHub.id()])
            return try await hub.problem(.post, path, ["id": TestHub.id()])
        },
        .formUnknown: { try await $0.label("as=gif") },
        .dpiOutOfRange: { try await $0.label("dpi=10") },
        .mediaUnknown: { try await $0.label("media=1x1") },
        .layoutUnknown: { try await $0.label("layout=poster") },
        .codeDoesNotFit: {
            try await $0.label("media=17x54", code: String(repeating: "y", count: 240))
        },
        .textDoesNotFit: {
            try await $0.refusedJob(
                "bin", ["name": .text(String(repeating: "September", count: 20))])
        },
        .iconUnknown: { try await $0.refusedJob("shelf", ["name": "A3", "icons": "milk, mlik"]) },
        .labelEmpty: { try await $0.refusedJob("bin", [:]) },
        .labelCodeLengthOutOfRange: {
            try await $0.label("", code: String(repeating: "ÿ", count: 250))
        },
        .mediaTooSmall: { try await $0.label("layout=transit&media=40x30") },
        .sheetUnknown: { try await $0.sheet("9999", from: 1, count: 1) },
        .sheetPlaceOutOfRange: { try await $0.sheet("5160", from: 31, count: 1) },
        .labelCountOutOfRange: { try await $0.sheet("5160", from: 1, count: 0) },
        .languageNotTold: {
            try await $0.newPrinter(["device": "tcp:192.0.2.1", "language": "auto"])
        },
        .mediaUnsuitable: { try await $0.newPrinter(["media": "80"]) },
        .mediaNotTold: { try await $0.newPrinter(["media": "auto"]) },
        .optionNotSettable: {
            _ = try await $0.newPrinter([:])
            return try await $0.problem(.patch, "/api/v1/printers/P", ["options": ["speed": 3]])
        },
        .optionOutOfRange: {
            _ = try await $0.newPrinter([:])
            return try await $0.problem(
                .patch, "/api/v1/printers/P", ["options": ["darkness": 16]])
        },
        .readingOutOfRange: {
            _ = try await $0.newPrinter([:])
            return try await $0.problem(
                .post, "/api/v1/printers/P/calibrations", ["left": 12])
        },
        .deviceNotAllowed: { try await $0.newPrinter(["device": "tcp:192.0.2.7:22"]) },
        .printerUnusable: { try await $0.newPrinter(["device": "usb:"]) },
        .printerNotFound: { try await $0.problem(.get, "/api/v1/printers/nobody") },
        .printerExists: {
            _ = try await $0.newPrinter([:])
            return try await $0.newPrinter(["media": "40x30"])
        },
        .labelWiderThanHead: {
            _ = try await $0.newPrinter([:])
            return try await $0.newJob(["layout": "test"])
        },
        .labelBeyondReach: {
            _ = try await $0.newPrinter(["media": "17x54", "dpi": 100])
            return try await $0.newJob(["layout": "test"])
        },
        .copiesOutOfRange: {
            _ = try await $0.newPrinter([:])
            return try await $0.newJob(["copies": 10_000])
        },
        .jobNotFound: { try await $0.problem(.get, "/api/v1/print-jobs/\(TestHub.id().text)") },
        .jobIsNotUnknown: {
            _ = try await $0.newPrinter(TestHub.pictures)
            let job = TestHub.id()
            _ = try await $0.newJob(["id": job])
            let path = "/api/v1/print-jobs/\(job.text)/confirmation"
            return try await $0.problem(.post, path, ["cameOut": true])
        },
        .batchNotFound: {
            try await $0.problem(.get, "/api/v1/print-batches/\(TestHub.id().text)")
        },
        .batchSizeOutOfRange: {
            _ = try await $0.newPrinter(TestHub.pictures)
            return try await $0.problem(
                .post, "/api/v1/print-batches",
                ["id": TestHub.id(), "printer": "P", "labels": [["copies": 5_001]]])
        },
        .jobHasNotEnded: {
            try await $0.waitingJob { ("/api/v1/print-jobs/\($0)/reprint", ["id": TestHub.id()]) }
        },
        .jobIsNotQueued: { hub in
            try await hub.waitingJob { id in
                _ = try await hub.call(.post, "/api/v1/print-jobs/\(id)/cancellation")
                return ("/api/v1/print-jobs/\(id)/turn", ["to": "first"])
            }
        },
        .jobWentOn: { hub in
            try await hub.waitingJob { id in
                let job: PrintJobID = try InputParsing.id(id)
                _ = try await hub.store.write { ledger in
                    _ = try ledger.beginJob(job, at: "P", labels: 1)
                    return try ledger.advanceJob(job, by: .end(.unknown, reason: nil, bytesSent: 7))
                }
                return ("/api/v1/print-jobs/\(id)/confirmation", ["labelsOut": 9])
            }
        },
        .queueFull: {
            _ = try await $0.newPrinter(TestHub.pictures)
            let label = PrintRequest(layout: "test", code: nil, fields: [:], copies: 1)
            try await $0.store.write { ledger in
                for _ in 0..<10_000 {
                    _ = try ledger.addJob(fresh(), printer: "P", request: label)
                }
            }
            return try await $0.newJob([:])
        },
    ]
}

extension TestHub {
    fileprivate static let pictures: [String: JSON] = ["device": "picture:", "language": "png"]

    /// What is wrong with what is asked of a job that waits.
    fileprivate func waitingJob(
        _ ask: (String) async throws -> (path: String, body: JSON)
    ) async throws -> String {
        _ = try await newPrinter(Self.pictures)
        let job = Self.id()
        _ = try await newJob(["id": job])
        let (path, body) = try await ask(job.text)
        return try await problem(.post, path, .json(body))
    }

    /// What is wrong with a job for a label that says just that.
    fileprivate func refusedJob(
        _ layout: String, _ fields: [String: JSON]
    ) async throws -> String {
        _ = try await newPrinter([:])
        return try await newJob(["layout": .text(layout), "fields": .object(fields)])
    }

    /// What is wrong with the picture of an item's label.
    fileprivate func label(_ query: String, code: String = "beans") async throws -> String {
        try await item(code: code)
        let path = code.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        return try await problem(.get, "/api/v1/labels/\(path)?\(query)")
    }

    /// Asks the same of a blank label twice, and answers what is wrong the second time.
    fileprivate func onLabel(
        _ resource: String, _ ask: (String) async throws -> String
    ) async throws -> String {
        let codes = try await roll(1).codes
        let path = "/api/v1/label-codes/\(codes[0])/\(resource)"
        _ = try await ask(path)
        return try await ask(path)
    }

    /// What is wrong with a sheet of that many labels.
    fileprivate func sheet(_ name: String, from place: Int, count: Int) async throws -> String {
        let label: JSON = ["layout": "bin", "fields": ["name": "A3"]]
        let labels = JSON.list(Array(repeating: label, count: count))
        return try await problem(
            .post, "/api/v1/label-sheets",
            .json(["sheet": .text(name), "from": .whole(Int64(place)), "labels": labels]))
    }

    /// What is wrong with a printer of those settings.
    fileprivate func newPrinter(_ settings: [String: JSON]) async throws -> String {
        let printer: JSON = ["name": "P", "device": "tcp:narrow", "language": "plain"]
        return try await problem(.post, "/api/v1/printers", .json(printer.with(settings)))
    }

    fileprivate func newJob(_ facts: [String: JSON]) async throws -> String {
        let job: JSON = ["id": Self.id(), "printer": "P"]
        return try await problem(.post, "/api/v1/print-jobs", .json(job.with(facts)))
    }
}
