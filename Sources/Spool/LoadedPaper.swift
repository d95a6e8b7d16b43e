public import Printing
import Rendering
public import Storage

extension Spool {
    /// The paper that a printer says it is loaded with, among those of the catalogue.
    ///
    /// The printer is opened and asked once, for a second or two; nothing is printed.
    ///
    /// - Returns: Nothing where it cannot be reached, does not say, or has a paper that nobody
    ///   described.
    public nonisolated func loadedMedia(of printer: PrinterRecord) async -> Media? {
        guard !printer.printsToPictures, let opened = try? open(printer) else { return nil }
        let status = try? await opened.transport.withConnection { connection in
            var inquiry = Inquiry(connection, opened.language)
            return try await inquiry.ask()
        }
        guard let loaded = status?.loaded else { return nil }
        return press.catalogue.media.compactMap { media in
            loaded.distance(to: media).map { (media, $0) }
        }.min { $0.1 < $1.1 }?.0
    }
}

extension LoadedMedia {
    /// How far that paper's sides are from this one's, in millimetres; nil where it is another.
    ///
    /// A printer tells whole millimetres. A continuous paper is named by its own width, which is
    /// more than a head reaches.
    func distance(to media: Media) -> Double? {
        guard let width, let isContinuous else { return nil }
        if isContinuous {
            return media.tracking == .continuous && media.name == "\(width)" ? 0 : nil
        }
        guard media.tracking != .continuous, let feed else { return nil }
        let (across, along) = (abs(media.width - Double(width)), abs(media.feed - Double(feed)))
        return across < 1 && along < 1 ? across + along : nil
    }
}
