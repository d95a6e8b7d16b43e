import HTTPTypes
import Hub
import Hummingbird
package import Server
import Storage

/// All pages, their forms, and the files they are drawn with.
package enum PageRoutes {
    package static let all: [Route] =
        HomePage.all + FindPage.all + ScanPage.all + CountPage.all + CountSheetPage.all
        + CountListPage.all
        + CountFinish.all
        + StockPage.all + UseFirstPage.all + LowPage.all
        + WeeksPage.all + HistoryPage.all + DonorsPage.all
        + ItemPage.all + ItemNewPage.all + ItemPreviewPage.all + LotPage.all + LotPreviewPage.all
        + PlacePage.all + PlacePreviewPage.all
        + DonationPage.all + DonorCorrectionPage.all + EntryPage.all + LabelsPage.all
        + BlankLabelsPage.all
        + LabelListPage.all + CommandCardsPage.all + SheetsPage.all
        + PrintersPage.all + PrinterNewPage.all + PrinterOptionsPage.all + QueuePage.all
        + ImportPage.all + UnresolvedPage.all + SettingsPage.all + SourcesPage.all
        + WebhooksPage.all + JoinPage.all + LanguagePage.all + BeginningPage.all
        + ScannerTestPage.all + HelpPage.all
        + ClosePage.all
        + DayPage.all
        + PageAssets.all
}

extension Route {
    /// A page that reads one value from one snapshot, or a form that calls the hub and redirects.
    static func page(
        _ method: HTTPRequest.Method, _ path: String, _ access: Access,
        _ answer: @escaping @Sendable (WebRequest) async throws -> Response
    ) -> Route {
        Route(method, path, access) { request, context, hub in
            try await answer(WebRequest(request, context, hub))
        }
    }
}
