package import Printing
package import Storage

/// What became of the test label in one language.
package struct LanguageTrial: Sendable, Hashable {
    /// What the label says: the language's place in the order they were sent in.
    package var number: Int
    /// The language's name.
    package var language: String
    /// Bytes that the printer took.
    package var sent: Int
    /// What stood in the way; nil where all of it was taken.
    package var reason: JobEnd.Reason?
}

extension Spool {
    /// Sends a device one label in each language, numbered from 1, so that a person can see which
    /// one comes out right.
    ///
    /// A language that has no word for that paper is left out, its number too. On a strip the printer
    /// is first asked what nothing can print or feed on, and where it answers, only that language is
    /// tried. All of them together cost a hand's breadth of paper. The first fault of the device ends
    /// the run; each label is given two seconds.
    ///
    /// - Throws: ``SpoolFault`` where the paper or the resolution is none; what `open` throws.
    package nonisolated func printTrials(
        on printer: PrinterRecord, in languages: [String]
    ) async throws -> [LanguageTrial] {
        let settings = try encoder.settings(printer, copies: 1)
        var trials: [LanguageTrial] = []
        let opened = try languages.map { language in
            var spoken = printer
            spoken.language = language
            return try open(spoken)
        }
        var answering: String?
        if settings.media.tracking == .continuous {
            for opened in opened where answering == nil && opened.language.asksUnseen {
                answering = await opened.answers() ? opened.language.name : nil
            }
        }
        for (index, (language, opened)) in zip(languages, opened).enumerated() {
            guard opened.language.prints(on: settings.media),
                answering.map({ $0 == opened.language.name }) ?? true
            else { continue }
            var settings = settings
            settings.resolution = opened.language.resolutions.first ?? settings.resolution
            let number = TrialLabel.bitmap(index + 1, at: settings.resolution)
            guard let job = try? opened.language.trial(number, settings: settings) else { continue }
            var trial = LanguageTrial(number: index + 1, language: language, sent: 0)
            await trial.send(job, through: opened.transport)
            trials.append(trial)
            if trial.sent == 0 { break }
        }
        return trials
    }
}

extension PrinterLanguage {
    /// Whether its first question is control characters only, on which no printer prints or feeds.
    fileprivate var asksUnseen: Bool {
        statusQuestions.first?.bytes.allSatisfy { $0 < 0x20 && !(0x0A...0x0D).contains($0) }
            ?? false
    }
}

extension OpenedPrinter {
    /// Whether a printer answers the first question of the language as the language has it.
    fileprivate func answers() async -> Bool {
        let status = try? await transport.withConnection { connection in
            var query = StatusQuery(connection, language)
            return try await query.ask()
        }
        return status != nil
    }
}

extension LanguageTrial {
    fileprivate mutating func send(
        _ job: [UInt8], through transport: any PrinterTransport
    ) async {
        do {
            sent = try await transport.withConnection { connection in
                try await connection.send(job[...], within: SpoolLimits.sending)
            }
            if sent < job.count { reason = .held }
        } catch {
            let fault = error as? TransportFault
            sent = fault?.bytesSent ?? 0
            reason = fault.map { JobEnd.Reason($0) } ?? .broken
        }
    }
}
