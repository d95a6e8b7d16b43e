import HTTPTypes
import Hummingbird
import Localization
import Server

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
        AcceptHeader(header).preferred.lazy.compactMap(named).first
    }

    /// The messages of a tag in lower case, else of the language in front of its first hyphen.
    private static func named(_ tag: String) -> Messages? {
        [tag, String(tag.prefix { $0 != "-" })].lazy.compactMap { wished in
            Messages.all.values.first { $0.tag.lowercased() == wished }
        }.first
    }
}
