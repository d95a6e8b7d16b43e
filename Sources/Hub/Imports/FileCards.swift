import API
import Barcodes
import Stock

/// The command cards among the lines of a scan file: what follows one that asks for other work was no hand-out.
struct FileCards: Sendable {
    /// By station.
    private var asked: [String: (card: CommandCard, at: Moment?)] = [:]

    /// The card that keeps a line from being a hand-out; nil where none does, and for a line that says itself what it is of.
    mutating func next(_ line: ScanFile.Line) -> CommandCard? {
        guard let said = line.request, said.mode == nil else { return nil }
        let station = said.station ?? ""
        let at = said.at.flatMap { Moment($0) }
        if case .failure(let fault) = line.scan, (fault as? Problem)?.code == .codeIsACommand {
            switch CommandCard(scanned: said.code) {
            case .handOut, .nextHousehold: asked[station] = nil
            case .undo, nil: break
            case let card?: asked[station] = (card, at)
            }
            return nil
        }
        guard let (card, since) = asked[station] else { return nil }
        // A file may be in another order than that of its moments.
        if let since, let at, at < since { return nil }
        return card
    }
}
