import Foundation
import Printing
import Transports

/// A program for the tests to run among virtual printers (Tests/VirtualPrinter): it moves bytes as the
/// hub does and says in JSON what came of it, one line for each step.
///
///     PrinterProbe ADDRESS [speaking:LANGUAGE] STEP...
///
///     send:MS:FILE      opens, sends once for at most MS milliseconds, takes back what is under way, closes
///     whole:MS:FILE     the same, going on with the rest for as long as any is left
///     ask:COUNT:MS:TEXT sends TEXT and reads COUNT bytes, the first one by itself, each within MS
///     status            asks the port's status
///     cancel:FILE       cancels a send that would wait for an hour, once 2 bytes of answer came
///     leave:FILE        the same, but closes the printer under the send
///     list              lists the USB printers
///     openlist          the same while it has this one open
///     arrival           waits until a device is plugged in, if none was since the last arrival
@main
enum Probe {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 2 else {
            print("usage: PrinterProbe ADDRESS STEP...")
            exit(2)
        }
        do {
            try await run(DeviceAddress(arguments[1]), arguments.dropFirst(2))
        } catch {
            try say(ProbeLine(fault: String(describing: error)))
        }
    }

    private static func run(_ address: DeviceAddress, _ steps: ArraySlice<String>) async throws {
        let bus: USBBus? = if case .usb = address { try USBBus() } else { nil }
        var changes = bus?.changes().makeAsyncIterator()
        let speaking = steps.first.flatMap {
            $0.hasPrefix("speaking:") ? String($0.dropFirst(9)) : nil
        }
        let transport = try address.transport(language: speaking) { () throws(USBBusFault) in
            if let bus { bus } else { try USBBus() }
        }
        for step in steps.dropFirst(speaking == nil ? 0 : 1) {
            if step == "arrival" {
                while case .left? = await changes?.next() {}
                try say(ProbeLine())
                continue
            }
            do {
                try say(await Step(step).run(through: transport, bus))
            } catch {
                try say(ProbeLine(fault: String(describing: error)))
            }
        }
    }

    private static func say(_ line: ProbeLine) throws {
        FileHandle.standardOutput.write(try JSONEncoder().encode(line) + Data("\n".utf8))
    }
}
