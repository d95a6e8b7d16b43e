/// Every route the hub answers.
///
/// Nothing is reachable that does not stand here with its role.
enum RouteTable {
    static let api: [Route] =
        HealthRoutes.all + ItemRoutes.all + PlaceRoutes.all + ScanRoutes.all + MovementRoutes.all
        + StockRoutes.all
        + UnresolvedRoutes.all + CountRoutes.all + ReconciliationRoutes.all + DayRoutes.all
        + LabelRoutes.all + LabelSheetRoutes.all + LabelCodeRoutes.all + PrinterRoutes.all
        + PrinterDeviceRoutes.all + PrintJobRoutes.all + PrintBatchRoutes.all
        + PrintQueueRoutes.all + JournalRoutes.all + FeedRoutes.all
        + DeviceRoutes.all + SourceRoutes.all
        + CareRoutes.all

    static let all: [Route] = api + PageRoutes.all
}
