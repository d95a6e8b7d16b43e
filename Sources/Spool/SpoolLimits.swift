import Printing

/// How long the spool waits for what, and how much it holds: every wait has its limit here.
enum SpoolLimits {
    /// Jobs that may wait at one printer.
    static let queueLimit = 10_000
    /// Labels of one job at most.
    static let copiesLimit = 9_999
    /// Labels of one job that are sent before the printer has confirmed those before them.
    static let run = 25
    /// Bytes of a job's fields at most, names and texts together.
    static let fieldsLimit = 16_384
    /// LabelPictures of labels that are kept; older ones are removed.
    static let picturesKept = 200
    /// Orders whose labels wait to be drawn for the first time; what is being printed waits beside them.
    static let drawingsWaiting = 256
    /// Drawings that are kept in memory; one of 4 × 6 inch at 300 dpi has 270 KB.
    static let drawingsKept = 8
    /// Bytes of labels in their printers' languages that are kept between asking and printing.
    static let encodedBytesKept = 1_048_576

    /// Bytes handed to a printer at a time, so that a job can be stopped between two.
    static let slice = 16_384
    /// How long a printer may take over one slice before it counts as holding it back.
    static let sending = Duration.seconds(2)
    /// How long a printer may take to answer a question.
    static let answering = Duration.seconds(1)
    /// How long old answers are waited for before a new question.
    static let draining = Duration.milliseconds(20)
    /// How long the rest of an answer is waited for after its beginning.
    static let settling = Duration.milliseconds(100)
    /// How long it is waited, between two slices, for what a printer says by itself.
    static let listening = Duration.milliseconds(1)
    /// Bytes of an answer that is still waited for to make sense.
    static let longestAnswer = 4_096
    /// Bytes of what a printer says during one job that are kept: three words of 32 bytes a label
    /// for the largest job.
    static let wordsKept = 1_048_576
    /// Jobs in a row that hear nothing of a printer which never answered, until it counts as mute.
    static let jobsUntilMute = 3
    /// Jobs for which a mute printer is not asked again.
    static let jobsUnasked = 20

    /// Between two looks at a printer that holds bytes back.
    static let betweenSlices = Duration.seconds(1)
    /// Between two questions after the last byte, the last one repeated: small labels take a third of
    /// a second, and a printer that is asked all the time prints more slowly.
    ///
    /// What as many labels took before at the least, where that is known, is most of what these will; the first question
    /// comes early enough to see them at work.
    static func betweenQuestions(
        asked count: Int, of labels: Int, pace: Duration?
    ) -> Duration {
        if count == 0, let pace { return min(pace * 2 / 3, .seconds(2)) }
        let step = min(Duration.milliseconds(50) * labels, .milliseconds(250))
        return switch count {
        case ..<2 where pace == nil: step * 2
        case ..<6: step
        case 6: step * 2
        case 7: .milliseconds(500)
        case ..<11: .seconds(1)
        default: .seconds(2)
        }
    }
    /// For a printer to call itself idle until that says that all came out: the first time may be before it has begun, or
    /// between two labels.
    static let idleness = Duration.milliseconds(500)
    /// Between two questions to a printer that was at work and calls itself idle: a pause between two labels is seen to be
    /// one.
    static let betweenIdleAnswers = Duration.milliseconds(100)
    /// Labels at once of which it is told by the time they take that none is still to come; with more of them, the last is
    /// too small a part of that time.
    static let fewLabels = 5
    /// Between two attempts at a printer that is away or has no paper, the last one repeated.
    static let betweenAttempts: [Duration] = [1, 2, 4, 8, 10].map { .seconds($0) }

    /// For a person to load paper, close a lid or plug a printer in again, while bytes are under
    /// way.
    static let attention = Duration.seconds(30 * 60)
    /// For a printer that never answered to say something all the same.
    static let vagueness = Duration.seconds(3)
    /// For a printer that has no way to say whether it is done, to say that something went wrong.
    ///
    /// That is as long as its labels take at 50 mm a second, which is slow. It is asked again before the next job.
    static func vagueness(of settings: JobSettings) -> Duration {
        let length = settings.media.feed * Double(settings.copies)
        return min(vagueness, .milliseconds(500 + Int(length / 50 * 1_000)))
    }
    /// For the first word of a label that is out, from a printer that may know such words.
    static let firstLabel = Duration.seconds(10)
    /// For a printer at work on that many labels: a large one takes about two seconds.
    static func work(on copies: Int) -> Duration { .seconds(60 + 3 * copies) }

    /// For a printer to end what it says it is at, before a job: labels of another program take no
    /// longer, and some printers say so at rest until they are switched off.
    static let foreignWork = Duration.seconds(60)

    /// Microseconds since it was asked for that a job waits for its printer: twelve hours.
    ///
    /// Labels nobody waits for any more should not come out of a printer that is switched on next
    /// week.
    static let jobAge: Int64 = 12 * 3_600 * 1_000_000
    /// For a person who looks at an idle printer, until it has been asked.
    static let looking = Duration.seconds(2)
    /// Microseconds for which what is known of an idle printer is new enough not to ask it again.
    static let freshness: Int64 = 10 * 1_000_000
}

/// Time passed since this was called, by that clock.
func stopwatch(_ clock: some Clock<Duration>) -> @Sendable () -> Duration {
    let start = clock.now
    return { start.duration(to: clock.now) }
}
