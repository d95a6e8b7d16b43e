import Dispatch

/// Lets one thread at a time use fonts, in the order of asking.
///
/// Cairo keeps one table of open FreeType faces for the whole process, whatever font maps Pango has. When
/// an eleventh is opened it closes another, which it takes to be unused without holding that one's own
/// lock, and it opens faces of one FreeType library without any (cairo-ft-font.c of 1.16): a thread that
/// is about to draw with that face meets `CAIRO_STATUS_FREETYPE_ERROR`. Labels in many scripts drawn at
/// once get there. A label is milliseconds; sheets take the lock anew for each.
enum FontLock {
    // Not a mutex: whoever gives it back and takes it again at once lets those who wait go first.
    private static let turns = DispatchSemaphore(value: 1)

    static func take() { turns.wait() }
    static func give() { turns.signal() }
}
