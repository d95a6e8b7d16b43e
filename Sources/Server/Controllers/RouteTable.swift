/// Every route of the API; the pages have a table of their own.
///
/// Nothing is reachable that does not stand in one of them with its role.
package enum RouteTable {
    package static let api: [Route] =
        HealthRoutes.all + ItemRoutes.all + CodeRoutes.all + PlaceRoutes.all + ScanRoutes.all
        + MovementRoutes.all
        + StockRoutes.all + HistoryRoutes.all
        + UnresolvedRoutes.all + CountRoutes.all + ReconciliationRoutes.all + DayRoutes.all
        + HouseholdRoutes.all
        + LabelRoutes.all + LabelSheetRoutes.all + LabelCodeRoutes.all + PrinterRoutes.all
        + PrinterDeviceRoutes.all + PrintJobRoutes.all + PrintBatchRoutes.all
        + PrintQueueRoutes.all + JournalRoutes.all + FeedRoutes.all
        + DeviceRoutes.all + SourceRoutes.all + WebhookRoutes.all
        + ExportRoutes.all + MaintenanceRoutes.all
}
