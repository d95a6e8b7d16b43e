import ArgumentParser
import Foundation
import Printing

struct PrinterSetupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "setup",
        abstract: "Let the hub's user print on USB: write the udev rule for printers.",
        discussion:
            "Run it once, as root: sudo larder printer setup. Then plug the printer out and in again."
    )

    @Flag(name: .customLong("print"), help: "Show the rule and change nothing.")
    var shows = false

    @Option(
        help: ArgumentHelp(
            "The root of the file system to write into; udev is told only where it is /.",
            valueName: "dir"))
    var root = "/"

    func run() async throws {
        if shows { return Terminal.print(UdevRule.text) }
        let file = URL(fileURLWithPath: root).appendingPathComponent(UdevRule.path)
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data((UdevRule.text + "\n").utf8).write(to: file, options: .atomic)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o644], ofItemAtPath: file.path)
        } catch {
            throw CommandFailure(
                "\(file.path) could not be written; run it as root: sudo larder printer setup")
        }
        Terminal.print("Wrote \(file.path).")
        guard root == "/" else { return }
        try reload()
        Terminal.print(
            "Whoever sits at this machine, and the group lp, may use USB printers now. Anyone else, and a hub that runs as a service, is let in with: sudo usermod -aG lp USER. Then sign in anew, or start the service again."
        )
    }

    /// udev reads its rules again and puts them to what is plugged in.
    private func reload() throws {
        for words in [["control", "--reload"], ["trigger", "--subsystem-match=usb"]] {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = ["udevadm"] + words
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else {
                throw CommandFailure(
                    "udev did not read the rule; it does when the machine starts again.")
            }
        }
    }
}
