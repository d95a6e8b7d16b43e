import API
import Hub
import Hummingbird
import Localization
import Server
import Storage

/// One job of the day that has a page of help.
enum HelpTopic: String, CaseIterable, Sendable {
    case takeIn, handOut, stock, useFirst, count, close, newCodes, putRight, labels, settingUp,
        backup

    /// Where its job is done; the pages it helps with begin likewise.
    var page: String {
        switch self {
        case .takeIn: "/take-in"
        case .handOut: "/hand-out"
        case .stock: "/stock"
        case .count: "/count"
        case .close: "/close"
        case .labels: "/labels"
        case .newCodes: "/unresolved"
        case .useFirst: "/use-first"
        case .putRight: "/history"
        case .settingUp, .backup: "/settings"
        }
    }

    var address: String { self == .backup ? "/help/backup" : "/help\(page)" }

    /// The name of its drawing.
    var icon: String {
        switch self {
        case .takeIn: "take-in"
        case .handOut: "hand-out"
        case .stock: "place"
        case .count: "count"
        case .close: "close"
        case .labels: "labels"
        case .newCodes: "scan"
        case .useFirst: "wait"
        case .putRight: "undo"
        case .settingUp: "device"
        case .backup: "well"
        }
    }

    /// The page with its steps, a picture each.
    var template: String { "help-\(address.dropFirst("/help/".count))" }

    /// Where the help for a page is: of its own job, else of all.
    static func address(for path: String) -> String {
        let alike: [String: Self] = [
            "/days": .close, "/printers": .labels, "/print-jobs": .labels,
            "/low": .useFirst, "/weeks": .useFirst, "/donors": .useFirst,
            "/items/": .putRight, "/lots/": .putRight, "/places/": .putRight,
            "/donations/": .putRight, "/entries/": .putRight, "/beginning": .settingUp,
        ]
        let topic =
            allCases.first { path.hasPrefix($0.page) }
            ?? alike.first { path.hasPrefix($0.key) }?.value
        return topic?.address ?? "/help"
    }
}

/// How each job of the day is done, in the words of its own page.
enum HelpPage {
    static let all = [
        Route.page(.get, "/help", .role(.viewer)) { try await show(nil, $0) },
        Route.page(.get, "/help/{topic}", .role(.viewer)) { request in
            let name = request.context.parameters.get("topic") ?? ""
            guard let topic = HelpTopic.allCases.first(where: { $0.address == "/help/\(name)" })
            else {
                throw Problem.routeNotFound
            }
            return try await show(topic, request)
        },
    ]

    private struct Model: Sendable {
        struct Topic: Sendable {
            let topicHref: String
            let topicIcon: String
            let topicTitle: String
        }

        struct Lesson: Sendable {
            let lessonIcon: String
            let lessonHref: String
            let lessonTitle: String
        }

        let lesson: Lesson?
        let topics: [Topic]
    }

    private static func show(_ topic: HelpTopic?, _ request: WebRequest) async throws -> Response {
        let page = try await request.read { _ in }.page
        let localizer = page.localizer
        func title(_ topic: HelpTopic) -> String {
            localizer.text("help.topics.\(topic.rawValue)")
        }
        let model = Model(
            lesson: topic.map {
                .init(lessonIcon: $0.icon, lessonHref: $0.page, lessonTitle: title($0))
            },
            topics: HelpTopic.allCases.filter { $0 != topic }.map {
                .init(topicHref: $0.address, topicIcon: $0.icon, topicTitle: title($0))
            })
        return try await page.render(
            topic?.template ?? "help", title: topic.map(title) ?? localizer.text("help.title"),
            model)
    }
}
