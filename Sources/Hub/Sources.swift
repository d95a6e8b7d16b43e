import API
import Journal
import Rendering
import Spool
package import Stock
import Storage

extension Hub {
    /// Erases the name of someone who gave, in pictures of labels too; what they gave stays under its id.
    ///
    /// A backup that is restored beside the hub's list of erased names brings it back no more.
    ///
    /// - Throws: `source_not_found`; `directory_unusable` where it cannot be listed.
    package func eraseName(of source: SourceID) async throws {
        guard let jobs = try await store.eraseName(of: source) else {
            throw Problem.sourceNotFound
        }
        await spool.forgetPictures(of: jobs)
        // After what is being drawn now.
        try? await drawing.run(isRefusable: false, outlastsStop: true) { [renderer, spool] in
            renderer.forget()
            spool.forgetDrawings()
        }
    }
}
