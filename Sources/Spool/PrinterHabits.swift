/// What is remembered of a printer from one job to the next.
struct PrinterHabits: Sendable, Hashable {
    /// Whether it answered any question when it was last asked; nil while that is not known.
    var answers: Bool?
    /// Jobs since it was last asked and kept silent; it is not asked again at each of them, as
    /// every question to a mute printer is a second lost.
    var unaskedJobs = 0
    /// Whether it took a whole job and never spoke of its labels, though its language has a word.
    var keepsLabelsToItself = false
    /// Whether it may still be waiting for the rest of a picture, as it may when the hub starts.
    var mayBeUnfinished = true

    /// Whether it is not worth asking now.
    var isUnasked: Bool { answers == false && unaskedJobs < Patience.jobsUnasked }
}
