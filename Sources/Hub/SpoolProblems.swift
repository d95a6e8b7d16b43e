package import API
package import Printing
package import Spool

extension Problem {
    /// A refusal of the spool, in the words of the API.
    package init(_ fault: SpoolFault) {
        switch fault {
        case .nameLengthOutOfRange(_, let limit):
            self.init(
                .textOutOfRange,
                "A printer's name has 1 to \(limit) characters.")
        case .resolutionOutOfRange:
            self.init(
                .dpiOutOfRange,
                "A resolution is from 100 to 1,200 dots in an inch.")
        case .resolutionOfNoSuchPrinter(_, let known):
            let heads = known.map(String.init).joined(separator: " or ")
            self.init(
                .dpiOutOfRange,
                "A printer of that language prints \(heads) dots in an inch.")
        case .optionNotSettable(let option):
            self.init(
                .optionNotSettable,
                "The printer's language has no command for \(option.rawValue). Leave it out.")
        case .optionOutOfRange(let option, let value, let range):
            self.init(
                .optionOutOfRange,
                "\(option.rawValue) is from \(range.lowerBound) to \(range.upperBound) on this printer; \(value) is not."
            )
        case .copiesOutOfRange(_, let limit):
            self.init(.copiesOutOfRange, "A job prints from 1 to \(limit) labels.")
        case .fieldsTooLong(_, let limit):
            self.init(
                .textOutOfRange,
                "What a label says has at most \(limit) bytes.")
        case .label(let fault): self.init(fault)
        case .ofLabel(let number, let fault): self = .ofLabel(number, Problem(fault))
        case .encoding(let fault): self.init(fault)
        case .queueFull(let limit):
            self.init(
                .queueFull,
                "That printer has \(limit) jobs waiting. Let it print some first.")
        case .batchSizeOutOfRange(_, let limit):
            self.init(
                .batchSizeOutOfRange,
                "A batch prints from 1 to \(limit) labels, copies included.")
        case .jobWentOn(let out, let sent):
            self.init(
                .jobWentOn,
                "In doubt are now the labels after \(out), up to \(sent). Look again.")
        case .jobIsNotQueued(let state):
            self.init(
                .jobIsNotQueued,
                "That job is \(state.rawValue); only one that waits moves.")
        case .jobHasNotEnded(let state):
            self.init(
                .jobHasNotEnded,
                "That job is \(state.rawValue); its labels may still come.")
        case .jobIsNotUnknown(let state):
            self.init(.jobIsNotUnknown, "That job is \(state.rawValue); nobody needs to look.")
        case .pictureNotSaved:
            self.init(.pictureNotSaved, "There is no room for a picture of the label.")
        }
    }

    package init(_ fault: EncodingFault) {
        switch fault {
        case .mediaUnsuitable:
            self.init(
                .mediaUnsuitable,
                "Printers of that language print on no such paper: a receipt printer takes strips only, such as 58 or 80, and a Brother QL Brother's rolls only, such as 62 or 62x29."
            )
        case .labelTooWide(let dots, let limit):
            self.init(
                .labelWiderThanHead,
                "The label is \(dots) dots wide and the printer takes \(limit).")
        case .labelTooLong(let dots, let limit):
            self.init(
                .labelTooLarge,
                "The label is \(dots) dots long and the printer takes \(limit).")
        case .copiesOutOfRange(_, let limit):
            self.init(
                .copiesOutOfRange,
                "That printer takes at most \(limit) labels at once.")
        case .inkBeyondReach(let dots):
            self.init(
                .labelBeyondReach,
                "\(dots) black dots are nearer to the label's edge than the printer reaches.")
        }
    }
}
