import HTTPTypes
import Hummingbird
import Storage

/// All pages, their forms, and the files they are drawn with.
enum PageRoutes {
    static let all: [Route] =
        HomePage.all + ScanPage.all + CountPage.all + CountSheetPage.all + StockPage.all
        + ItemPage.all
        + PlacePage.all + DonationPage.all + EntryPage.all + LabelsPage.all + BlankLabelsPage.all
        + LabelListPage.all + CommandCardsPage.all + SheetsPage.all
        + PrintersPage.all + PrinterNewPage.all + PrinterOptionsPage.all + QueuePage.all
        + UnresolvedPage.all + SettingsPage.all + SourcesPage.all + JoinPage.all + ClosePage.all
        + DayPage.all
        + [Route(.get, "/assets/{name}", .open, asset)]

    /// Whether a person sees its answer in a browser.
    static func isPage(_ route: Route) -> Bool { !route.path.hasPrefix("/api/") }

    @Sendable private static func asset(
        _ request: Request, _ context: HubContext, _ hub: Hub
    ) async throws -> Response {
        try Asset.named(context.parameters.get("name") ?? "").response(to: request)
    }
}

extension Route {
    /// A page, or a form that a page sends.
    static func page(
        _ method: HTTPRequest.Method, _ path: String, _ access: Access,
        _ answer: @escaping @Sendable (PageRequest) async throws -> Response
    ) -> Route {
        Route(method, path, access) { request, context, hub in
            try await answer(try await PageRequest(request, context, hub))
        }
    }
}
