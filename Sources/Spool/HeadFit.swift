import Printing
import Rendering

extension Drawing {
    /// Refuses a label that is wider than a printer's head.
    ///
    /// Where the printer leaves edges off, a label that is at most 3 mm wider loses what is white
    /// there, half on each side: DYMO's 57.15 and 58.7 mm labels are 3 and 21 dots wider than the
    /// head that prints them. A calibration label may lose ink, for what is missing of it is what
    /// it shows.
    ///
    /// - Throws: ``LabelFault/labelWiderThanHead(label:head:)``.
    func fitted(
        to printer: OpenedPrinter, at resolution: Resolution, mayLoseInk: Bool = false
    ) throws(LabelFault) -> Drawing {
        guard let head = printer.head, bitmap.width > head else { return self }
        let beyond = bitmap.width - head
        guard printer.leavesEdgesOff, beyond <= resolution.dots(3) else {
            throw .labelWiderThanHead(label: bitmap.width, head: head)
        }
        let middle = bitmap.window(x: beyond / 2, y: 0, width: head, height: bitmap.height)
        guard mayLoseInk || middle.blackDots == bitmap.blackDots else {
            throw .labelWiderThanHead(label: bitmap.width, head: head)
        }
        return Drawing(bitmap: middle, notes: notes)
    }
}
