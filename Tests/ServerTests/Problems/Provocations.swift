import Storage

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// What brings each problem about, by resource.
enum Provocations {
    static let ofRequests: [ProblemCode: Provocation] = [
        .requestMalformed: { try await $0.problem(.post, "/api/v1/scans", .text("{")) },
        .methodNotAllowed: { try await $0.problem(.delete, "/api/v1/items") },
        .routeNotFound: { try await $0.problem(.get, "/api/v1/nothing") },
        .fieldUnreadable: { try await $0.problem(.post, "/api/v1/scans", ["mode": "intake"]) },
        .queryUnreadable: { try await $0.problem(.get, "/api/v1/items?limit=many") },
        .bodyTooLarge: {
            let text = String(repeating: " ", count: 300_000)
            return try await $0.problem(.post, "/api/v1/scans", .text(text))
        },
        .hostForeign: {
            try await $0.call(.get, "/health", as: .init(host: "evil.example")).problem
        },
        .originForeign: {
            let asker = TestHub.Asker(headers: ["Origin": "http://evil.example"])
            return try await $0.call(.post, "/api/v1/scans", as: asker).problem
        },
        .notSignedIn: { try await $0.call(.get, "/api/v1/items", as: .nobody).problem },
        .roleNotAllowed: { try await $0.call(.get, "/api/v1/devices", as: .of(.viewer)).problem },
        .assetNotFound: { try await $0.problem(.get, "/assets/nothing.js") },
        .stopping: {
            _ = try await $0.problem(.get, "/api/v1/items")
            try $0.store.close()
            return try await $0.problem(.post, "/api/v1/scans", .json(TestHub.scan("intake")))
        },
        .faultInside: {
            _ = try await $0.problem(.get, "/api/v1/items")
            try $0.store.close()
            return try await $0.problem(.get, "/api/v1/items")
        },
    ]

    static let ofDevices: [ProblemCode: Provocation] = [
        .deviceNotFound: { try await $0.problem(.delete, "/api/v1/devices/\(TestHub.id().text)") },
        .sourceNotFound: {
            try await $0.problem(.delete, "/api/v1/sources/\(TestHub.id().text)/name")
        },
        .webhookNotFound: {
            try await $0.problem(.delete, "/api/v1/webhooks/\(TestHub.id().text)")
        },
        .webhookURLUnreadable: {
            try await $0.problem(.post, "/api/v1/webhooks", ["url": "ftp://example.org/"])
        },
        .webhookAddressPrivate: {
            try await $0.problem(.post, "/api/v1/webhooks", ["url": "http://127.0.0.1:9/"])
        },
        .webhookKindUnreadable: {
            try await $0.problem(
                .post, "/api/v1/webhooks", ["url": "https://example.org/", "kinds": ["a kind"]])
        },
        .webhooksTooMany: { hub in
            let webhook: Body = ["url": "https://example.org/"]
            for _ in 0..<Hub.webhookLimit {
                _ = try await hub.call(.post, "/api/v1/webhooks", webhook)
            }
            return try await hub.problem(.post, "/api/v1/webhooks", webhook)
        },
        .roleUnknown: { try await $0.problem(.post, "/api/v1/tokens", ["role": "owner"]) },
        .pairingCodeWrong: {
            try await $0.problem(.post, "/api/v1/sessions", ["secret": "00000012"])
        },
        .tooManyRequests: { hub in
            var code = ""
            for _ in 0..<11 {
                code = try await hub.problem(.post, "/api/v1/sessions", ["secret": "00000012"])
            }
            return code
        },
    ]

    static let ofFiles: [ProblemCode: Provocation] = [
        .fileEmpty: { try await $0.problem(.post, "/api/v1/item-imports", .csv("\n")) },
        .columnsMissing: { try await $0.problem(.post, "/api/v1/item-imports", .csv("code\n1")) },
        .textEncodingUnknown: {
            let body = Body(bytes: [0x50, 0x4B, 0x03, 0x04], kind: "text/csv")
            return try await $0.problem(.post, "/api/v1/item-imports", body)
        },
        .rowUnreadable: { try await $0.refusal(of: "name\n\"Rice") },
        .numberUnreadable: { try await $0.refusal(of: "name,pack\nRice,a dozen") },
        .codeDamaged: { try await $0.refusal(of: "name,code\nRice,4.13E+10") },
        .timeMissing: {
            try await $0.call(.post, "/api/v1/reconciliations", .csv("at,code\n,beans"))[
                "exceptions"][0]["code"].text
        },
        .measureUnknown: { try await $0.refusal(of: "name,measure\nRice,bushel") },
    ]
}

extension TestHub {
    /// The code of what is wrong with a request; empty where nothing is.
    func problem(_ method: Verb, _ path: String, _ body: Body = .none) async throws -> String {
        try await call(method, path, body).problem
    }

    /// Why the first refused row of an item file was refused.
    func refusal(of file: String) async throws -> String {
        try await call(.post, "/api/v1/item-imports", .csv(file))["refused"][0]["code"].text
    }
}
