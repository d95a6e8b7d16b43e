import HTTPTypes
import Hummingbird
import Localization

/// Which language a page is in: the device's own choice, else what its browser asks for, else the
/// hub's, else English.
enum LanguageChoice {
    /// Holds the device's choice.
    static let cookie = "larder-language"

    static func messages(for request: Request, hub setting: String?) -> Messages {
        let chosen = request.cookies[cookie].flatMap { Messages.all[$0.value] }
        return chosen ?? asked(request.headers[.acceptLanguage] ?? "")
            ?? setting.flatMap { Messages.all[$0] } ?? .english
    }

    /// Keeps the device's choice for a year.
    static func kept(_ tag: String) -> Cookie {
        Cookie(
            name: cookie, value: tag, maxAge: 365 * 86_400, path: "/", httpOnly: true,
            sameSite: .lax)
    }

    /// The best language of an `Accept-Language` header (RFC 9110, section 12.5.4) that there is.
    private static func asked(_ header: String) -> Messages? {
        let wishes = header.prefix(512).split(separator: ",").prefix(20).map { part in
            let pieces = part.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
            let weight = pieces.dropFirst().first { $0.hasPrefix("q=") }.flatMap {
                Double($0.dropFirst(2))
            }
            return (tag: pieces.first ?? "", weight: weight ?? 1)
        }
        let ordered = wishes.enumerated().sorted {
            ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset)
        }
        return ordered.lazy.filter { $0.element.weight > 0 }
            .compactMap { named($0.element.tag) }.first
    }

    private static func named(_ tag: String) -> Messages? {
        Messages.all[tag] ?? Messages.all[tag.prefix { $0 != "-" }.lowercased()]
    }
}
