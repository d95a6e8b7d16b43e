import Testing

@testable import API
@testable import Hub
@testable import Localization
@testable import Server
@testable import Web

/// Licences, passports and cards of people, however they are sent.
struct PersonalPaperTests {
    @Test func `nothing of a licence is kept, in the journal or among unknown codes`() async throws
    {
        let hub = try TestHub()
        let head = try await hub.call(.get, "/health")["seq"]
        for line in [
            "@", "ANSI 636000090002DL00410278", "DCSSAMPLE", "DACMICHAEL", "DBB06061986",
            "@DLDAQT64235789", "%VASAMPLE^DOE$MICHAEL$Q^2300 WEST BROAD ST^?",
            ";636015012345678=210819950808=?", "+10 23269   D   SAMPLE M506185BROBLU ?",
        ] {
            let file = "at,code\n2026-11-21T09:00:00Z,\"\(line)\"\n"
            let reports = [
                try await hub.call(
                    .post, "/api/v1/item-imports", .csv("name,code\nA,\"\(line)\"\n")),
                try await hub.call(
                    .post, "/api/v1/item-imports?dryRun=true", .csv("name,code\nA,\"\(line)\"\n")),
                try await hub.call(.post, "/api/v1/reconciliations?dryRun=true", .csv(file)),
                try await hub.call(.post, "/api/v1/reconciliations", .csv(file)),
            ]
            for report in reports { #expect(report.text.contains("paper_of_a_person"), "\(line)") }
            let path = "/api/v1/items?code=\(line.percentEncoded)"
            let answers =
                [
                    try await hub.scan("intake", line), try await hub.scan("lookup", line),
                    try await hub.call(.get, path),
                ]
            for answer in answers { #expect(answer.problem == "paper_of_a_person", "\(line)") }
            for answer in answers + reports {
                let text = answer.text
                #expect(
                    !["SAMPLE", "MICHAEL", "6360150"].contains { text.contains($0) }, "\(text)")
            }
        }
        #expect(try await hub.call(.get, "/api/v1/unresolved").json == [])
        #expect(try await hub.call(.get, "/health")["seq"] == head)
    }
}
