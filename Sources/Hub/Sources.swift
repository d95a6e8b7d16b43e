import API
import Journal
import Rendering
import Spool
package import Stock
import Storage

extension Hub {
    /// Erases the name of someone who gave, in pictures of labels too; what they gave stays under its id.
    ///
    /// - Throws: `source_not_found`.
    package func eraseName(of source: SourceID) async throws {
        guard let jobs = try await store.write({ try $0.eraseSourceName(source) }) else {
            throw Problem.sourceNotFound
        }
        await spool.forgetPictures(of: jobs)
        // After what is being drawn now.
        try? await drawing.run(isRefusable: false) { [renderer, spool] in
            renderer.forget()
            spool.forgetDrawings()
        }
    }
}
