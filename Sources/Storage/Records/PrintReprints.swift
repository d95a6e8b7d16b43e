import Crypto
import Foundation
public import Stock

// Labels that are printed once more, each by a job that points at the first.
extension PrintJobRecord {
    /// What prints its labels again: those that are not known to be out, or all where all are.
    public var missingRequest: PrintRequest {
        var request = request
        let missing = request.copies - labelsOut
        if missing > 0 { request.copies = missing }
        return request
    }
}

extension Ledger {
    /// Prints what of a batch failed once more, as a batch of its own at the end of a printer's
    /// queue, and puts the failed jobs down as printed again; the same request again changes
    /// nothing.
    ///
    /// - Parameters:
    ///   - id: Of the batch whose labels are wanted.
    ///   - new: Made by whoever asks.
    ///   - printer: Where to.
    ///   - reason: Why the failed jobs are not wanted any more.
    /// - Returns: The new batch; nil where nothing of the old one has failed.
    /// - Throws: ``StorageFault/batchNotFound(_:)``, ``StorageFault/printerNotFound(_:)``,
    ///   ``StorageFault/idExistsWithDifferentContent(_:)``.
    public func reprintBatch(
        _ id: PrintBatchID, as new: PrintBatchID, printer: String, reason: String
    ) throws -> (batch: PrintBatch, isReplay: Bool)? {
        let digest = Data(SHA256.hash(data: Data("larder-reprint-v1\n\(id)\n\(printer)".utf8)))
        if let known = try knownBatch(new, digest) { return (known, true) }
        let failed = try jobs(of: id, as: "failed")
        guard !failed.isEmpty else { return nil }
        let wanted = failed.map { (request: $0.missingRequest, reprintOf: Optional($0.id)) }
        let batch = try add(new, printer, wanted, digest)
        for job in failed { _ = try settleJob(job.id, .printedAgain, reason: reason) }
        return (batch, false)
    }
}
