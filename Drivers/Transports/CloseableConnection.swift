import Printing

/// A connection that a transport opened and has to close.
protocol CloseableConnection: PrinterConnection {
    /// Gives the device back; what is asked of the connection afterwards fails.
    func close() async
}

extension CloseableConnection {
    /// Lends the connection to `body` and closes it, however `body` ends.
    func lend<Result: Sendable>(
        to body: @Sendable (any PrinterConnection) async throws -> Result
    ) async throws -> Result {
        do {
            let result = try await body(self)
            await close()
            return result
        } catch {
            await close()
            throw error
        }
    }
}
