import Foundation
import Printing
import Testing

@testable import Transports

@Suite(.timeLimit(.minutes(15))) struct FileTransportTests {
    private func send(
        _ bytes: [UInt8], to path: String, within limit: Duration = .seconds(30)
    ) async throws -> Int {
        try await FileTransport(path: path).withConnection { connection in
            try await connection.send(bytes[...], within: limit)
        }
    }

    @Test func `jobs stand in a file whole and in order`() async throws {
        try await Folder.temporary { folder async throws in
            let job = [UInt8].job(100_000)
            #expect(try await send(job, to: folder.path("labels")) == job.count)
            #expect(try await send([1, 2, 3], to: folder.path("labels")) == 3)
            #expect(try folder.read("labels") == job + [1, 2, 3])
        }
    }

    @Test func `a regular file is proof of its labels and says nothing`() async throws {
        try await Folder.temporary { folder async throws in
            try await FileTransport(path: folder.path("labels")).withConnection {
                connection async throws in
                #expect(connection.deliveryIsProof)
                #expect(await connection.portStatus() == nil)
                #expect(try await connection.receive(32, within: .seconds(30)) == [])
            }
        }
    }

    @Test func `a link that leads into a forbidden folder is not followed, whenever it was laid`()
        async throws
    {
        try await Folder.temporary { folder async throws in
            let kept = folder.path("kept")
            let files = FileManager.default
            try files.createDirectory(atPath: kept, withIntermediateDirectories: false)
            try folder.write([7], to: "kept/larder.sqlite")
            let transport = FileTransport(path: folder.path("labels"), forbidden: kept)
            func send(_ transport: FileTransport) async throws {
                _ = try await transport.withConnection { connection in
                    try await connection.send([1, 2, 3], within: .seconds(30))
                }
            }
            try await send(transport)
            #expect(try folder.read("labels") == [1, 2, 3])
            try files.removeItem(atPath: folder.path("labels"))
            try files.createSymbolicLink(
                atPath: folder.path("labels"), withDestinationPath: kept + "/larder.sqlite")
            let address = "file:\(folder.path("labels"))"
            await #expect(throws: TransportFault.notAPrinter(address: address)) {
                try await send(transport)
            }
            #expect(try folder.read("kept/larder.sqlite") == [7])
            // Nor is a file made there, by a link to the folder or to what is not there yet.
            try files.createSymbolicLink(
                atPath: folder.path("way"), withDestinationPath: kept)
            let inside = FileTransport(path: folder.path("way/new"), forbidden: kept)
            await #expect(throws: TransportFault.self) { try await send(inside) }
            try files.removeItem(atPath: folder.path("labels"))
            try files.createSymbolicLink(
                atPath: folder.path("labels"), withDestinationPath: kept + "/new")
            await #expect(throws: TransportFault.self) { try await send(transport) }
            #expect(!files.fileExists(atPath: kept + "/new"))
            // Nor is one of its files written by another name of it.
            try files.removeItem(atPath: folder.path("labels"))
            try files.linkItem(atPath: kept + "/larder.sqlite", toPath: folder.path("labels"))
            await #expect(throws: TransportFault.notAPrinter(address: address)) {
                try await send(transport)
            }
            #expect(try folder.read("kept/larder.sqlite") == [7])
        }
    }

    @Test func `two jobs never stand in each other`() async throws {
        try await Folder.temporary { folder async throws in
            let path = folder.path("labels")
            try await FileTransport(path: path).withConnection { first in
                _ = try await first.send([1], within: .seconds(30))
                await #expect(throws: TransportFault.busy(address: "file:\(path)")) {
                    try await send([9], to: path)
                }
                _ = try await first.send([2], within: .seconds(30))
            }
            _ = try await send([3], to: path)
            #expect(try folder.read("labels") == [1, 2, 3])
        }
    }

    @Test func `a full disk leaves the file as it was`() async throws {
        try await Folder.temporary { folder async throws in
            try folder.write([1, 2, 3], to: "labels")
            try folder.write(.job(500_000), to: "job")
            // A limit on the file's size ends a write part of the way, as a full disk does.
            let output = try await Program.output(of: [
                "sh", "-c", #"trap "" XFSZ; ulimit -f 100; exec "$@""#, "sh", Program.probe,
                "file:" + folder.path("labels"), "send:1000:" + folder.path("job"),
            ])
            #expect(
                try Bed.lines(output) == [
                    ProbeAnswer(fault: "broken(bytesSent: 0, code: \(EFBIG))")
                ])
            #expect(try folder.read("labels") == [1, 2, 3])
        }
    }

    @Test func `a path that is no file or device is not a printer`() async throws {
        try await Folder.temporary { folder async throws in
            #expect(unsafe mkfifo(folder.path("pipe"), 0o600) == 0)
            for path in [folder.path("."), folder.path("pipe")] {
                await #expect(throws: TransportFault.notAPrinter(address: "file:\(path)")) {
                    try await send([1], to: path)
                }
            }
        }
    }

    @Test func `a path in a folder that is not there is not found`() async throws {
        try await Folder.temporary { folder async throws in
            for path in [folder.path("none/labels"), ""] {
                await #expect(throws: TransportFault.notFound(address: "file:\(path)")) {
                    try await send([1], to: path)
                }
            }
        }
    }

    @Test func `a file that may not be written says so`() async {
        // Not even the superuser may write this one.
        let path = "/sys/kernel/uevent_seqnum"
        await #expect(throws: TransportFault.permissionMissing(address: "file:\(path)")) {
            try await send([1], to: path)
        }
    }

    @Test func `a device gets every byte as it is and can answer`() async throws {
        let device = try PseudoTerminal()
        try await FileTransport(path: device.path).withConnection { connection async throws in
            #expect(!connection.deliveryIsProof)
            #expect(await connection.portStatus() == nil)
            #expect(try await connection.send([0, 10, 13, 3, 255], within: .seconds(30)) == 5)
            #expect(device.read(5) == [0, 10, 13, 3, 255])
            device.write([4, 10, 17])
            #expect(try await connection.receive(3, within: .seconds(30)) == [4, 10, 17])
            #expect(try await connection.receive(1, within: .milliseconds(50)) == [])
        }
    }

    @Test func `a device that takes no more ends the wait with what it took`() async throws {
        let device = try PseudoTerminal()
        let sent = try await send(.job(200_000), to: device.path, within: .milliseconds(200))
        #expect((1..<200_000).contains(sent))
    }

    @Test func `a device without room breaks the transfer`() async {
        await #expect(throws: TransportFault.broken(bytesSent: 0, code: ENOSPC)) {
            try await send([1], to: "/dev/full")
        }
    }
}
