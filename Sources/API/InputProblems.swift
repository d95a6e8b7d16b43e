import Foundation
package import Stock

// What is wrong with what someone says of items, places, scans and the like.

extension Problem {
    package static func idUnreadable(_ text: some StringProtocol) -> Problem {
        Problem(.idUnreadable, "\(text.prefix(60)) is not a UUID.")
    }

    package static let scanIDMissing = Problem(
        .idUnreadable, "A scan has an id that its sender made.")

    package static let timeUnreadable = Problem(
        .timeUnreadable, "A time is written such as 2026-11-21T10:02:03-05:00.")

    package static func dateUnreadable(_ text: some StringProtocol) -> Problem {
        Problem(.dateUnreadable, "\(text.prefix(40)) is not a date of the form 2026-11-21.")
    }

    package static let zoneUnknown = Problem(
        .zoneUnknown, "A time zone is a name such as America/New_York.")

    /// `lengths` are of characters.
    package static func textOutOfRange(_ field: String, _ lengths: ClosedRange<Int>) -> Problem {
        Problem(
            .textOutOfRange,
            "\(field) has \(lengths.lowerBound) to \(lengths.upperBound) characters.")
    }
}

// Items and places.
extension Problem {
    /// A new item's name is a known one's, which is kept in another measure than was said.
    package static func measureOfAnother(_ name: String, _ measure: Measure) -> Problem {
        let kept = measure == .gram ? "by weight" : "by the piece"
        return Problem(
            .measuresDiffer,
            "“\(name)” is known here, and is kept \(kept). Say it so, or name its id.")
    }

    package static let unitWeightOutOfRange = Problem(
        .unitWeightOutOfRange,
        "A piece weighs from 1 gram to 1,000 kg, in whole grams. Are these grams?")

    package static let pictureNotFound = Problem(
        .pictureNotFound, "There is no such picture. It may have been taken away.")

    /// `limit` is in bytes.
    package static func pictureTooLong(limit: Int) -> Problem {
        Problem(
            .pictureTooLarge,
            "A picture has at most \(limit) bytes. Make it smaller, and send it again.")
    }

    package static func codesTooMany(limit: Int) -> Problem {
        Problem(.codesTooMany, "An item has at most \(limit) codes.")
    }

    package static func placesOutOfRange(limit: Int) -> Problem {
        Problem(.textOutOfRange, "A list names from 1 to \(limit) places.")
    }

    /// A path names a place that is not there: 404, as with everything else that a path names.
    package static func pathWithoutPlace(_ text: some StringProtocol) -> Problem {
        Problem(.placeNotFound, "There is no place \(text.prefix(60)).", status: 404)
    }

    package static func placeUnreadable(_ text: some StringProtocol) -> Problem {
        Problem(.placeNotFound, "\(text.prefix(60)) is no place's id and no label code.")
    }

    package static let placeKindUnknown = Problem(
        .placeKindUnknown, "A place is a room, a shelf, a bin or a box.")

    package static let sourceNotFound = Problem(
        .sourceNotFound, "No source of that id has a name. It may be erased.")
}

// Scans.
extension Problem {
    package static let modeUnknown = Problem(
        .modeUnknown,
        "A mode is one of \(ScanMode.allCases.map(\.rawValue).joined(separator: ", ")).")

    package static let paperOfAPerson = Problem(
        .paperOfAPerson,
        "That was a line of somebody's licence or passport. Nothing of it was kept.")

    package static let nameIsANumber = Problem(
        .nameIsANumber,
        "That name is digits alone. If it is a code, send it as one; an item's name says what it is in words."
    )

    package static let codeIsACommand = Problem(
        .codeIsACommand,
        "That is the code of a command card, which pages obey: a scan of it is of no food, and no item can have it."
    )

    /// `limit` is of characters.
    package static func codeTooLong(limit: Int) -> Problem {
        Problem(
            .codeTooLong,
            "A code has at most \(limit) characters. Was that something else than a product's code?"
        )
    }

    package static let codeEmpty = Problem(
        .codeEmpty, "There was nothing in that scan. Scan it again.")

    package static let dateKindUnknown = Problem(
        .dateKindUnknown,
        "A date label is one of \(DateLabel.Kind.allCases.map(\.rawValue).joined(separator: ", "))."
    )

    package static let dateLabelUnreadable = Problem(
        .dateUnreadable,
        "A date label's date is a year, a month or a day: 2027, 2027-03 or 2027-03-09.")

    /// A line of standard input; `digits` is the length of a quantity at the most.
    package static func scanLineUnclear(digits: Int) -> Problem {
        Problem(
            .numberUnreadable,
            "A quantity of at most \(digits) digits stands in front of the asterisk, and the code behind it: 12*041331024686."
        )
    }
}

// Names that were typed in place of codes.
extension Problem {
    /// A line of letters that nobody knows as a code; `near` are names that are like it.
    package static func scanLineIsNoCode(near names: [String]) -> Problem {
        Problem(
            .itemNotFound,
            "No code is known that is written so, and no item goes by that name; nothing was recorded."
                + (names.isEmpty
                    ? "" : " Names that are like it: \(names.joined(separator: ", ")).")
                + " Type the item's whole name, or its code.")
    }
}

// Command cards.
extension Problem {
    /// A card that was scanned where nothing obeys it, or a line after one; `isOfWork` is whether it asks for other work.
    package static func scanLineIsCommand(_ card: String, isOfWork: Bool) -> Problem {
        Problem(
            .codeIsACommand,
            isOfWork
                ? "The card \(card) asks for other work than this command does. Nothing is taken until the card of its own work is scanned, or the command is started with another --mode."
                : "Pages alone obey the card \(card); nothing was done.")
    }

    /// A line of a scan file behind a card that asks for other work than to hand out.
    package static func afterCard(_ card: String) -> Problem {
        Problem(
            .codeIsACommand,
            "The card \(card) was scanned before it, and no UHANDOUT since: it was no hand-out, and nothing of it was recorded. If it was one, send its line without the card's."
        )
    }
}

// Webhooks.
extension Problem {
    package static let webhookNotFound = Problem(
        .webhookNotFound, "There is no such webhook. It may have been removed.")

    package static func webhooksTooMany(limit: Int) -> Problem {
        Problem(.webhooksTooMany, "A hub has at most \(limit) webhooks. Remove one.")
    }

    package static let webhookURLUnreadable = Problem(
        .webhookURLUnreadable,
        "An address is like https://example.org/larder, without a password, of at most 1,000 characters."
    )

    package static func webhookAddressPrivate(_ host: String) -> Problem {
        Problem(
            .webhookAddressPrivate,
            "\(host) is an address of a private network. Allow it by name where that is meant.")
    }

    package static func webhookKindUnreadable(
        _ kind: String, known: some Sequence<String>
    ) -> Problem {
        Problem(
            .webhookKindUnreadable,
            "No entry is of the kind \(kind.prefix(40)). The kinds are \(known.sorted().joined(separator: ", "))."
        )
    }
}
