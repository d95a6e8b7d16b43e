import API
import Journal
package import Stock
import Storage

extension Hub {
    /// Erases the name of someone who gave; what they gave stays under its id.
    ///
    /// - Throws: `source_not_found`.
    package func eraseName(of source: SourceID) async throws {
        guard try await store.write({ try $0.eraseSourceName(source) }) else {
            throw Problem(.sourceNotFound, "No source of that id has a name. It may be erased.")
        }
    }
}
