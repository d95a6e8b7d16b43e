import Hub
import Localization
import Server
import Stock
import Storage

/// What the page of the beginning is given.
struct BeginningModel: Sendable {
    /// One thing to be done before the first donation, and what is done with it on the page.
    struct Step: Sendable {
        struct Start: Sendable {
            let hubFacts: SettingsModel.HubFacts
        }

        struct PlaceForm: Sendable {
            let placeFormId: String
            /// What stands in the field: as it was typed, where it was refused.
            let placeNames: String
            /// Why it was refused; nil where it was not.
            let placeTrouble: String?
            let placeInside: String?
            let kinds: [LabelsModel.Kind]
            let rooms: [PlaceChoice]
        }

        struct FirstLabel: Sendable {
            let labelId: String
            let labelPlace: String
            let labelAct: String
            let printers: [LabelsModel.Printer]
            let sheetsHref: String
        }

        let stepId: String
        let stepTitle: String
        let stepTell: String
        let isDone: Bool
        let isOpen: Bool
        let mark: String
        let start: Start?
        let hasItems: Bool
        let placing: PlaceForm?
        let hasPrinters: Bool
        let firstLabel: FirstLabel?
        let hasPhone: Bool
    }

    let progress: String
    let isAllDone: Bool
    let steps: [Step]
}

/// The steps of a hub's beginning, in the order in which they are taken, and which of them are done.
struct BeginningSteps: Sendable {
    /// Each is called by the word that its texts have.
    enum Step: String, CaseIterable {
        case hub, items, places, printer, label, phone
    }

    let done: Set<Step>
    /// Nobody wants, or needs, to be led through it.
    let isOver: Bool

    /// As of a snapshot; the browser that asks is one of those that have joined.
    init(_ queries: Queries, _ settings: HubSettings, isZoneGuessed: Bool) throws {
        let begun = try queries.beginning()
        let checks: [(Step, Bool)] = [
            (.hub, settings.isNamed && !isZoneGuessed), (.items, begun.hasItems),
            (.places, begun.hasPlaces), (.printer, begun.hasPrinter || settings.hasMadeSheets),
            (.label, begun.hasLabel || settings.hasMadeSheets), (.phone, begun.browsers > 1),
        ]
        done = Set(checks.filter(\.1).map(\.0))
        isOver =
            settings.hasPutBeginningAside || begun.isLongPast || done.count == checks.count
    }
}
