import Foundation
import Hub
import Rendering

/// What the terminal shows to whoever started the hub.
enum Welcome {
    /// A one-time link that makes the first browser a coordinator's, and its QR for a phone.
    ///
    /// Only on a terminal: a log would keep the secret.
    static func show(_ address: String, _ hub: Hub) async {
        guard isatty(1) == 1 else { return }
        guard let link = try? await hub.firstLink(address) else { return }
        Terminal.print(
            "\nOpen this once, within an hour, to use Larder in a browser:\n\n  \(link)\n")
        if !address.contains("127.0.0.1"), let picture = try? TerminalQR.text(link) {
            Terminal.print(picture)
        }
        Terminal.print("Ctrl-C stops the hub. Nothing that was scanned is lost.")
    }
}
