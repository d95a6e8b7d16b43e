// What is wrong with a printer as it is to be set, or with a picture of a label.

extension Problem {
    /// Each that is plugged in, with what it is.
    package static func noLabelPrinter(among found: [String]) -> Problem {
        Problem(
            .printerUnusable,
            "No printer that is plugged in is a label printer that Larder speaks to. \(found.joined(separator: ". "))."
        )
    }

    /// A device that may be any of those at `ports`.
    package static func printersTooMany(_ device: String, at ports: [String]) -> Problem {
        Problem(
            .printerUnusable,
            "Several printers are meant by \(device): name one by its port, \(ports.joined(separator: " or "))."
        )
    }

    /// What is plugged in where a printer of that language is wanted and nobody named it, each with its device.
    package static func printerUnnamed(_ language: String, among found: [String]) -> Problem {
        Problem(
            .printerUnusable,
            "usb: means a printer that is known to speak \(language), and none is plugged in. Plug it in, or name the one that is meant: \(found.joined(separator: ", "))."
        )
    }

    package static func printerMissing(at device: String) -> Problem {
        Problem(
            .printerUnusable,
            "No printer is there at \(device). Check that it is switched on and its cable is in; larder printer list shows what is plugged in."
        )
    }

    package static func printerForbidden(_ name: String) -> Problem {
        Problem(
            .printerUnusable,
            "The hub's user may not open \(name), so it cannot say what it is. Run sudo larder printer setup once, then plug it out and in."
        )
    }

    /// `advice` is what to do, for the end of a sentence.
    package static func printerHindered(_ name: String, advice: String) -> Problem {
        Problem(.printerUnusable, "\(name): \(advice).")
    }

    package static let hostUnreadable = Problem(
        .printerUnusable, "A network printer has an address such as 192.168.1.50.")

    package static func languageNotTold(at device: String, known: [String]) -> Problem {
        Problem(
            .languageNotTold,
            "Nobody knows which language the printer at \(device) speaks. Name it and that device (\(known.joined(separator: ", "))), or find it out with: larder printer try"
        )
    }

    package static let mediaNotTold = Problem(
        .mediaNotTold, "The printer does not say which paper is in it. Name it, such as 50x30.")

    /// `limit` is of millimetres.
    package static func readingOutOfRange(limit: Int) -> Problem {
        Problem(
            .readingOutOfRange,
            "A ruler of the calibration label goes from 0 to \(limit) mm.")
    }

    /// More dots than `limit`, both of a whole picture.
    package static func pictureTooLarge(dots: Int, limit: Int) -> Problem {
        Problem(
            .labelTooLarge,
            "A picture has at most \(limit) dots, and this one would have \(dots). Ask for fewer in an inch."
        )
    }
}

// Devices that the machine's owner alone adds.
extension Problem {
    package static let deviceInData = Problem(
        .deviceNotAllowed, "No printer is in the hub's data directory; choose another file.")

    package static let deviceLinked = Problem(
        .deviceNotAllowed,
        "The file has another name too (a hard link), which may be in the hub's data directory. "
            + "Choose another file.")

    package static let fileFromAfar = Problem(
        .deviceNotAllowed,
        "Printing to a file is set up on the hub's own machine, with: larder printer add")

    package static let statusPortFromAfar = Problem(
        .deviceNotAllowed,
        "The port at which a printer answers SNMP is set on the hub's own machine, with: larder printer add"
    )

    package static func portFromAfar(but ports: ClosedRange<Int>) -> Problem {
        Problem(
            .deviceNotAllowed,
            "A printer on the network listens at a port from \(ports.lowerBound) to \(ports.upperBound). One at another port is added on the hub's own machine, with: larder printer add"
        )
    }
}
