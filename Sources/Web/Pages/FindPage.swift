import API
import Barcodes
import Hub
import Hummingbird
import Server
import Stock
import Storage

/// Where a scan leads that was made on a page that records nothing: to what it is of, or to the page that a card opens.
enum FindPage {
    static let all = [Route.page(.get, "/find", .role(.viewer), find)]

    @Sendable private static func find(_ request: WebRequest) async throws -> Response {
        guard let code = request.query("code") else { return request.see("/stock") }
        guard let scanned = try? InputParsing.scanned(code) else {
            return request.see("/stock", ["query": String(code.prefix(120))])
        }
        let (_, found) = try await request.read { try $0.labelMeaning(of: scanned) }
        switch found?.meaning {
        case .known(.item(let item, _))?: return request.see("/items/\(item.id)")
        case .known(.lot(let lot, _))?: return request.see(LotPage.path(lot.id))
        case .known(.place(let place))?: return request.see("/places/\(place.id)")
        case .donation(let donation)?: return request.see("/donations/\(donation.id)")
        case .blank?: return request.see("/labels/blank", ["code": found?.code ?? code])
        case .card(let card)?: return request.see(page(of: card))
        case nil: return request.see("/stock", ["query": String(code.prefix(120))])
        }
    }

    /// The page that obeys a card, told of it where its opening alone does not do what the card says.
    private static func page(of card: CommandCard) -> String {
        switch card {
        case .takeIn: "/take-in"
        case .handOut: "/hand-out"
        case .count: "/count"
        case .nextHousehold: PageRequest.path("/hand-out", ["word": card.command])
        case .discard, .move, .lookUp, .undo, .pause:
            PageRequest.path("/take-in", ["word": card.command])
        }
    }
}
