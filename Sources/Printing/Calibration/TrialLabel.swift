/// A number that is sent in each language in turn: it comes out right only in the printer's own.
public enum TrialLabel {
    /// The number's dots, about 2.6 mm high and without a margin: small, so that what another language makes of
    /// the bytes is short.
    public static func bitmap(_ number: Int, at resolution: Resolution) -> Bitmap {
        let scale = max(1, resolution.dots(2.7) / DigitGlyphs.height)
        var canvas = BitmapCanvas(
            width: (String(number).count * (DigitGlyphs.width + 1) - 1) * scale,
            height: DigitGlyphs.height * scale)
        canvas.write(number, x: 0, y: 0, scale: scale)
        return canvas.bitmap
    }
}
