import Printing

/// The widest, the longest and the most of one label that a language can say.
struct EncodingLimits {
    /// Dots across the head.
    let width: Int
    /// Dots along the feed.
    let height: Int
    let copies: Int

    func check(_ label: Bitmap, copies: Int) throws(EncodingFault) {
        guard label.width <= width else {
            throw .labelTooWide(dots: label.width, limit: width)
        }
        guard label.height <= height else {
            throw .labelTooLong(dots: label.height, limit: height)
        }
        guard 1 <= copies, copies <= self.copies else {
            throw .copiesOutOfRange(copies: copies, limit: self.copies)
        }
    }
}

extension JobSettings {
    /// Bytes that the picture of one label may have at most, with room for one that was moved or
    /// rounded up; strips are taken to be a metre long at most.
    var pictureBytes: Int {
        let longest = media.tracking == .continuous ? 1_000 : media.feed
        let (width, height) = (resolution.dots(media.width), resolution.dots(longest))
        return ((width + 7) / 8 + 16) * (height + 64)
    }
}
