// What is wrong with a request as such: who asks, how, and in what form.

extension Problem {
    package static let notSignedIn = Problem(
        .notSignedIn, "This needs a token or a paired browser. Ask a coordinator for one.")

    /// Both are roles.
    package static func roleNotAllowed(_ role: String, needed: String) -> Problem {
        Problem(
            .roleNotAllowed,
            "This device is a \(role)'s; this needs a \(needed)'s. Ask a coordinator.")
    }

    package static let roleUnknown = Problem(
        .roleUnknown, "A role is coordinator, volunteer or viewer.")

    package static let deviceNotFound = Problem(
        .deviceNotFound, "There is no such device or token.")

    package static let pairingCodeWrong = Problem(
        .pairingCodeWrong,
        "That code is not known, or it was used or is too old. Ask for a new one.")

    package static let pairingTooOften = Problem(
        .tooManyRequests, "Too many codes were tried. Wait a minute.")

    package static let requestsTooMany = Problem(
        .tooManyRequests, "That is too much at once. Keep the scans and send them again.")

    package static let hostsTooMany = Problem(.requestMalformed, "A request names one Host.")

    package static let hostForeign = Problem(
        .hostForeign, "This hub does not answer to that host name.")

    package static let originForeign = Problem(
        .originForeign, "Another site asked for this; nothing was done.")
}

// Where it goes.
extension Problem {
    package static let routeNotFound = Problem(
        .routeNotFound, "The hub has no such route. GET /openapi.json describes all there are.")

    package static func exportNotFound(known names: [String]) -> Problem {
        Problem(
            .routeNotFound,
            "There is no such file; there are \(names.joined(separator: ", ")).")
    }

    package static let assetNotFound = Problem(.assetNotFound, "There is no such file.")

    package static let descriptionNotFound = Problem(
        .assetNotFound, "The API's description is missing.")

    /// `methods` as `Allow` names them.
    package static func methodNotAllowed(but methods: String) -> Problem {
        Problem(.methodNotAllowed, "That route takes \(methods) alone.")
    }
}

// Its query.
extension Problem {
    package static func queryNotWhole(_ name: String) -> Problem {
        Problem(.queryUnreadable, "\(name) is a whole number.")
    }

    package static func queryNotFlag(_ name: String) -> Problem {
        Problem(.queryUnreadable, "\(name) is true or false.")
    }

    package static func queryMissing(_ name: String) -> Problem {
        Problem(.queryUnreadable, "\(name) is missing.")
    }

    package static func labelStateUnknown(_ word: some StringProtocol) -> Problem {
        Problem(
            .queryUnreadable,
            "\(word.prefix(40)) is no state that labels are listed by; blank is, or none.")
    }

    package static func stateUnknown(_ word: some StringProtocol) -> Problem {
        Problem(.queryUnreadable, "\(word.prefix(40)) is no state of a print job.")
    }

    package static let positionUnreadable = Problem(
        .queryUnreadable, "after is from the link to the next page.")

    /// A cursor that is none of the list's.
    package static let cursorForeign = Problem(
        .queryUnreadable, "after is not from this list's link to the next page.")

    /// `form` is none of a label's.
    package static func formUnknown(_ form: String) -> Problem {
        Problem(.formUnknown, "A label is drawn as png or pdf, not as \(form.prefix(20)).")
    }
}

// Its body.
extension Problem {
    package static let requestTooLarge = Problem(
        .bodyTooLarge, "That is more than the hub takes in one request.")

    package static func bodyTooLarge(limit bytes: Int) -> Problem {
        Problem(.bodyTooLarge, "The hub takes at most \(bytes) bytes here.")
    }

    package static func lineTooLong(limit bytes: Int) -> Problem {
        Problem(.bodyTooLarge, "A line takes at most \(bytes) bytes.")
    }

    /// `status` is the one of whoever read it.
    package static func requestUnreadable(status: Int) -> Problem {
        Problem(.requestMalformed, "The hub could not read that request.", status: status)
    }

    package static let bodyUnreadable = Problem(
        .requestMalformed, "The hub could not read that request's body.")

    package static let formUnreadable = Problem(
        .requestMalformed, "The hub could not read that form.")

    package static func fieldMissing(_ name: String) -> Problem {
        Problem(.fieldUnreadable, "The field \(name) is missing.")
    }

    /// A member that a request does not have, and that would be taken for one that was left out.
    package static func fieldUnknown(_ name: String) -> Problem {
        Problem(.fieldUnreadable, "There is no field \(name.prefix(40)) here.")
    }

    package static func fieldUnreadable(_ name: String) -> Problem {
        Problem(.fieldUnreadable, "The field \(name) cannot be read.")
    }

    /// A number of JSON that is a fraction or beyond 64 bits.
    package static func fieldBeyondBounds(_ name: String) -> Problem {
        Problem(.fieldUnreadable, "The field \(name) is no whole number of 64 bits.")
    }

    package static func fieldNotWhole(_ name: String) -> Problem {
        Problem(.numberUnreadable, "The field \(name) is no whole number.")
    }

    package static func fieldNotNumber(_ name: String) -> Problem {
        Problem(.numberUnreadable, "The field \(name) is no number.")
    }

    package static let codesInItemChange = Problem(
        .fieldUnreadable,
        "Codes are not changed with an item. Give each by PUT /api/v1/codes/{code}, or take it by DELETE."
    )

    package static let labelNotOfOneThing = Problem(
        .fieldUnreadable, "A label is for one lot, one place or one donation.")

    package static let bindingToNothing = Problem(
        .fieldUnreadable, "A label is put on a place, a lot or an item.")

    package static let bindingToSeveral = Problem(
        .fieldUnreadable, "A label is put on one thing. Name a place, a lot or an item.")

    package static let countLineOfNothing = Problem(
        .fieldUnreadable, "A line names an item, or a code that was scanned.")

    package static let sightingMissing = Problem(
        .fieldUnreadable, "Say cameOut, or labelsOut.")

    package static let languageOfPagesUnknown = Problem(
        .fieldUnreadable, "The hub does not speak that language.")
}
