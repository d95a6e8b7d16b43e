/// A label that shows where its picture lies on the paper, and how dark it comes out.
///
/// From the middle of each edge a ruler counts the millimetres inward, from 0: where the picture has
/// slipped over an edge, its first numbers are missing. Corner marks show the size; a disc has no
/// corners, and nothing is drawn beyond its rim. Between the rulers lie a black field, upright lines, level lines and a chequered field, all one dot fine.
public enum CalibrationLabel {
    /// What a print job names it by, in place of a layout.
    public static let name = "calibration"
    /// Millimetres on the longest ruler.
    public static let longestRuler = 9

    /// The label at its exact size: `round(mm / 25.4 × dpi)` dots each way.
    ///
    /// So many millimetres at each edge stay white as `whiteEdge` says, for a printer that does not
    /// reach them: its rulers then begin with the first number that it can print.
    ///
    /// - Precondition: both sides are from 1 to 65,535 dots.
    public static func bitmap(
        on media: Media, at resolution: Resolution, whiteEdge: Double = 0
    ) -> Bitmap {
        var canvas = BitmapCanvas(
            width: resolution.dots(media.width), height: resolution.dots(media.feed))
        let drawing = CalibrationDrawing(media: media, resolution: resolution)
        if !media.isRound { drawing.corners(&canvas) }
        drawing.rulers(&canvas)
        drawing.fields(&canvas)
        if media.isRound { canvas.clearCorners() }
        canvas.clearEdge(resolution.dots(whiteEdge))
        return canvas.bitmap
    }
}

private struct CalibrationDrawing {
    let media: Media
    let resolution: Resolution

    private func dots(_ millimetres: Double) -> Int { resolution.dots(millimetres) }
    /// A line that a printer cannot lose.
    private var line: Int { max(1, dots(0.25)) }
    private var figureScale: Int { max(1, dots(1.25) / DigitGlyphs.width) }
    private var figureWidth: Int { DigitGlyphs.width * figureScale }
    private var figureHeight: Int { DigitGlyphs.height * figureScale }

    func corners(_ canvas: inout BitmapCanvas) {
        let length = dots(2.5)
        for x in [0, canvas.width - length] {
            for y in [0, canvas.height - line] {
                canvas.fill(x: x, y: y, width: length, height: line)
            }
        }
        for x in [0, canvas.width - line] {
            for y in [0, canvas.height - length] {
                canvas.fill(x: x, y: y, width: line, height: length)
            }
        }
    }

    /// Millimetres that fit on a ruler before it meets the one across.
    private func length(along side: Double) -> Int {
        min(CalibrationLabel.longestRuler, max(1, Int(side / 2) - 3))
    }

    /// Even numbers stand on one side of the ticks and odd ones on the other, so that neighbours do
    /// not touch.
    func rulers(_ canvas: inout BitmapCanvas) {
        let (middle, centre, tick) = (canvas.height / 2, canvas.width / 2, dots(1))
        for step in 0...length(along: media.width) {
            let at = dots(Double(step))
            let y = step % 2 == 0 ? middle + tick + line : middle - tick - line - figureHeight
            for (x, figure) in [
                (at, at), (canvas.width - line - at, canvas.width - at - figureWidth),
            ] {
                canvas.fill(x: x, y: middle - tick, width: line, height: 2 * tick)
                canvas.write(step, x: figure, y: y, scale: figureScale)
            }
        }
        for step in 0...length(along: media.feed) {
            let at = dots(Double(step))
            let x = step % 2 == 0 ? centre + tick + line : centre - tick - line - figureWidth
            for (y, figure) in [
                (at, at), (canvas.height - line - at, canvas.height - at - figureHeight),
            ] {
                canvas.fill(x: centre - tick, y: y, width: 2 * tick, height: line)
                canvas.write(step, x: x, y: figure, scale: figureScale)
            }
        }
    }

    /// Millimetres between an edge and the fields: on a disc, as far as leaves a millimetre between their corners and
    /// its rim.
    private var fieldEdge: Double {
        let radius = media.width / 2
        return media.isRound ? max(3.5, radius - (radius - 1) / 2.0.squareRoot()) : 3.5
    }

    /// One field in each quarter: black, upright lines, level lines, chequered.
    func fields(_ canvas: inout BitmapCanvas) {
        let edge = dots(fieldEdge)
        let side = min(
            canvas.width / 2 - edge - dots(3.25), canvas.height / 2 - edge - dots(3.75), dots(8))
        guard side > dots(1) else { return }
        let (right, low) = (canvas.width - edge - side, canvas.height - edge - side)
        canvas.fill(x: edge, y: edge, width: side, height: side)
        for offset in stride(from: 0, to: side, by: 2) {
            canvas.fill(x: right + offset, y: edge, width: 1, height: side)
            canvas.fill(x: edge, y: low + offset, width: side, height: 1)
            for across in stride(from: offset / 2 % 2 * 2, to: side, by: 4) {
                canvas.fill(x: right + across, y: low + offset, width: 2, height: 2)
            }
        }
    }
}
