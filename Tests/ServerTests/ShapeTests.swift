import Foundation
import TestSupport
import Testing

@testable import API
@testable import Journal

/// The shapes of requests and answers, held field by field against the OpenAPI document.
struct ShapeTests {
    private static var shapes: [any Codable.Type] {
        [
            BindingRequest.self, CalibrationRequest.self, ClosingRequest.self, CodeRequest.self,
            CodeResponse.self,
            ReopeningRequest.self, TimeZoneRequest.self,
            CompletionRequest.self,
            CountObservationRequest.self, CountObservationResponse.self, CountRequest.self,
            CountDifference.self, UnexplainedScan.self, CountedAgain.self,
            CountResponse.self, DateLabelText.self, DayResponse.self, DayResponse.Figures.self,
            DeviceRequest.self, DeviceResponse.self, DismissalResponse.self, EarlierScan.self,
            EntryResponse.self,
            FoundPrinter.self, HealthResponse.self, HistoryResponse.self, HouseholdsRequest.self,
            HouseholdsResponse.self,
            ItemImportResponse.self,
            ItemChangeRequest.self,
            ItemJoinRequest.self, ItemRequest.self,
            ItemRequest.Code.self, ItemResponse.self, JoinRequest.self,
            LabelCatalogueResponse.self, LabelCodeResponse.self,
            LabelRequest.self, LabelResponse.self, LabelRollRequest.self, LabelRollResponse.self,
            LineOutcome.self, LineProblem.self, LotChangeRequest.self, LotResponse.self,
            LowResponse.self,
            PlaceChangeRequest.self, MoveRequest.self, MovementResponse.self,
            OpenScanResponse.self,
            PlaceRequest.self, PlaceResponse.self, PrintBatchConfirmationRequest.self,
            PrintBatchReprintRequest.self, PrintBatchRequest.self, PrintBatchResponse.self,
            PrintJobConfirmationRequest.self, PrintJobReprintRequest.self, PrintJobRequest.self,
            PrintJobResponse.self, PrinterChangeRequest.self, PrinterOptionsRequest.self,
            PrinterListResponse.self, PrinterRequest.self, PrinterResponse.self, Problem.self,
            ReconciliationResponse.self,
            ReplacementRequest.self, RetirementRequest.self, ResolutionRequest.self,
            ReversalRequest.self, ScanRequest.self,
            ScanResponse.self, SecretResponse.self, SheetLabelRequest.self, SheetRequest.self,
            SheetResponse.self, ShortfallResponse.self, SourceResponse.self, StockResponse.self,
            TrialRequest.self, TrialResponse.self, TurnRequest.self, UseFirstResponse.self,
            VerificationResponse.self,
            WebhookRequest.self, NewWebhookResponse.self, WebhookResponse.self,
        ]
    }

    /// Members that a route wants although the shape can do without: the lines of a scan file leave them out.
    private static let wanted = ["ScanRequest": ["id", "mode"]]

    private static let schemas = Description.hub.document["components"]["schemas"]

    @Test func `every shape has the members that the description gives it, of the same kinds`()
        throws
    {
        for shape in Self.shapes {
            let name = "\(shape)"
            let schema = Self.schemas[name]
            #expect(!schema.isNull, "\(name) is not described")
            let whole = try Self.example(shape, isWhole: true)
            let bare = try Self.example(shape, isWhole: false)
                .with(
                    Dictionary(
                        uniqueKeysWithValues: (Self.wanted[name] ?? []).map { ($0, JSON.text("x")) }
                    ))
            let faults = Self.faults(of: whole, bare, by: schema, at: name)
            #expect(faults.isEmpty, "\(faults.joined(separator: "; "))")
        }
    }

    @Test func `every shape is read from what it writes`() throws {
        for shape in Self.shapes {
            for isWhole in [true, false] {
                let text = try Self.text(shape, isWhole: isWhole)
                let again = try Self.readAndWritten(shape, text)
                #expect(
                    String(decoding: text, as: UTF8.self) == String(decoding: again, as: UTF8.self))
            }
        }
    }

    @Test func `a request takes null for a member where the description says so, and nowhere else`()
        throws
    {
        for shape in Self.shapes where "\(shape)".hasSuffix("Request") {
            let whole = try Self.example(shape, isWhole: true)
            let wanted = Self.wanted["\(shape)"] ?? []
            for (name, schema) in Self.schemas["\(shape)"]["properties"].members
            where !wanted.contains(name) {
                let text = try JSONEncoder().encode(whole.with([name: .null]))
                let isTaken = (try? Self.readAndWritten(shape, text)) != nil
                #expect(isTaken == Self.takesNull(schema), "\(shape).\(name)")
            }
        }
    }

    private static func takesNull(_ schema: JSON) -> Bool {
        schema["type"].rows.contains("null") || schema["enum"].rows.contains(.null)
            || schema["oneOf"].rows.contains { $0["type"] == "null" }
    }

    @Test func `no shape is left out, and none is described that there is not`() throws {
        let folder = repository.appending(path: "Sources/API")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).flatMap {
            file in
            try String(contentsOf: folder.appending(path: file), encoding: .utf8)
                .matches(of: #/\npackage struct (\w+(?:Request|Response))\b/#).map { String($0.1) }
        }
        let held = Set(Self.shapes.map { "\($0)" })
        #expect(Set(names).subtracting(held).isEmpty)
        let described = Self.schemas.members.filter { !$0.value["properties"].isNull }.keys
        #expect(Set(described).subtracting(held).isEmpty)
    }

    @Test func `the check finds what a shape and a description do not share`() {
        let schema: JSON = [
            "type": "object", "required": ["id"],
            "properties": ["id": ["type": "string"], "count": ["type": "integer"]],
        ]
        func faults(_ whole: JSON, _ bare: JSON) -> Int {
            Self.faults(of: whole, bare, by: schema, at: "").count
        }
        #expect(faults(["id": "x", "count": 1], ["id": "x"]) == 0)
        #expect(faults(["id": "x"], ["id": "x"]) == 1)
        #expect(faults(["id": "x", "count": 1, "more": 1], ["id": "x"]) == 1)
        #expect(faults(["id": "x", "count": 1], ["id": "x", "count": 1]) == 1)
        #expect(faults(["id": "x", "count": "x"], ["id": "x"]) == 1)
        let words: JSON = ["type": "string", "enum": ["open", "closed"]]
        #expect(Self.faults(of: "open", nil, by: words, at: "").isEmpty)
        #expect(Self.faults(of: "x", nil, by: words, at: "").count == 1)
    }

    @Test func `a scan's answer writes itself as it is walked, with each member and without it`()
        throws
    {
        let whole = try ExampleDecoder(isWhole: true).make(ScanResponse.self)
        #expect(membersLeftOut(of: whole) == [])
        let text = String(decoding: try OrderedJSONEncoder.walk(whole), as: UTF8.self)
        var read = 0
        for text in [text] + leavingOutEachMember(of: text) {
            let answer = try? JSONDecoder().decode(ScanResponse.self, from: Data(text.utf8))
            guard let answer else { continue }
            read += 1
            #expect(try OrderedJSONEncoder.encode(answer) == OrderedJSONEncoder.walk(answer))
        }
        #expect(read > 20)
    }

    private static func text<Shape: Codable>(_: Shape.Type, isWhole: Bool) throws -> Data {
        try OrderedJSONEncoder.encode(ExampleDecoder(isWhole: isWhole).make(Shape.self))
    }

    private static func readAndWritten<Shape: Codable>(
        _: Shape.Type, _ text: Data
    ) throws -> Data {
        try OrderedJSONEncoder.encode(JSONDecoder().decode(Shape.self, from: text))
    }

    private static func example(_ shape: any Codable.Type, isWhole: Bool) throws -> JSON {
        try JSON(Array(try text(shape, isWhole: isWhole)))
    }

    /// What a whole and a bare value (nil where a bare one has no such member) have that a schema does not say, and the other way round.
    private static func faults(
        of whole: JSON, _ bare: JSON?, by schema: JSON, at path: String
    ) -> [String] {
        if case .text(let reference) = schema["$ref"] {
            let name = reference.split(separator: "/").last.map { String($0) } ?? ""
            return faults(of: whole, bare, by: schemas[name], at: path)
        }
        let forms = schema["oneOf"].rows
        if !forms.isEmpty {
            let found = forms.map { faults(of: whole, bare, by: $0, at: path) }
            return found.contains { $0.isEmpty }
                ? []
                : [
                    "\(path) has none of the forms: \(found.map { $0.joined(separator: ", ") }.joined(separator: " or "))"
                ]
        }
        guard isOfKind(whole, schema) else {
            return ["\(path) is \(whole), not \(schema["type"]) \(schema["enum"])"]
        }
        if case .list(let rows) = whole, let row = rows.first, !schema["items"].isNull {
            return faults(of: row, bare?[0], by: schema["items"], at: "\(path)[]")
        }
        guard case .object(let members) = whole, !schema["properties"].isNull else { return [] }
        let described = schema["properties"].members
        var found = Set(members.keys).symmetricDifference(described.keys).sorted()
            .map { "\(path).\($0) is not in both" }
        if let bare {
            found += Set(bare.members.keys)
                .symmetricDifference(schema["required"].rows.map(\.text)).sorted()
                .map { "\(path).\($0) is not required in both" }
        }
        for (name, member) in members {
            guard let schema = described[name] else { continue }
            let bareMember = (bare?.members ?? [:]).filter { !$0.value.isNull }[name]
            found += faults(of: member, bareMember, by: schema, at: "\(path).\(name)")
        }
        return found
    }

    /// Whether it is of a schema's kind, and one of its words where it lists some; an example's numbers are all 1.
    private static func isOfKind(_ value: JSON, _ schema: JSON) -> Bool {
        if case .text = value, case .list(let words) = schema["enum"], !words.contains(value) {
            return false
        }
        let names = schema["type"].rows.isEmpty ? [schema["type"]] : schema["type"].rows
        return names.map(\.text).contains { name in
            switch (name, value) {
            case ("boolean", .bool), ("integer", .whole), ("number", .whole), ("number", .number),
                ("string", .text), ("array", .list), ("object", .object), ("", _):
                true
            default: false
            }
        }
    }
}
