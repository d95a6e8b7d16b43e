package import API
package import Storage

extension Problem {
    /// A fault of the store, in the words of the API.
    package init(_ fault: StorageFault) {
        switch fault {
        case .directoryUnusable, .hubIsRunning, .hubNotFound, .durabilityRefused, .schemaIsNewer,
            .databaseMissing, .databaseEmpty, .databaseDamaged, .restoreUnfinished:
            self.init(.directoryUnusable, "The hub's data cannot be used: \(fault)")
        case .directoryNotEmpty:
            self.init(.directoryNotEmpty, "There is something already; it was left as it is.")
        case .diskFailed:
            self.init(
                .diskFailed,
                "The disk did not keep what was written. What was acknowledged before is safe; start the hub again."
            )
        case .databaseReplaced:
            self.init(
                .databaseReplaced,
                "The hub's database was moved, deleted or replaced while it runs, so nothing is recorded. Put it back, or see in the hub's log what was kept and start the hub again; devices keep their scans and send them again."
            )
        case .diskFull:
            self.init(
                .diskFull,
                "The disk is full, so this scan was not recorded. Make room; the device keeps its scans and sends them again."
            )
        case .tooManyWaiting:
            self.init(
                .tooManyWaiting,
                "The hub is busy. Keep the scan and send it again.")
        case .stopping:
            self.init(.stopping, "The hub is stopping. Send it again.")
        case .idExistsWithDifferentContent(let id):
            self.init(
                .idExistsWithDifferentContent,
                "The id \(id) was recorded with other content. That one stands; this one was not recorded."
            )
        case .placeNotFound(let text):
            self.init(.placeNotFound, "There is no place \(text).")
        case .itemNotFound(let text):
            self.init(.itemNotFound, "There is no item or lot \(text).")
        case .donationNotFound(let text):
            self.init(
                .donationNotFound,
                "Nothing came in with a donation \(text). Scan something first.")
        case .entryNotFound(let text):
            self.init(.entryNotFound, "There is no entry \(text).")
        case .countNotFound(let text):
            self.init(.countNotFound, "There is no count \(text).")
        case .unresolvedNotFound(let text):
            self.init(.unresolvedNotFound, "There is no scan \(text) that waits for a name.")
        case .jobNotFound(let text):
            self.init(.jobNotFound, "There is no print job \(text).")
        case .batchNotFound(let text):
            self.init(.batchNotFound, "There is no batch of print jobs \(text).")
        case .printerNotFound(let name):
            self.init(.printerNotFound, "There is no printer \(name).")
        case .labelCodeUnknown(let code):
            self.init(.labelCodeUnknown, "No label \(code) was made here.")
        case .alreadyReversed: self.init(.alreadyReversed, "That was undone before.")
        case .notReversible:
            self.init(
                .notReversible,
                "That entry moved nothing that could be undone.")
        case .alreadyResolved:
            self.init(.alreadyResolved, "Someone has said already what that was.")
        case .countIsCompleted:
            self.init(.countIsCompleted, "This count is completed. Begin a new one.")
        case .countIsDropped:
            self.init(
                .countIsDropped,
                "This count was thrown away, or taken back after it was completed. Begin a new one."
            )
        case .codeBelongsToAnotherItem(let code, _):
            self.init(.codeBelongsToAnotherItem, "The code \(code) stands for another item.")
        case .itemIsJoined(_, let into):
            self.init(
                .itemIsJoined, "That item was joined with another. Speak of \(into) instead.")
        case .itemsAreTheSame: self.init(.itemsAreTheSame, "That is one item already.")
        case .measuresDiffer:
            self.init(
                .measuresDiffer,
                "One is counted in pieces and the other in grams. Change the measure of one first.")
        case .measureInUse(let name):
            self.init(
                .measureInUse,
                "There is stock of \(name). Say what a piece weighs (in a file unit_weight_g, over the API conversion), and the stock is converted."
            )
        case .labelCodeTaken: self.init(.labelCodeTaken, "That label code is in use.")
        case .labelCodeBound(let code):
            self.init(
                .labelCodeBound,
                "The label \(code) stands for something already. Correct that binding by its id.")
        case .labelIsNoPack(let code):
            self.init(
                .packOutOfRange,
                "\(code) is a label of the hub's, and stands for one. Give it without a pack; a code of the maker's or of your own can stand for several."
            )
        case .labelCodeUnbound(let code):
            self.init(.labelCodeUnbound, "The label \(code) stands for nothing yet.")
        case .labelCodeReplaced(let newer):
            self.init(.labelCodeReplaced, "That label was replaced by \(newer).")
        case .rollLengthOutOfRange:
            self.init(
                .rollLengthOutOfRange,
                "A roll has from 1 to \(Ledger.rollLimit) labels.")
        case .codeNamesAPlace(let name):
            self.init(
                .codeNamesAPlace,
                "That code is the label of \(name), not of an item.")
        case .codeNamesADonation:
            self.init(
                .codeNamesADonation,
                "That code is the label of a donation, not of an item.")
        case .placeInsideItself:
            self.init(.placeInsideItself, "A place cannot stand inside itself.")
        case .placeNotEmpty(let name):
            self.init(
                .placeNotEmpty,
                "\(name) holds something, or is short of something; empty or count it first.")
        case .placeIsAnEdge(let name):
            self.init(
                .placeIsAnEdge,
                "Stock is not kept in \(name); choose a room, shelf, bin or box.")
        case .dayIsClosed(let day):
            self.init(.dayIsClosed, "\(day) is closed, with a later day.")
        case .dayNotBegun(let day):
            self.init(.dayNotBegun, "\(day) lies ahead.")
        case .dayIsOpen(let day): self.init(.dayIsOpen, "\(day) is open.")
        case .laterDayIsClosed(let day):
            self.init(.laterDayIsClosed, "\(day) is closed; open that one again first.")
        case .clockDoubtful:
            self.init(
                .clockDoubtful,
                "The hub's clock does not fit what was recorded last. See that the date is right, and say so."
            )
        case .zoneIsFixed:
            self.init(.zoneIsFixed, "A day was closed, so its time zone stays as it is.")
        case .printerExists(let name):
            self.init(.printerExists, "There is another printer called \(name).")
        }
    }
}
