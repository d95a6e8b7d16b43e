public import Foundation
public import Stock

/// What an entry says, by kind.
///
/// A new kind never changes an old one; a kind this Larder does not know is kept, shown and moves
/// nothing.
public enum EntryBody: Sendable, Hashable {
    case hubFounded(HubFounded)
    case itemDefined(ItemDefined)
    case placeMade(Place)
    case placeMoved(PlaceMoved)
    case movement(Movement)
    case reversal(Movement)
    case scanUnresolved(UnresolvedScan)
    case scanResolved(ScanResolved)
    case labelIssued(LabelIssued)
    case labelCodesIssued(LabelCodesIssued)
    case labelBound(LabelBound)
    case donationLabelled(DonationLabelled)
    case countOpened(CountOpened)
    case countLine(CountObservation)
    case countCompleted(CountCompleted)
    case dayClosed(DayClosed)

    /// The kind's name in the journal.
    public var kind: String {
        switch self {
        case .hubFounded: "hubFounded"
        case .itemDefined: "itemDefined"
        case .placeMade: "placeMade"
        case .placeMoved: "placeMoved"
        case .movement: "movement"
        case .reversal: "reversal"
        case .scanUnresolved: "scanUnresolved"
        case .scanResolved: "scanResolved"
        case .labelIssued: "labelIssued"
        case .labelCodesIssued: "labelCodesIssued"
        case .labelBound: "labelBound"
        case .donationLabelled: "donationLabelled"
        case .countOpened: "countOpened"
        case .countLine: "countLine"
        case .countCompleted: "countCompleted"
        case .dayClosed: "dayClosed"
        }
    }

    /// The JSON that is stored and hashed.
    package func encoded() throws -> Data {
        switch self {
        case .hubFounded(let body): try EntryJSON.encode(body)
        case .itemDefined(let body): try EntryJSON.encode(body)
        case .placeMade(let body): try EntryJSON.encode(body)
        case .placeMoved(let body): try EntryJSON.encode(body)
        case .movement(let body), .reversal(let body): Data(OrderedJSONEncoder.text(of: body))
        case .scanUnresolved(let body): try EntryJSON.encode(body)
        case .scanResolved(let body): try EntryJSON.encode(body)
        case .labelIssued(let body): try EntryJSON.encode(body)
        case .labelCodesIssued(let body): try EntryJSON.encode(body)
        case .labelBound(let body): try EntryJSON.encode(body)
        case .donationLabelled(let body): try EntryJSON.encode(body)
        case .countOpened(let body): try EntryJSON.encode(body)
        case .countLine(let body): try EntryJSON.encode(body)
        case .countCompleted(let body): try EntryJSON.encode(body)
        case .dayClosed(let body): try EntryJSON.encode(body)
        }
    }

    /// Reads a stored body.
    ///
    /// - Returns: Nothing for a kind this Larder does not know.
    /// - Throws: `DecodingError` where a known kind's body is not what that kind says.
    public init?(kind: String, body: Data) throws {
        switch kind {
        case "hubFounded": self = .hubFounded(try EntryJSON.decode(body))
        case "itemDefined": self = .itemDefined(try EntryJSON.decode(body))
        case "placeMade": self = .placeMade(try EntryJSON.decode(body))
        case "placeMoved": self = .placeMoved(try EntryJSON.decode(body))
        case "movement": self = .movement(try EntryJSON.decode(body))
        case "reversal": self = .reversal(try EntryJSON.decode(body))
        case "scanUnresolved": self = .scanUnresolved(try EntryJSON.decode(body))
        case "scanResolved": self = .scanResolved(try EntryJSON.decode(body))
        case "labelIssued": self = .labelIssued(try EntryJSON.decode(body))
        case "labelCodesIssued": self = .labelCodesIssued(try EntryJSON.decode(body))
        case "labelBound": self = .labelBound(try EntryJSON.decode(body))
        case "donationLabelled": self = .donationLabelled(try EntryJSON.decode(body))
        case "countOpened": self = .countOpened(try EntryJSON.decode(body))
        case "countLine": self = .countLine(try EntryJSON.decode(body))
        case "countCompleted": self = .countCompleted(try EntryJSON.decode(body))
        case "dayClosed": self = .dayClosed(try EntryJSON.decode(body))
        default: return nil
        }
    }
}

/// The one way bodies are turned to bytes and back.
package enum EntryJSON {
    package static func encode(_ body: some Encodable) throws -> Data {
        try OrderedJSONEncoder.encode(body)
    }

    package static func decode<Body: Decodable>(_ body: Data) throws -> Body {
        try JSONDecoder().decode(Body.self, from: body)
    }
}

extension EntryBody {
    /// What the entry moves; empty where it moves nothing.
    public var lines: [MovementLine] {
        switch self {
        case .movement(let movement), .reversal(let movement): movement.lines
        case .scanResolved(let resolved): resolved.movement?.lines ?? []
        case .countCompleted(let completed): completed.lines
        case .hubFounded, .itemDefined, .placeMade, .placeMoved, .scanUnresolved, .labelIssued,
            .labelCodesIssued, .labelBound, .donationLabelled, .countOpened, .countLine, .dayClosed:
            []
        }
    }
}

extension EntryBody {
    /// The scan that the entry began with; nil where it began with none.
    public var scan: ScanFacts? {
        switch self {
        case .movement(let movement), .reversal(let movement): movement.scan
        case .scanUnresolved(let scan): scan.scan
        case .placeMoved(let moved): moved.scan
        case .countLine(let line): line.scan
        case .scanResolved(let resolved): resolved.movement?.scan
        case .hubFounded, .itemDefined, .placeMade, .labelIssued, .labelCodesIssued, .labelBound,
            .donationLabelled, .countOpened, .countCompleted, .dayClosed:
            nil
        }
    }
}
