import Storage

extension PrinterHabits {
    /// Whether the printer is not worth asking now: every question to a mute one is a second lost.
    var isUnasked: Bool { answers == false && unaskedJobs < Patience.jobsUnasked }
}
