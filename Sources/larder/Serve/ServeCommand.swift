import ArgumentParser
import Foundation
import Hub
import Logging
import NIOCore
import Rendering
import Server
import Storage

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the hub until it is told to stop.",
        discussion:
            "SIGTERM or Ctrl-C stops it cleanly; so does pulling the plug, which loses nothing that was acknowledged."
    )

    @OptionGroup var data: DataOption

    @Option(
        help:
            "The address to answer at. Other devices can reach the hub only where this is not 127.0.0.1."
    )
    var host = "127.0.0.1"

    @Option(help: "The port to answer at; 0 picks a free one.")
    var port = 8080

    @Option(
        name: .customLong("name"),
        help: "A host name the hub answers to, beside its addresses; may be repeated.")
    var names: [String] = []

    @Option(
        help: ArgumentHelp(
            "The hub's time zone, such as America/New_York; it can be set until the first day is closed. Unless told, the machine's, and pages ask whether that is right.",
            valueName: "zone"))
    var timeZone: String?

    @Flag(help: "Start with a small sample pantry in a throw-away directory.")
    var practice = false

    @Flag(
        help:
            "Write one line for each request to standard error: time, method, route, status, milliseconds, bytes and role; no address, name, code or token."
    )
    var accessLog = false

    @Flag(
        help:
            "Let coordinators add printers at any file and port from their browsers. Unless told, they add those on USB and at printers' ports, and the rest is added by larder printer add."
    )
    var anyDevice = false

    func validate() throws {
        guard (0...65_535).contains(port) else {
            throw ValidationError("A port is from 0 to 65535.")
        }
        if let timeZone, TimeZone(identifier: timeZone) == nil {
            throw ValidationError("There is no time zone \(timeZone); one is America/New_York.")
        }
    }

    func run() async throws {
        // Two threads move the bytes of a whole hub: one reads while the other answers. More of them
        // only take turns with the writer.
        NIOSingletons.groupLoopCountSuggestion = 2
        let directory = practice ? Self.throwAwayDirectory : data.folder.storage
        defer { if practice { try? FileManager.default.removeItem(at: directory.url) } }
        let logger = Logger(label: "larder") { _ in PlainLog() }
        let folder = HubFolder(directory.url)
        try folder.checkSocket()
        let process = try HubProcess(
            at: folder, isPractice: practice, timeZone: timeZone,
            allowsAnyDevice: anyDevice, logger: logger)
        if practice { try await SamplePantry.stock(process.hub) }
        do {
            try await process.run(
                at: [.tcp(host: host, port: port), .socket(path: directory.socket.path)],
                names: Set(names + [ProcessInfo.processInfo.hostName]), prints: true,
                accessLog: accessLog ? PlainLog.write : nil, logger: logger
            ) { ports in
                try? FileManager.default.setAttributes(
                    [.posixPermissions: 0o600], ofItemAtPath: directory.socket.path)
                let port = (ports[0] ?? nil) ?? port
                // At an address that stands for all of them nobody can call.
                let isAny = ["0.0.0.0", "::"].contains(host)
                let own = LocalAddresses.url(isAny ? "127.0.0.1" : host, port)
                let host = host
                process.hub.address.note(
                    own, elsewhere: { LocalAddresses.reaching(host: host, port: port) })
                Terminal.print("Larder is ready at \(LocalAddresses.url(host, port))")
                await welcome(to: process.hub, at: own)
            }
        } catch let failure as CommandFailure { throw failure } catch {
            throw CommandFailure("The hub could not answer at \(host):\(port): \(error)")
        }
        try? FileManager.default.removeItem(at: directory.socket)
    }

    /// Where the sample pantry is, until the hub stops.
    private static var throwAwayDirectory: DataDirectory {
        DataDirectory(
            FileManager.default.temporaryDirectory.appendingPathComponent(
                "larder-practice-\(UUID().uuidString.prefix(8))"))
    }

    /// Shows whoever started the hub a one-time link that makes the first browser a coordinator's, and its QR
    /// for a phone.
    ///
    /// Only on a terminal, for a log would keep the secret, and of a sample pantry, which holds nothing to be kept
    /// from anybody. Elsewhere it says how a link is had.
    private func welcome(to hub: Hub, at address: String) async {
        guard practice || isatty(1) == 1 else {
            return Terminal.print(
                "For a link that opens it in a browser: larder token link\(place)")
        }
        guard let link = try? await hub.firstLink(address) else { return }
        Terminal.print(
            "\nOpen this once, within an hour, to use Larder in a browser as a coordinator:\n\n  \(link)\n"
        )
        if let elsewhere = hub.address.elsewhere.first {
            let link = link.replacing(address, with: elsewhere, maxReplacements: 1)
            Terminal.print("Or, once, on another device in this network:\n\n  \(link)\n")
            if isatty(1) == 1, let picture = try? TerminalQR.text(link) { Terminal.print(picture) }
        }
        Terminal.print("Ctrl-C stops the hub. Nothing that was scanned is lost.")
    }

    /// What a command has to be told to find this hub.
    private var place: String {
        data.data.map { " --data \($0)" } ?? ""
    }
}
