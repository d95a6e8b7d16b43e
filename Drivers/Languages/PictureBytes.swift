import Printing

extension JobSettings {
    /// Bytes that the picture of one label may have at most, with room for one that was moved or
    /// rounded up; strips are taken to be a metre long at most.
    var pictureBytes: Int {
        let longest = media.tracking == .continuous ? 1_000 : media.feed
        let (width, height) = (resolution.dots(media.width), resolution.dots(longest))
        return ((width + 7) / 8 + 16) * (height + 64)
    }
}
