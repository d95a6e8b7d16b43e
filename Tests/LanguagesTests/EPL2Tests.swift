import Languages
import Printing
import Testing

/// EPL2 to the byte.
@Suite struct EPL2Tests {
    private func head(_ settings: JobSettings) throws -> String {
        let job = try EPL2().encode(Bitmap(width: 16, height: 3), settings: settings)
        return String(decoding: job.prefix { $0 != 0xFF }, as: UTF8.self)
    }

    private let size = LabelSize(width: 16, height: 3)

    @Test func `a small label is set up before its picture`() throws {
        let label = Bitmap(width: 12, height: 2, bytes: [0xFF, 0xF0, 0x80, 0x10])
        let settings = LabelSize(width: 12, height: 2).settings(copies: 12)
        #expect(
            try EPL2().encode(label, settings: settings)
                == Array("\r\nN\r\nZT\r\nq12\r\nQ2,16\r\nR0,0\r\nGW0,0,2,2,".utf8)
                + [0x00, 0x0F, 0x7F, 0xEF] + Array("\r\nP12\r\n".utf8))
    }

    @Test(arguments: [(0.1, 16), (3, 24), (50, 240)])
    func `a gap is within what the command takes`(_ gap: Double, _ dots: Int) throws {
        var settings = size.settings()
        settings.media = Media(name: "m", width: 2, feed: 1, gap: gap, tracking: .gap)
        #expect(try head(settings).contains("\r\nQ3,\(dots)\r\n"))
    }

    @Test func `a mark and a strip are named by their own letters`() throws {
        #expect(try head(size.settings(tracking: .mark)).contains("\r\nQ3,B16\r\n"))
        #expect(try head(size.settings(tracking: .continuous)).contains("\r\nQ3,0\r\n"))
    }

    @Test func `darkness and speed are said before the picture`() throws {
        #expect(try head(size.settings(darkness: 8, speed: 2)).contains("N\r\nS2\r\nD8\r\nZT"))
    }
}
