/// A printer that is to be configured.
package struct PrinterRequest: Codable, Sendable {
    package var name: String
    package var device: String
    package var language: String?
    package var media: String?
    package var dpi: Int?
    package var head: Int?
    package var options: PrinterOptionsRequest?

    package init(
        name: String, device: String, language: String? = nil, media: String? = nil,
        dpi: Int? = nil,
        head: Int? = nil, options: PrinterOptionsRequest? = nil
    ) {
        self.name = name
        self.device = device
        self.language = language
        self.media = media
        self.dpi = dpi
        self.head = head
        self.options = options
    }
}

/// What is to be different of a printer; what is left out stays.
package struct PrinterChangeRequest: Codable, Sendable {
    package var device: String?
    package var language: String?
    package var media: String?
    package var dpi: Int?
    package var head: FieldPatch<Int> = .none
    package var confirms: FieldPatch<Bool> = .none
    package var options: PrinterOptionsRequest?

    package init(
        device: String? = nil, language: String? = nil, media: String? = nil, dpi: Int? = nil,
        head: FieldPatch<Int> = .none, confirms: FieldPatch<Bool> = .none,
        options: PrinterOptionsRequest? = nil
    ) {
        self.device = device
        self.language = language
        self.media = media
        self.dpi = dpi
        self.head = head
        self.confirms = confirms
        self.options = options
    }

    private enum CodingKeys: CodingKey {
        case device, language, media, dpi, head, confirms, options
    }

    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        device = try members.decodeIfPresent(String.self, forKey: .device)
        language = try members.decodeIfPresent(String.self, forKey: .language)
        media = try members.decodeIfPresent(String.self, forKey: .media)
        dpi = try members.decodeIfPresent(Int.self, forKey: .dpi)
        head = try members.patch(.head)
        confirms = try members.patch(.confirms)
        options = try members.decodeIfPresent(PrinterOptionsRequest.self, forKey: .options)
    }

    package func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encodeIfPresent(device, forKey: .device)
        try members.encodeIfPresent(language, forKey: .language)
        try members.encodeIfPresent(media, forKey: .media)
        try members.encodeIfPresent(dpi, forKey: .dpi)
        try members.encode(head, forKey: .head)
        try members.encode(confirms, forKey: .confirms)
        try members.encodeIfPresent(options, forKey: .options)
    }
}

/// What is to be different of a printer's options; null leaves an option to the printer.
package struct PrinterOptionsRequest: Codable, Sendable {
    package var darkness: FieldPatch<Int> = .none
    package var speed: FieldPatch<Int> = .none
    package var cut: FieldPatch<Word<PrinterResponse.Options.Cut>> = .none
    package var roll: FieldPatch<Word<PrinterResponse.Options.Roll>> = .none
    /// Tenths of a millimetre.
    package var offsetAcross: Int?
    /// Tenths of a millimetre.
    package var offsetAlong: Int?
    /// 0 or 180.
    package var rotation: Int?

    package init(
        darkness: FieldPatch<Int> = .none, speed: FieldPatch<Int> = .none,
        cut: FieldPatch<Word<PrinterResponse.Options.Cut>> = .none,
        roll: FieldPatch<Word<PrinterResponse.Options.Roll>> = .none, offsetAcross: Int? = nil,
        offsetAlong: Int? = nil, rotation: Int? = nil
    ) {
        self.darkness = darkness
        self.speed = speed
        self.cut = cut
        self.roll = roll
        self.offsetAcross = offsetAcross
        self.offsetAlong = offsetAlong
        self.rotation = rotation
    }

    private enum CodingKeys: CodingKey {
        case darkness, speed, cut, roll, offsetAcross, offsetAlong, rotation
    }

    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        darkness = try members.patch(.darkness)
        speed = try members.patch(.speed)
        cut = try members.patch(.cut)
        roll = try members.patch(.roll)
        offsetAcross = try members.decodeIfPresent(Int.self, forKey: .offsetAcross)
        offsetAlong = try members.decodeIfPresent(Int.self, forKey: .offsetAlong)
        rotation = try members.decodeIfPresent(Int.self, forKey: .rotation)
    }

    package func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(darkness, forKey: .darkness)
        try members.encode(speed, forKey: .speed)
        try members.encode(cut, forKey: .cut)
        try members.encode(roll, forKey: .roll)
        try members.encodeIfPresent(offsetAcross, forKey: .offsetAcross)
        try members.encodeIfPresent(offsetAlong, forKey: .offsetAlong)
        try members.encodeIfPresent(rotation, forKey: .rotation)
    }
}

/// A configured printer.
package struct PrinterResponse: Codable, Sendable {
    /// How its labels are printed; what is missing is left to the printer.
    package struct Options: Codable, Sendable {
        /// When a printer with a cutter cuts.
        package enum Cut: String, CaseIterable, Sendable { case never, eachLabel, lastLabel }
        /// A roll of a printer with two.
        package enum Roll: String, CaseIterable, Sendable { case left, right }

        package var darkness: Int?
        package var speed: Int?
        package var cut: Word<Cut>?
        package var roll: Word<Roll>?
        /// Tenths of a millimetre by which the picture moves right.
        package var offsetAcross: Int
        /// Tenths of a millimetre by which the picture moves down.
        package var offsetAlong: Int
        /// 0 or 180.
        package var rotation: Int

        package init(
            darkness: Int? = nil, speed: Int? = nil, cut: Word<Cut>? = nil,
            roll: Word<Roll>? = nil, offsetAcross: Int, offsetAlong: Int, rotation: Int
        ) {
            self.darkness = darkness
            self.speed = speed
            self.cut = cut
            self.roll = roll
            self.offsetAcross = offsetAcross
            self.offsetAlong = offsetAlong
            self.rotation = rotation
        }
    }

    /// What can be set of it, each as the least and the greatest value.
    package struct Ranges: Codable, Sendable {
        package var darkness: [Int]?
        package var speed: [Int]?
        package var cuts: Bool
        package var rolls: Bool
        package var confirms: Bool

        package init(
            darkness: [Int]? = nil, speed: [Int]? = nil, cuts: Bool, rolls: Bool,
            confirms: Bool
        ) {
            self.darkness = darkness
            self.speed = speed
            self.cuts = cuts
            self.rolls = rolls
            self.confirms = confirms
        }
    }

    package struct Status: Codable, Sendable {
        /// What stands in its way; a word of docs/reference/printers.md.
        package var reason: String?
        /// Whether nothing is known to stand in its way, and it does not say how it is; a hub of an
        /// earlier release does not tell.
        package var silent: Bool?
        package var loaded: Paper?
        package var busy: Bool
        /// Whether a person has paused its queue.
        package var paused: Bool
        package var waiting: Int
        package var labelsWaiting: Int
        /// What these take at its pace; missing until that can be told.
        package var secondsLeft: Int?
        package var lastSeen: String?

        package init(
            reason: String? = nil, silent: Bool? = nil, loaded: Paper? = nil, busy: Bool,
            paused: Bool, waiting: Int, labelsWaiting: Int, secondsLeft: Int? = nil,
            lastSeen: String? = nil
        ) {
            self.reason = reason
            self.silent = silent
            self.loaded = loaded
            self.busy = busy
            self.paused = paused
            self.waiting = waiting
            self.labelsWaiting = labelsWaiting
            self.secondsLeft = secondsLeft
            self.lastSeen = lastSeen
        }
    }

    /// The paper it says it has, in whole millimetres; `name` is as `--media` names such paper.
    package struct Paper: Codable, Sendable {
        package var name: String?
        package var width: Int?
        package var feed: Int?
        package var continuous: Bool?

        package init(
            name: String? = nil, width: Int? = nil, feed: Int? = nil, continuous: Bool? = nil
        ) {
            self.name = name
            self.width = width
            self.feed = feed
            self.continuous = continuous
        }
    }

    package var name: String
    package var device: String
    package var language: String
    package var decidedBy: Word<LanguageBasis>?
    package var media: String
    package var dpi: Int
    package var head: Int?
    /// Whether it says when a label is out, if it is asked.
    package var confirms: Bool?
    package var options: Options
    package var ranges: Ranges
    package var status: Status

    package init(
        name: String, device: String, language: String, decidedBy: Word<LanguageBasis>? = nil,
        media: String,
        dpi: Int, head: Int? = nil, confirms: Bool? = nil, options: Options, ranges: Ranges,
        status: Status
    ) {
        self.name = name
        self.device = device
        self.language = language
        self.decidedBy = decidedBy
        self.media = media
        self.dpi = dpi
        self.head = head
        self.confirms = confirms
        self.options = options
        self.ranges = ranges
        self.status = status
    }
}

/// What a person read off a calibration label, in millimetres; what is left out is 0.
package struct CalibrationRequest: Codable, Sendable {
    package var left: Double?
    package var right: Double?
    package var top: Double?
    package var bottom: Double?

    package init(
        left: Double? = nil, right: Double? = nil, top: Double? = nil, bottom: Double? = nil
    ) {
        self.left = left
        self.right = right
        self.top = top
        self.bottom = bottom
    }
}

/// A device that is to print one label in each language.
package struct TrialRequest: Codable, Sendable {
    package var device: String
    package var media: String?
    package var dpi: Int?

    package init(
        device: String, media: String? = nil, dpi: Int? = nil
    ) {
        self.device = device
        self.media = media
        self.dpi = dpi
    }
}

/// One label of a trial.
package struct TrialResponse: Codable, Sendable {
    /// What means the printer alone that it was sent to, whatever it turns out to speak.
    package var device: String
    /// What stands on the label in large type.
    package var number: Int
    package var language: String
    package var bytesSent: Int
    /// What stood in the way; a word of docs/reference/printers.md.
    package var reason: String?

    package init(
        device: String, number: Int, language: String, bytesSent: Int, reason: String? = nil
    ) {
        self.device = device
        self.number = number
        self.language = language
        self.bytesSent = bytesSent
        self.reason = reason
    }
}
