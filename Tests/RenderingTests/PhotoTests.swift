import Foundation
import ParserChecks
import SeededRandom
import Testing

@testable import Rendering

/// Pictures that people send, made small.
struct PhotoTests {
    /// A picture as a phone would send it, by a program that is not ours: red on the left, blue on the right, and below
    /// that nothing but clear dots; the file says where it was taken, and when.
    private func png(_ width: Int, _ height: Int, depth: Int = 8) throws -> [UInt8] {
        try withFolder { folder in
            let file = folder.appending(path: "photo.png")
            _ = try run(
                "python3", ["-c", Self.writePNG, file.path, "\(width)", "\(height)", "\(depth)"])
            return Array(try Data(contentsOf: file))
        }
    }

    /// The dots of a picture as `RRGGBB`, at places of its width and height in hundredths.
    private func dots(_ png: [UInt8], _ places: [(Int, Int)]) throws -> [String] {
        try withFolder { folder in
            let file = folder.appending(path: "small.png")
            try Data(png).write(to: file)
            let places = places.flatMap { ["\($0.0)", "\($0.1)"] }
            return try run("python3", ["-c", Self.readPNG, file.path] + places)
                .split(separator: "\n").map(String.init)
        }
    }

    /// The kinds of a file's chunks.
    private func chunks(_ png: [UInt8]) -> Set<String> {
        var (kinds, place) = (Set<String>(), 8)
        while place + 8 <= png.count {
            kinds.insert(String(decoding: png[place + 4..<place + 8], as: UTF8.self))
            place += 12 + number(png, place)
        }
        return kinds
    }

    private func number(_ bytes: [UInt8], _ place: Int) -> Int {
        bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
    }

    @Test(arguments: [
        (640, 200, 320, 100), (300, 900, 107, 320), (40, 30, 40, 30), (4_000, 1, 320, 1),
    ])
    func `a picture has at most 320 dots on a side, and what was beside its dots is gone`(
        width: Int, height: Int, across: Int, along: Int
    ) throws {
        let photo = try png(width, height)
        #expect(chunks(photo).isSuperset(of: ["tEXt", "eXIf", "tIME"]))
        let small = try Photo.thumbnail(of: photo)
        #expect(number(small, 16) == across && number(small, 20) == along)
        #expect(chunks(small).isSubset(of: ["IHDR", "bKGD", "IDAT", "IEND"]))
        #expect(String(decoding: small, as: UTF8.self).contains("GPS") == false)
        #expect(try Photo.thumbnail(of: small) == small)
    }

    @Test(arguments: [8, 16])
    func `a picture is the same one, and clear dots are white`(depth: Int) throws {
        let small = try Photo.thumbnail(of: try png(500, 500, depth: depth))
        #expect(number(small, 16) == 320)
        let seen = try dots(small, [(0, 0), (25, 25), (75, 25), (99, 0), (25, 75), (99, 99)])
        #expect(seen == ["FF0000", "FF0000", "0000FF", "0000FF", "FFFFFF", "FFFFFF"])
    }

    @Test(arguments: [(4_097, 1, 8), (1, 4_097, 8), (60_000, 60_000, 8), (2_049, 2_049, 16)])
    func `a few bytes that say they are very many dots are refused by their head alone`(
        width: Int, height: Int, depth: UInt8
    ) throws {
        var bytes = try png(1, 1)
        func put(_ number: Int, at place: Int) {
            for byte in 0..<4 { bytes[place + byte] = UInt8(number >> (24 - 8 * byte) & 255) }
        }
        put(width, at: 16)
        put(height, at: 20)
        bytes[24] = depth
        let limit = depth == 16 ? 2_048 : 4_096
        #expect(throws: PhotoFault.tooLarge(width: width, height: height, limit: limit)) {
            try Photo.thumbnail(of: bytes)
        }
    }

    @Test func `what is no PNG is told by its kind`() {
        let files: [([UInt8], PhotoFault.Kind?)] = [
            ([0xFF, 0xD8, 0xFF, 0xE1, 0, 0], .jpeg), (Array("GIF89a".utf8), .gif),
            (Array("RIFF\u{0}\u{0}\u{0}\u{0}WEBPVP8 ".utf8), .webp),
            (Array("\u{0}\u{0}\u{0}\u{18}ftypheic".utf8), .heic),
            (Array("\u{0}\u{0}\u{0}\u{18}ftypavif".utf8), .avif),
            (Array("\u{0}\u{0}\u{0}\u{18}ftypisom".utf8), nil), ([], nil),
            (Array("<svg/>".utf8), nil),
        ]
        for (file, kind) in files {
            #expect(throws: PhotoFault.noPNG(kind: kind)) { try Photo.thumbnail(of: file) }
        }
    }

    @Test func `a PNG that ends too early is damaged, wherever it ends`() throws {
        let whole = try Photo.thumbnail(of: try png(60, 40))
        for length in stride(from: 8, to: whole.count - 12, by: 7) {
            #expect(throws: PhotoFault.damaged) { try Photo.thumbnail(of: Array(whole[..<length])) }
        }
        var empty = whole
        for place in 16..<20 { empty[place] = 0 }
        #expect(throws: PhotoFault.damaged) { try Photo.thumbnail(of: empty) }
    }

    @Test(arguments: [runSeed])
    func `whatever is sent becomes a small picture or is refused`(_ seed: UInt64) throws {
        let samples = [try png(50, 20), try png(9, 9, depth: 16)]
        for bytes in Mutations(of: samples, seed: seed).prefix(2_000) {
            do {
                let small = try Photo.thumbnail(of: bytes)
                let isSmall = number(small, 16) <= 320 && number(small, 20) <= 320
                #expect(isSmall, "\(bytes)")
            } catch is PhotoFault {}
        }
    }

    private static let writePNG = """
        import struct, sys, zlib
        path, width, height, depth = sys.argv[1], *map(int, sys.argv[2:])
        def chunk(kind, body):
            return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        red, blue, clear = (bytes(part for part in dot for _ in range(depth // 8))
                            for dot in ((255, 0, 0, 255), (0, 0, 255, 255), (0, 200, 0, 0)))
        left = width // 2
        seen, unseen = b"\\0" + red * left + blue * (width - left), b"\\0" + clear * width
        rows = seen * ((height + 1) // 2) + unseen * (height // 2)
        open(path, "wb").write(
            b"\\x89PNG\\r\\n\\x1a\\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, 6, 0, 0, 0))
            + chunk(b"tEXt", b"Comment\\0GPS 45.5 N") + chunk(b"eXIf", b"MM\\0*GPS") + chunk(b"tIME", bytes(7))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
        """

    private static let readPNG = """
        import struct, sys, zlib
        data = open(sys.argv[1], "rb").read()
        width, height, depth, colour = struct.unpack(">IIBB", data[16:26])
        assert (depth, colour) == (8, 2)
        place, packed = 8, b""
        while place < len(data):
            length, kind = struct.unpack(">I4s", data[place:place + 8])
            if kind == b"IDAT": packed += data[place + 8:place + 8 + length]
            place += 12 + length
        raw, stride = zlib.decompress(packed), width * 3
        above, rows = bytes(stride), []
        for y in range(height):
            kind, line = raw[y * (stride + 1)], bytearray(raw[y * (stride + 1) + 1:(y + 1) * (stride + 1)])
            for x in range(stride):
                left, up, corner = line[x - 3] if x > 2 else 0, above[x], above[x - 3] if x > 2 else 0
                guess = left + up - corner
                nearest = min((left, up, corner), key=lambda value: abs(guess - value))
                line[x] = (line[x] + [0, left, up, (left + up) // 2, nearest][kind]) % 256
            above = bytes(line)
            rows.append(above)
        places = list(map(int, sys.argv[2:]))
        for across, along in zip(places[::2], places[1::2]):
            x, y = across * width // 100 * 3, along * height // 100
            print(rows[y][x:x + 3].hex().upper())
        """
}
