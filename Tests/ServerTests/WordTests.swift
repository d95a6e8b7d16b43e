import Foundation
import Printing
import Stock
import Storage
import Testing

@testable import API
@testable import Hub

/// Closed sets of words: the API's own, the description's, and those of the type that they come from.
struct WordTests {
    private struct Row {
        /// Where the description lists the words: the schema, then members; `[]` is a list's row or a form.
        let path: String
        let words: [String]
        /// Those of the type behind it; nil where there is none with a raw value.
        let origin: [String]?

        init<Known>(_ path: String, _: Known.Type, origin: [String]? = nil)
        where Known: RawRepresentable & CaseIterable, Known.RawValue == String {
            (self.path, words, self.origin) = (path, Known.allCases.map(\.rawValue), origin)
        }

        init(_ path: String, _ words: [String]) {
            (self.path, self.words, origin) = (path, words, nil)
        }
    }

    private static func words<Known>(_: Known.Type) -> [String]
    where Known: RawRepresentable & CaseIterable, Known.RawValue == String {
        Known.allCases.map(\.rawValue)
    }

    private static let kindsToMake = Place.Kind.allCases.filter(\.canBeMade).map(\.rawValue)
    private static let turns = PrinterOptions.Rotation.allCases.map { String($0.rawValue) }

    private static var rows: [Row] {
        typealias Cut = PrinterResponse.Options.Cut
        typealias Roll = PrinterResponse.Options.Roll
        let cuts = words(PrinterOptions.Cut.self)
        return [
            Row("Basis", LanguageBasis.self, origin: words(Recognition.Basis.self)),
            Row("BindingRequest.place[].kind", kindsToMake),
            Row("CompletionRequest.uncounted", [Uncounted.leave, .zero].map(\.rawValue)),
            Row(
                "CountResponse.state", CountResponse.State.self,
                origin: words(CountSheet.State.self)),
            Row("DateLabelText.kind", DateLabel.Kind.self),
            Row("DayResponse.state", DayResponse.State.self),
            Row("DeviceResponse.use", DeviceResponse.Use.self, origin: words(CredentialUse.self)),
            Row("DismissalResponse.outcome", DismissalResponse.Outcome.self),
            Row("HealthResponse.check.state", HealthResponse.Check.State.self),
            Row("HealthResponse.clock", HealthResponse.Clock.self),
            Row("HealthResponse.journal", HealthResponse.Journal.self),
            Row("HealthResponse.status", HealthResponse.Status.self),
            Row("HistoryResponse.otherKind", Place.Kind.self),
            Row("LabelCodeResponse.state", LabelCodeResponse.State.self),
            Row("LineOutcome.outcome", LineOutcome.Outcome.self),
            Row("Measure", Measure.self),
            Row("Mode", ScanMode.self),
            Row("PlaceRequest.kind", kindsToMake),
            Row("PlaceResponse.kind", Place.Kind.self),
            Row("PrintBatchResponse.notes[].kind", PrintJobResponse.LabelNote.Kind.self),
            Row("PrintJobResponse.notes[].kind", PrintJobResponse.LabelNote.Kind.self),
            Row(
                "PrintJobResponse.state", PrintJobResponse.State.self,
                origin: words(JobState.self)),
            Row("PrinterOptionsRequest.cut", Cut.self, origin: cuts),
            Row("PrinterOptionsRequest.roll", Roll.self, origin: words(PrinterOptions.Roll.self)),
            Row("PrinterOptionsRequest.rotation", turns),
            Row("PrinterResponse.options.cut", Cut.self, origin: cuts),
            Row("PrinterResponse.options.roll", Roll.self, origin: words(PrinterOptions.Roll.self)),
            Row("PrinterResponse.options.rotation", turns),
            Row("Problem.code", ProblemCode.self),
            Row("Role", RoleName.self, origin: words(Role.self)),
            Row("ScanResponse.outcome", ScanResponse.Outcome.self),
            Row("ScanResponse.target", ScanResponse.Target.self),
            Row("TurnRequest.to", TurnRequest.Destination.self, origin: words(QueueTurn.self)),
            Row("UseFirstResponse.soon", UseFirst.self),
            Row("Warning", Warning.self),
        ]
    }

    @Test func `each closed set has the words of the description and of the type behind it`() {
        let described = Self.described()
        #expect(described.keys.sorted() == Self.rows.map(\.path).sorted())
        for row in Self.rows {
            #expect(described[row.path] == Set(row.words), "\(row.path)")
            if let origin = row.origin { #expect(Set(origin) == Set(row.words), "\(row.path)") }
        }
    }

    @Test func `a word that is not known is read, told and written as it came`() throws {
        let text =
            #"{"id":"x","place":"y","state":"frozen","boxes":[],"notCovered":[],"lines":[]}"#
        let count = try JSONDecoder().decode(CountResponse.self, from: Data(text.utf8))
        #expect(count.state.known == nil)
        #expect("\(count.state)" == "frozen")
        let again = try JSONDecoder().decode(
            CountResponse.self, from: JSONEncoder().encode(count))
        #expect(again.state == count.state)
        #expect(Word<CountResponse.State>(.open).known == .open)
    }

    @Test func `a client reads a problem whose code it does not know`() throws {
        let text = #"{"title":"Conflict","status":409,"code":"moon_full","detail":"Not tonight."}"#
        let problem = try JSONDecoder().decode(ProblemText.self, from: Data(text.utf8))
        #expect("\(problem)" == "Not tonight. (moon_full)")
    }

    /// The words of each `enum` of the schemas, without null, by its path.
    private static func described() -> [String: Set<String>] {
        var found: [String: Set<String>] = [:]
        func walk(_ schema: JSON, _ path: String) {
            if case .list(let words) = schema["enum"] {
                found[path] = Set(
                    words.filter { !$0.isNull }.map { $0.text.isEmpty ? "\($0)" : $0.text })
            }
            for (name, member) in schema["properties"].members { walk(member, "\(path).\(name)") }
            for form in schema["oneOf"].rows { walk(form, "\(path)[]") }
            if !schema["items"].isNull { walk(schema["items"], "\(path)[]") }
        }
        for (name, schema) in Description.hub.document["components"]["schemas"].members {
            walk(schema, name)
        }
        return found
    }
}
