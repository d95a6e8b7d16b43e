/// A label that is to be printed; without a layout, the one that suits its code.
package struct PrintJobRequest: Codable, Sendable {
    package var id: String
    package var printer: String
    package var layout: String?
    package var copies: Int?
    package var code: String?
    package var fields: [String: String]?

    package init(
        id: String, printer: String, layout: String? = nil, copies: Int? = nil, code: String? = nil,
        fields: [String: String]? = nil
    ) {
        self.id = id
        self.printer = printer
        self.layout = layout
        self.copies = copies
        self.code = code
        self.fields = fields
    }
}

/// A print job, as the API and the feed give it.
package struct PrintJobResponse: Codable, Sendable {
    package enum State: String, CaseIterable, Sendable {
        case queued, printing, printed, unknown, failed, cancelled
    }

    /// What the label will not show as it was asked to.
    package struct LabelNote: Codable, Sendable {
        package enum Kind: String, CaseIterable, Sendable {
            case textCut, charactersMissing, iconsLeftOut, fieldNotOnLayout
        }

        package var kind: Word<Kind>
        package var field: String
        /// Characters that no font has, or names of icons.
        package var what: String?

        package init(
            kind: Kind, field: String, what: String? = nil
        ) {
            self.kind = Word(kind)
            self.field = field
            self.what = what
        }
    }

    package var id: String
    package var number: Int64
    package var printer: String
    package var layout: String
    package var copies: Int
    package var code: String?
    package var state: Word<State>
    /// Why it waits or ended; a word of docs/reference/printers.md.
    package var reason: String?
    /// Labels that came out, of which those up to `labelsSent` are in doubt.
    package var labelsOut: Int
    package var labelsSent: Int
    package var bytesSent: Int
    package var batch: String?
    package var reprintOf: String?
    /// Where it was asked for just now: what the label does not show as it was asked to.
    package var notes: [LabelNote]?

    package init(
        id: String, number: Int64, printer: String, layout: String, copies: Int,
        code: String? = nil,
        state: Word<State>, reason: String? = nil, labelsOut: Int, labelsSent: Int, bytesSent: Int,
        batch: String? = nil, reprintOf: String? = nil, notes: [LabelNote]? = nil
    ) {
        self.id = id
        self.number = number
        self.printer = printer
        self.layout = layout
        self.copies = copies
        self.code = code
        self.state = state
        self.reason = reason
        self.labelsOut = labelsOut
        self.labelsSent = labelsSent
        self.bytesSent = bytesSent
        self.batch = batch
        self.reprintOf = reprintOf
        self.notes = notes
    }
}

/// What a person saw of the labels of a job that are in doubt: `cameOut` or `labelsOut`.
package struct PrintJobConfirmationRequest: Codable, Sendable {
    package var cameOut: Bool?
    /// The last label of the job that came out; it goes on with the next.
    package var labelsOut: Int?
    /// The last label that was in doubt when the person looked.
    package var labelsSent: Int?

    package init(
        cameOut: Bool? = nil, labelsOut: Int? = nil, labelsSent: Int? = nil
    ) {
        self.cameOut = cameOut
        self.labelsOut = labelsOut
        self.labelsSent = labelsSent
    }
}

/// The labels of a job once more.
package struct PrintJobReprintRequest: Codable, Sendable {
    package var id: String
    package var printer: String?
    package var copies: Int?

    package init(
        id: String, printer: String? = nil, copies: Int? = nil
    ) {
        self.id = id
        self.printer = printer
        self.copies = copies
    }
}

/// Where in the queue a job is to be.
package struct TurnRequest: Codable, Sendable {
    package enum Destination: String, CaseIterable, Sendable { case first, earlier, later, last }

    package var to: Word<Destination>

    package init(
        to: Word<Destination>
    ) {
        self.to = to
    }
}

/// The printer that a job is to go to.
package struct MoveRequest: Codable, Sendable {
    package var printer: String

    package init(
        printer: String
    ) {
        self.printer = printer
    }
}

/// Labels that are to be printed together.
package struct PrintBatchRequest: Codable, Sendable {
    /// Bytes at the most: 5,000 labels with a name and a detail of their own fit.
    package static let limit = 4 << 20

    package struct Label: Codable, Sendable {
        package var layout: String?
        package var copies: Int?
        package var code: String?
        package var fields: [String: String]?

        package init(
            layout: String? = nil, copies: Int? = nil, code: String? = nil,
            fields: [String: String]? = nil
        ) {
            self.layout = layout
            self.copies = copies
            self.code = code
            self.fields = fields
        }
    }

    package var id: String
    package var printer: String
    package var layout: String?
    package var labels: [Label]

    package init(
        id: String, printer: String, layout: String? = nil, labels: [Label]
    ) {
        self.id = id
        self.printer = printer
        self.layout = layout
        self.labels = labels
    }
}

/// What some of many labels do not show as they were asked to.
package struct NoteOfLabels: Codable, Sendable {
    package var kind: Word<PrintJobResponse.LabelNote.Kind>
    package var field: String
    /// Characters that no font has, or names of icons.
    package var what: String?
    /// The number of the first of them, from 1.
    package var first: Int
    /// How many they are.
    package var labels: Int

    package init(
        kind: Word<PrintJobResponse.LabelNote.Kind>, field: String, what: String? = nil,
        first: Int, labels: Int
    ) {
        self.kind = kind
        self.field = field
        self.what = what
        self.first = first
        self.labels = labels
    }
}

/// A batch of print jobs.
package struct PrintBatchResponse: Codable, Sendable {
    package var id: String
    package var printer: String
    package var labels: Int
    /// Labels that do not wait any more, whatever came of them.
    package var labelsDone: Int
    /// Labels that the printer or a person said came out.
    package var labelsOut: Int
    /// Jobs by their state.
    package var jobs: [Word<PrintJobResponse.State>: Int]
    /// What the rest takes at the printer's pace; missing until that can be told.
    package var secondsLeft: Int?
    /// Where it was asked for just now: what labels do not show as they were asked to; missing where all is shown.
    package var notes: [NoteOfLabels]?

    package init(
        id: String, printer: String, labels: Int, labelsDone: Int, labelsOut: Int,
        jobs: [Word<PrintJobResponse.State>: Int],
        secondsLeft: Int? = nil, notes: [NoteOfLabels]? = nil
    ) {
        self.id = id
        self.printer = printer
        self.labels = labels
        self.labelsDone = labelsDone
        self.labelsOut = labelsOut
        self.jobs = jobs
        self.secondsLeft = secondsLeft
        self.notes = notes
    }
}

/// What a person saw of a batch's labels that are in doubt; nothing said is that all came out.
package struct PrintBatchConfirmationRequest: Codable, Sendable {
    /// False where none of the labels came out.
    package var cameOut: Bool?
    /// The jobs that the person looked for.
    package var seen: [String]?
    /// Those whose labels did not come out.
    package var missing: [String]?

    package init(
        cameOut: Bool? = nil, seen: [String]? = nil, missing: [String]? = nil
    ) {
        self.cameOut = cameOut
        self.seen = seen
        self.missing = missing
    }
}

/// What failed of a batch once more.
package struct PrintBatchReprintRequest: Codable, Sendable {
    package var id: String
    package var printer: String?

    package init(
        id: String, printer: String? = nil
    ) {
        self.id = id
        self.printer = printer
    }
}
