import HTTPTypes
import Storage

extension Problem {
    /// A fault of the store, in the words of the API.
    init(_ fault: StorageFault) {
        switch fault {
        case .directoryUnusable, .hubIsRunning, .hubNotFound, .durabilityRefused, .schemaIsNewer:
            self.init(
                .internalServerError, .directoryUnusable, "The hub's data cannot be used: \(fault)")
        case .directoryNotEmpty:
            self.init(
                .conflict, .directoryNotEmpty, "There is something already; it was left as it is.")
        case .diskFailed:
            self.init(
                .serviceUnavailable, .diskFailed,
                "The disk did not keep what was written. What was acknowledged before is safe; start the hub again."
            )
        case .diskFull:
            self.init(
                .outOfRoom, .diskFull,
                "The disk is full, so this scan was not recorded. Make room; the device keeps its scans and sends them again."
            )
        case .tooManyWaiting:
            self.init(
                .serviceUnavailable, .tooManyWaiting,
                "The hub is busy. Keep the scan and send it again.")
        case .stopping:
            self.init(.serviceUnavailable, .stopping, "The hub is stopping. Send it again.")
        case .idExistsWithDifferentContent(let id):
            self.init(
                .conflict, .idExistsWithDifferentContent,
                "The id \(id) was recorded with other content. That one stands; this one was not recorded."
            )
        case .placeNotFound(let text):
            self.init(.unprocessableContent, .placeNotFound, "There is no place \(text).")
        case .itemNotFound(let text):
            self.init(.notFound, .itemNotFound, "There is no item \(text).")
        case .donationNotFound(let text):
            self.init(
                .notFound, .donationNotFound,
                "Nothing came in with a donation \(text). Scan something first.")
        case .entryNotFound(let text):
            self.init(.notFound, .entryNotFound, "There is no entry \(text).")
        case .countNotFound(let text):
            self.init(.notFound, .countNotFound, "There is no count \(text).")
        case .unresolvedNotFound(let text):
            self.init(
                .notFound, .unresolvedNotFound, "There is no scan \(text) that waits for a name.")
        case .jobNotFound(let text):
            self.init(.notFound, .jobNotFound, "There is no print job \(text).")
        case .batchNotFound(let text):
            self.init(.notFound, .batchNotFound, "There is no batch of print jobs \(text).")
        case .printerNotFound(let name):
            self.init(.notFound, .printerNotFound, "There is no printer \(name).")
        case .labelCodeUnknown(let code):
            self.init(.notFound, .labelCodeUnknown, "No label \(code) was made here.")
        case .alreadyReversed: self.init(.conflict, .alreadyReversed, "That was undone before.")
        case .notReversible:
            self.init(
                .unprocessableContent, .notReversible,
                "That entry moved nothing that could be undone.")
        case .alreadyResolved:
            self.init(.conflict, .alreadyResolved, "Someone has said already what that was.")
        case .countIsCompleted:
            self.init(.conflict, .countIsCompleted, "This count is completed. Begin a new one.")
        case .codeBelongsToAnotherItem(let code, _):
            self.init(
                .conflict, .codeBelongsToAnotherItem, "The code \(code) stands for another item.")
        case .labelCodeTaken: self.init(.conflict, .labelCodeTaken, "That label code is in use.")
        case .labelCodeBound(let code):
            self.init(
                .conflict, .labelCodeBound,
                "The label \(code) stands for something already. Correct that binding by its id.")
        case .labelCodeUnbound(let code):
            self.init(
                .conflict, .labelCodeUnbound, "The label \(code) stands for nothing yet.")
        case .labelCodeReplaced(let newer):
            self.init(.conflict, .labelCodeReplaced, "That label was replaced by \(newer).")
        case .rollLengthOutOfRange:
            self.init(
                .unprocessableContent, .rollLengthOutOfRange,
                "A roll has from 1 to \(Ledger.rollLimit) labels.")
        case .codeNamesAPlace(let name):
            self.init(
                .unprocessableContent, .codeNamesAPlace,
                "That code is the label of \(name), not of an item.")
        case .codeNamesADonation:
            self.init(
                .unprocessableContent, .codeNamesADonation,
                "That code is the label of a donation, not of an item.")
        case .placeInsideItself:
            self.init(
                .unprocessableContent, .placeInsideItself, "A place cannot stand inside itself.")
        case .placeIsAnEdge(let name):
            self.init(
                .unprocessableContent, .placeIsAnEdge,
                "Stock is not kept in \(name); choose a room, shelf, bin or box.")
        case .dayIsClosed(let day):
            self.init(.conflict, .dayIsClosed, "\(day) is closed, with a later day.")
        case .dayNotBegun(let day):
            self.init(.unprocessableContent, .dayNotBegun, "\(day) lies ahead.")
        case .printerExists(let name):
            self.init(.conflict, .printerExists, "There is another printer called \(name).")
        }
    }
}

extension HTTPResponse.Status {
    /// 507 Insufficient Storage (RFC 4918).
    static let outOfRoom = HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage")
}
