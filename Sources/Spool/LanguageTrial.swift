package import Printing
package import Storage

/// What became of the test label in one language.
package struct LanguageTrial: Sendable, Hashable {
    /// What the label says in large type: the language's place in the order they were sent in.
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
    /// A language that has no word for that paper is left out, its number too. The first fault of
    /// the device ends the run; each label is given two seconds.
    ///
    /// - Throws: ``SpoolFault`` where the paper or the resolution is none; what `open` throws.
    package nonisolated func printTrials(
        on printer: PrinterRecord, in languages: [String]
    ) async throws -> [LanguageTrial] {
        let settings = try encoder.settings(printer, copies: 1)
        var trials: [LanguageTrial] = []
        for (index, language) in languages.enumerated() {
            var spoken = printer
            spoken.language = language
            let opened = try open(spoken)
            var settings = settings
            settings.resolution = opened.language.resolutions.first ?? settings.resolution
            let label = TrialLabel.bitmap(
                index + 1, on: settings.media, at: settings.resolution)
            guard let job = try? opened.language.encode(label, settings: settings) else { continue }
            var trial = LanguageTrial(number: index + 1, language: language, sent: 0)
            await trial.send(job, through: opened.transport)
            trials.append(trial)
            if trial.sent == 0 { break }
        }
        return trials
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
