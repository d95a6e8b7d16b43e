import Printing

extension Media {
    /// Millimetres at the sides, and at the top and bottom, that a label keeps free: a margin, and what
    /// its printers do not reach; of a disc, all beyond the largest square within the circle that is
    /// left.
    func inset(margin: Double) -> (across: Double, along: Double) {
        let (across, along) = (max(margin, edgeAcross), max(margin, edgeAlong))
        guard isRound else { return (across, along) }
        let inset = width / 2 - max(0, width / 2 - max(across, along)) / 2.0.squareRoot()
        return (inset, inset)
    }

    /// Millimetres of a disc that lie beyond such an inset on each side: as far as the corners of the
    /// larger square reach its rim.
    func paperOfDisc(beyond inset: Double) -> Double {
        max(0, width / 2 / 2.0.squareRoot() - (width / 2 - inset))
    }
}
