package import Printing
package import Rendering

/// Why the spool did not take a job or a printer, in order of precedence.
///
/// What the store refuses (a printer or a job that is not there, an id that names another job)
/// comes as a `StorageFault`, what a device's settings lack as the error of whoever opens devices.
package enum SpoolFault: FaultOfLabels, Hashable {
    /// A printer's name is empty or longer than `limit` characters.
    case nameLengthOutOfRange(characters: Int, limit: Int)
    /// A printer's dots in an inch are none that a head has.
    case resolutionOutOfRange(dpi: Int)
    /// Printers of that language have heads of other dots in an inch, those of `known`.
    case resolutionOfNoSuchPrinter(dpi: Int, known: [Int])
    /// That printer's language has no command for an option.
    case optionNotSettable(PrinterOption)
    /// An option is outside the range that the printer's language has for it.
    case optionOutOfRange(PrinterOption, value: Int, range: ClosedRange<Int>)
    /// A job wants no label, or more than `limit`.
    case copiesOutOfRange(copies: Int, limit: Int)
    /// What a label is to say is longer than `limit` bytes, names and texts of its fields together.
    case fieldsTooLong(bytes: Int, limit: Int)
    /// The label cannot be drawn for that printer.
    case label(LabelFault)
    /// What one of the labels of a batch is refused for, by its number from 1.
    indirect case ofLabel(Int, SpoolFault)
    /// The label cannot be said in that printer's language.
    case encoding(EncodingFault)
    /// That printer has `limit` jobs waiting already.
    case queueFull(limit: Int)
    /// A batch wants no label, or more than `limit`, copies included.
    case batchSizeOutOfRange(labels: Int, limit: Int)
    /// A person said whether labels came out of a job that is not, or not any more, unknown.
    case jobIsNotUnknown(state: JobState)
    /// A person spoke of other labels than those that are in doubt now.
    case jobWentOn(labelsOut: Int, labelsSent: Int)
    /// A job is to be moved or given another turn, and is not waiting.
    case jobIsNotQueued(state: JobState)
    /// Labels are wanted again of a job that has not ended.
    case jobHasNotEnded(state: JobState)
    /// LabelPictures of labels cannot be kept in the data directory.
    case pictureNotSaved(path: String)
}
