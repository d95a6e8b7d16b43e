import API
public import ArgumentParser
import Barcodes
import Foundation
import NIOHTTP1
public import Stock

struct ScanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Read codes from standard input, one a line; print one line for each.",
        discussion: "A line is a code, or a quantity, an asterisk and a code: 12*041331024686.")

    @OptionGroup var data: DataOption
    @OptionGroup var output: OutputOption

    @Option(help: "What is done with what is scanned.")
    var mode: ScanMode

    @Option(help: "Where: a name, a label code or an id.")
    var place: String?

    @Option(help: "Where to, for --mode move.")
    var to: String?

    @Option(help: "Why, for --mode discard.")
    var reason: String?

    @Option(help: "What this scanner is called.")
    var station: String?

    func run() async throws {
        let scan = self
        let refused = try await HubConnection.open(data.folder, mayFound: mode != .lookup) { hub in
            let place = try await PlaceName.resolve(scan.place, hub)
            let to = try await PlaceName.resolve(scan.to, hub)
            var refused = 0
            var sent = SentScans(scan.data.folder)
            var asked: CommandCard?
            var papers = LinesOfPapers()
            try await sent.compare(with: hub)
            while let line = readLine() {
                let at = Self.now
                let reading = TypedScan(line)
                guard reading != .blank else { continue }
                let known = try await Self.known(reading.asked, hub)
                let amount = reading.amount { known.contains($0) }
                let isPaper = papers.next(line, counting: amount?.code)
                guard let amount else {
                    refused += 1
                    let problem = try HubConnection.json(
                        isPaper ? Problem.paperOfAPerson : ScanLine.unclear)
                    scan.tell(problem, of: line)
                    continue
                }
                let card = CommandCard(scanned: amount.code)
                if let card, card.isOfWork {
                    asked = card.command == scan.mode.rawValue ? nil : card
                    if asked == nil {
                        if !scan.output.json { Terminal.print("\(card.rawValue)  goes on") }
                        continue
                    }
                }
                if let card = card ?? asked {
                    refused += 1
                    let problem = isPaper ? Problem.paperOfAPerson : ScanLine.refusal(of: card)
                    scan.tell(try HubConnection.json(problem), of: line)
                    continue
                }
                var request = ScanRequest(code: amount.code)
                request.id = FreshID.text()
                request.mode = Word(scan.mode)
                (request.quantity, request.place, request.to) = (amount.quantity, place, to)
                (request.reason, request.station, request.at) = (scan.reason, scan.station, at)
                if let refusal = try await Self.name(&request, hub) {
                    refused += 1
                    scan.tell(refusal, of: amount.code)
                    continue
                }
                let body = try HubConnection.json(request)
                let (status, answer) = try await Self.send(body, hub)
                if status >= 400 { refused += 1 }
                scan.tell(answer, of: amount.code)
                if sent.note(body, answer: answer, status: status) {
                    try await sent.compare(with: hub)
                }
            }
            return refused
        }
        if refused > 0 {
            throw CommandFailure("\(refused) scans were refused; the lines above say why.")
        }
    }

    /// What the clock shows, to the millisecond.
    private static var now: String {
        Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    private static func send(
        _ scan: Data, _ hub: HubConnection
    ) async throws -> (status: Int, body: Data) {
        try await hub.send(.POST, "/api/v1/scans", body: scan, headers: ["Larder-Sent-At": now])
    }

    /// Those of some codes that the hub knows.
    private static func known(_ codes: [String], _ hub: HubConnection) async throws -> [String] {
        var known: [String] = []
        for code in codes where try await isKnown(code, hub) { known.append(code) }
        return known
    }

    /// Where a line is rather a name than a code, and nobody knows it as one, says which item it means.
    ///
    /// - Returns: Why it means none, as the hub would answer; nil where it is to be sent.
    private static func name(
        _ request: inout ScanRequest, _ hub: HubConnection
    ) async throws -> Data? {
        guard Item.isRatherName(request.code) else { return nil }
        var asking = ScanRequest(code: request.code)
        (asking.id, asking.mode) = (FreshID.text(), Word(.lookup))
        let (status, answer) = try await send(try HubConnection.json(asking), hub)
        // A line of a person's paper says so, and is sent no second time.
        guard status < 400 else { return answer }
        let found = try JSONDecoder().decode(ScanResponse.self, from: answer)
        guard found.target?.known == .unknown else { return nil }
        let text = request.code.percentEncoded
        let named = try await hub.ask(.GET, "/api/v1/items?name=\(text)").read([ItemResponse].self)
        request.item = named.first?.id
        guard named.isEmpty, request.mode?.known != .lookup else { return nil }
        let near = try await hub.ask(.GET, "/api/v1/items?limit=5&query=\(text)")
            .read([ItemResponse].self)
        return try HubConnection.json(ScanLine.isNoCode(near: near.map(\.name)))
    }

    private static func isKnown(_ code: String, _ hub: HubConnection) async throws -> Bool {
        var request = ScanRequest(code: code)
        (request.id, request.mode) = (FreshID.text(), Word(.lookup))
        let (status, answer) = try await send(try HubConnection.json(request), hub)
        guard status < 400 else { return false }
        let found = try JSONDecoder().decode(ScanResponse.self, from: answer)
        return found.target?.known != .unknown
    }

    private func tell(_ answer: Data, of code: String) {
        Terminal.print(
            output.json ? String(decoding: answer, as: UTF8.self) : ScanLine.words(answer, of: code)
        )
    }
}

extension ScanMode: ExpressibleByArgument {
    /// Any mode but a count's, which has commands of its own.
    public init?(argument: String) {
        guard let mode = Self(rawValue: argument), mode != .count else { return nil }
        self = mode
    }

    /// As the help lists them.
    public static var allValueStrings: [String] {
        allCases.filter { $0 != .count }.map(\.rawValue)
    }
}
