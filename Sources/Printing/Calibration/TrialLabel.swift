/// A label that says one number in large type: sent in each language in turn, it comes out right
/// only in the printer's own.
public enum TrialLabel {
    /// The number, at most 15 mm high, in the top left of a label of that paper's size.
    ///
    /// The rest stays white, so that what another language makes of the bytes is short.
    ///
    /// - Precondition: both sides are from 1 to 65,535 dots.
    public static func bitmap(
        _ number: Int, on media: Media, at resolution: Resolution
    ) -> Bitmap {
        var canvas = BitmapCanvas(
            width: resolution.dots(media.width), height: resolution.dots(media.feed))
        let edge = resolution.dots(3)
        let room = min(resolution.dots(15), canvas.height - 2 * edge, canvas.width - 2 * edge)
        let scale = max(1, room / DigitGlyphs.height)
        canvas.write(number, x: edge, y: edge, scale: scale)
        return canvas.bitmap
    }
}
