import API
import Hummingbird
import Localization
import Server

/// The language that a device reads: any page can be had in another, before it has joined too.
enum LanguagePage {
    static let all = [Route.page(.post, "/language", .open, choose)]

    @Sendable private static func choose(_ page: WebRequest) async throws -> Response {
        let form = try await PageForm(page.http)
        let tag = try form.required("language")
        guard Messages.all[tag] != nil else { throw Problem.languageOfPagesUnknown }
        var response = Response.redirect(to: ownPath(form["back"] ?? "/"), type: .normal)
        response.setCookie(LanguageChoice.kept(tag))
        return response
    }

    /// A path of this hub as it was sent, else its home: a form sends nobody elsewhere.
    private static func ownPath(_ text: String) -> String {
        let isOwn =
            text.hasPrefix("/") && !text.dropFirst().hasPrefix("/")
            && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
        return isOwn ? text : "/"
    }
}
