import Foundation
import Printing
import Spool
import Storage
import Testing

/// A hub without a printer prints to pictures.
@Suite(.timeLimit(.minutes(15))) struct PictureTests {
    private func bench() async throws -> Bench {
        let bench = try await Bench()
        _ = try await bench.store.write { try $0.addPrinter(.pictures) }
        return bench
    }

    @Test func `a job becomes one picture of the label's exact dots`() async throws {
        let bench = try await bench()
        let id = bench.freshID()
        let file = try await bench.run { spool in
            #expect(spool.picture(of: id) == nil)
            try await spool.submit(id, to: "pictures", .bin("A3", copies: 5))
            #expect(try await bench.end(of: id, in: spool).state == .printed)
            return spool.picture(of: id)
        }
        let png = [UInt8](try Data(contentsOf: try #require(file)))
        // PNG (RFC 2083), section 4.1.1: width and height follow the first chunk's name.
        #expect(png.prefix(4) == [0x89, 0x50, 0x4E, 0x47])
        #expect(Array(png[16..<24]) == [0, 0, 1, 0x90, 0, 0, 0, 240])
        let folder = bench.store.directory.pictures.path
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["\(id).png"])
        for (path, mode) in [(folder, 0o700), (folder + "/\(id).png", 0o600)] {
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == mode, "it may name who gave")
        }
    }

    @Test func `the picture of a label that named who was erased is gone, and no other`()
        async throws
    {
        let bench = try await bench()
        let folder = bench.store.directory.pictures
        let (named, other) = (bench.freshID(), bench.freshID())
        try await bench.run { spool in
            var label = PrintRequest(
                layout: "donation", code: "7K2M9XRD",
                fields: ["name": "Bread", "source": "Corner Bakery"], copies: 1)
            try await spool.submit(named, to: "pictures", label)
            _ = try await bench.end(of: named, in: spool)
            label.fields["source"] = "Harvest Market"
            try await spool.submit(other, to: "pictures", label)
            _ = try await bench.end(of: other, in: spool)
            let draft = folder.appendingPathComponent("\(named).draft")
            try Data("what a stop left behind".utf8).write(to: draft)
            await spool.forgetPictures(of: [named, bench.freshID()])
        }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["\(other).png"])
    }

    @Test func `a picture that cannot be kept waits until it can`() async throws {
        let bench = try await bench()
        let id = bench.freshID()
        let folder = bench.store.directory.pictures
        try Data().write(to: folder)
        let end = try await bench.run { spool in
            try await spool.submit(id, to: "pictures", .bin("A3"))
            _ = try await bench.job(id, in: spool) { $0.reason == .hub(.pictureNotSaved) }
            try FileManager.default.removeItem(at: folder)
            return try await bench.end(of: id, in: spool)
        }
        #expect(end.state == .printed)
    }

    @Test func `the last two hundred pictures are kept`() async throws {
        let bench = try await bench()
        let folder = bench.store.directory.pictures
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for number in 1...300 {
            let old = folder.appendingPathComponent("old-\(number).png")
            try Data().write(to: old)
            let date = Date(timeIntervalSince1970: Double(number))
            try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: old.path)
        }
        let id = bench.freshID()
        try await bench.run { spool in
            try await spool.submit(id, to: "pictures", .bin("A3"))
            _ = try await bench.end(of: id, in: spool)
            #expect(spool.picture(of: id) != nil)
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(left.count == 200)
        #expect(left.contains("old-102.png") && !left.contains("old-101.png"))
    }
}
