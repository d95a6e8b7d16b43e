import Foundation
import HTTPTypes
import Printing
import Rendering
import Spool
import Storage
import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// Brings a hub to say that something is wrong, and gives the code it says.
typealias Provocation = @Sendable (TestHub) async throws -> String

struct ProblemTests {
    /// Codes that a request can bring about.
    static let provocations: [ProblemCode: Provocation] = [
        Provocations.ofRequests, Provocations.ofItems, Provocations.ofScans, Provocations.ofPlaces,
        Provocations.ofFiles, Provocations.ofLabels, Provocations.ofDevices,
    ].reduce(into: [:]) { all, some in all.merge(some) { first, _ in first } }

    /// Faults of the machine, or of papers nobody ships: Tests/Faults and the tests of Storage, Spool and Rendering bring
    /// them about, here are their words.
    static let faults: [ProblemCode: any Error] = [
        .diskFull: StorageFault.diskFull,
        .diskFailed: StorageFault.diskFailed,
        .databaseReplaced: StorageFault.databaseReplaced,
        .tooManyWaiting: StorageFault.tooManyWaiting,
        .directoryUnusable: StorageFault.hubIsRunning(path: ""),
        .directoryNotEmpty: StorageFault.directoryNotEmpty(path: ""),
        .labelCodeTaken: StorageFault.labelCodeTaken("7K2M9XRD"),
        .labelTooLarge: LabelFault.labelTooLarge(media: "1000x1000", dots: 7_992, limit: 1),
        .drawingFailed: LabelFault.drawingFailed(status: 1),
        .pictureNotSaved: SpoolFault.pictureNotSaved(path: ""),
    ]

    @Test(arguments: ProblemCode.allCases)
    func `every problem can be brought about`(code: ProblemCode) async throws {
        if let fault = Self.faults[code] {
            let problem = Problem(fault)
            #expect(problem.code == code)
            #expect(problem.status >= 400)
        } else {
            let provoke = try #require(Self.provocations[code], "nothing provokes \(code)")
            #expect(try await provoke(try TestHub()) == code.rawValue)
        }
    }

    @Test(arguments: ProblemCode.allCases)
    func `every problem is explained, with its status`(code: ProblemCode) throws {
        let row = try #require(
            try Reference.page("errors.md").split(separator: "\n").first {
                $0.hasPrefix("| `\(code.rawValue)` |")
            }, "docs/reference/errors.md does not explain \(code.rawValue)")
        #expect(row.split(separator: "|").count == 4, "\(row)")
        if let fault = Self.faults[code] {
            #expect(row.contains(" \(Problem(fault).status) "), "\(row)")
        }
    }

    @Test func `no problem is explained that there is not`() throws {
        let explained = try Reference.page("errors.md").matches(of: #/\n\| `(\w+)` \| [0-9]/#)
            .map { String($0.1) }
        #expect(Set(explained) == Set(ProblemCode.allCases.map(\.rawValue)))
    }

    @Test func `a fault nobody foresaw tells nothing of the hub's inside`() {
        struct Secret: Error { let path = "/home/pantry" }
        let problem = Problem(Secret())
        #expect(problem.code == .faultInside)
        #expect(!problem.detail.contains("pantry"))
    }
}
