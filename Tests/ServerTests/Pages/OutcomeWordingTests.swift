import Foundation
import Stock
import Testing

@testable import API
@testable import Localization
@testable import Server
@testable import Web

/// The table by which pages and their scripts word an outcome.
struct OutcomeWordingTests {
    private let table = OutcomeWording.shipped

    @Test func `a scanning page is told which problems are final, by the hub's own table`()
        async throws
    {
        let page = try await TestHub().page("/take-in").text
        let told = try #require(page.firstMatch(of: /~problems~:\{(.*?)\}/)?.1)
        let codes = told.matches(of: /~(\w+)~:/).map { String($0.1) }
        #expect(
            Set(codes) == Set(ScanModel.problems.map(\.rawValue)).union(["unexpected"]))
        #expect(ScanModel.problems.filter { !$0.isFinal }.isEmpty)
    }

    @Test func `what may be right the next time is not final`() {
        let passing: [ProblemCode] = [
            .requestMalformed, .routeNotFound, .methodNotAllowed, .assetNotFound, .notSignedIn,
            .roleNotAllowed,
            .originForeign, .hostForeign, .pairingCodeWrong, .tooManyRequests, .queueFull,
            .deviceNotAllowed, .directoryUnusable, .faultInside, .databaseReplaced, .diskFailed,
            .diskFull,
            .pictureNotSaved, .stopping,
            .tooManyWaiting, .queryUnreadable, .drawingBusy,
        ]
        #expect(Set(ProblemCode.allCases.filter { !$0.isFinal }) == Set(passing))
    }

    @Test func `every mode that records has its words`() {
        #expect(
            Set(table.modes.keys) == Set(ScanMode.allCases.map(\.rawValue)).subtracting(["lookup"]))
        #expect(
            table.modes.filter { $0.value.sign < 0 }.keys.sorted() == ["discard", "distribute"])
    }

    @Test func `every warning has a tone, and the gravest shows`() {
        #expect(Set(table.warnings.keys) == Set(Warning.allCases.map(\.rawValue)))
        #expect(Set(table.warnings.values).isSubset(of: table.tones))
        #expect(table.tone(of: []) == "well")
        #expect(table.tone(of: [.dateUnknown, .sameScanSecondsAgo]) == "well")
        #expect(table.tone(of: [.dateUnknown, .shortfall]) == "look")
        #expect(table.tone(of: Warning.allCases) == "stop")
        // What is told once does not raise its voice at each scan.
        for warning in table.toldOnce { #expect(table.warnings[warning] == "well", "\(warning)") }
    }

    @Test(arguments: MessagesTests.tags) func `every key of the table has a text`(
        tag: String
    ) throws {
        let catalogue = try #require(Messages.all[tag])
        let json = try String(contentsOf: OutcomeWording.file, encoding: .utf8)
        let keys = json.matches(of: /"(scan\.\w+)"/)
        #expect(keys.count > 15)
        for key in keys { #expect(catalogue.has(String(key.1)), "\(tag): \(key.1)") }
    }
}
