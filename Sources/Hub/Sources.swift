import API
import Journal
import Rendering
import Spool
package import Stock
import Storage

extension Hub {
    /// Puts right who gave a donation or, where none is named, whom a name means: the two are the same from here on, and the
    /// old name is another one of the new.
    ///
    /// - Parameters:
    ///   - donation: What was given; nil for all that `source` ever gave.
    ///   - source: Whom it is put down to; nil for nobody.
    ///   - name: Who gave it; a new name is another donor.
    ///   - id: Names the entry; the same request again changes nothing.
    /// - Throws: `donation_not_found`, `source_not_found`, `text_out_of_range`,
    ///   `id_exists_with_different_content`.
    package func correctDonor(
        of donation: DonationID? = nil, from source: SourceID?, to name: String, as id: EntryID
    ) async throws {
        let name = try InputParsing.sourceName(name)
        try await store.write { ledger in
            if donation == nil {
                guard let source, try ledger.queries().sourceName(source) != nil else {
                    throw Problem.sourceNotFound
                }
            }
            try ledger.correctDonor(of: donation, from: source, to: .name(name), entryID: id)
        }
    }

    /// Erases the name of someone who gave, in pictures of labels too; what they gave stays under its id.
    ///
    /// A backup that is restored beside the hub's list of erased names brings it back no more.
    ///
    /// - Throws: `source_not_found`; `directory_unusable` where it cannot be listed.
    package func eraseName(of source: SourceID) async throws {
        // Those that are the same go by other names of it.
        let others = try await store.read { try $0.otherNames(of: source) }
        guard var jobs = try await store.eraseName(of: source) else {
            throw Problem.sourceNotFound
        }
        for other in others { jobs += try await store.eraseName(of: other) ?? [] }
        await spool.forgetPictures(of: jobs)
        // After what is being drawn now.
        try? await drawing.run(isRefusable: false, outlastsStop: true) { [renderer, spool] in
            renderer.forget()
            spool.forgetDrawings()
        }
    }
}

extension InputParsing {
    /// - Throws: `text_out_of_range`.
    package static func sourceName(_ text: String) throws -> String {
        try self.text(text, "source", 1...120)
    }
}
