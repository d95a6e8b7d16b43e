/// A label that shows where its picture lies on the paper, and how dark it comes out.
///
/// From the middle of each edge a ruler counts the millimetres inward, from 0: where the picture has
/// slipped over an edge, its first numbers are missing. Corner marks show the size. Between the
/// rulers lie a black field, upright lines, level lines and a chequered field, all one dot fine.
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
        var sketch = Sketch(
            width: resolution.dots(media.width), height: resolution.dots(media.feed))
        let drawing = CalibrationDrawing(media: media, resolution: resolution)
        drawing.corners(&sketch)
        drawing.rulers(&sketch)
        drawing.fields(&sketch)
        sketch.clearEdge(resolution.dots(whiteEdge))
        return sketch.bitmap
    }
}

private struct CalibrationDrawing {
    let media: Media
    let resolution: Resolution

    private func dots(_ millimetres: Double) -> Int { resolution.dots(millimetres) }
    /// A line that a printer cannot lose.
    private var line: Int { max(1, dots(0.25)) }
    private var figureScale: Int { max(1, dots(1.25) / Figure.width) }
    private var figureWidth: Int { Figure.width * figureScale }
    private var figureHeight: Int { Figure.height * figureScale }

    func corners(_ sketch: inout Sketch) {
        let length = dots(2.5)
        for x in [0, sketch.width - length] {
            for y in [0, sketch.height - line] {
                sketch.fill(x: x, y: y, width: length, height: line)
            }
        }
        for x in [0, sketch.width - line] {
            for y in [0, sketch.height - length] {
                sketch.fill(x: x, y: y, width: line, height: length)
            }
        }
    }

    /// Millimetres that fit on a ruler before it meets the one across.
    private func length(along side: Double) -> Int {
        min(CalibrationLabel.longestRuler, max(1, Int(side / 2) - 3))
    }

    /// Even numbers stand on one side of the ticks and odd ones on the other, so that neighbours do
    /// not touch.
    func rulers(_ sketch: inout Sketch) {
        let (middle, centre, tick) = (sketch.height / 2, sketch.width / 2, dots(1))
        for step in 0...length(along: media.width) {
            let at = dots(Double(step))
            let y = step % 2 == 0 ? middle + tick + line : middle - tick - line - figureHeight
            for (x, figure) in [
                (at, at), (sketch.width - line - at, sketch.width - at - figureWidth),
            ] {
                sketch.fill(x: x, y: middle - tick, width: line, height: 2 * tick)
                sketch.write(step, x: figure, y: y, scale: figureScale)
            }
        }
        for step in 0...length(along: media.feed) {
            let at = dots(Double(step))
            let x = step % 2 == 0 ? centre + tick + line : centre - tick - line - figureWidth
            for (y, figure) in [
                (at, at), (sketch.height - line - at, sketch.height - at - figureHeight),
            ] {
                sketch.fill(x: centre - tick, y: y, width: 2 * tick, height: line)
                sketch.write(step, x: x, y: figure, scale: figureScale)
            }
        }
    }

    /// One field in each quarter: black, upright lines, level lines, chequered.
    func fields(_ sketch: inout Sketch) {
        let edge = dots(3.5)
        let side = min(
            sketch.width / 2 - edge - dots(3.25), sketch.height / 2 - edge - dots(3.75), dots(8))
        guard side > dots(1) else { return }
        let (right, low) = (sketch.width - edge - side, sketch.height - edge - side)
        sketch.fill(x: edge, y: edge, width: side, height: side)
        for offset in stride(from: 0, to: side, by: 2) {
            sketch.fill(x: right + offset, y: edge, width: 1, height: side)
            sketch.fill(x: edge, y: low + offset, width: side, height: 1)
            for across in stride(from: offset / 2 % 2 * 2, to: side, by: 4) {
                sketch.fill(x: right + across, y: low + offset, width: 2, height: 2)
            }
        }
    }
}
