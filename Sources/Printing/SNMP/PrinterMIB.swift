/// What a printer on the network says of itself over SNMP.
///
/// Sources: RFC 2790 (`hrDevice`, `hrPrinter`) and RFC 3805 (`prtConsole`); the table of states in RFC
/// 3805, 2.2.13.2 tells a printer in standby from one that is down.
public struct PrinterMIB: Sendable, Hashable {
    /// The objects that are asked for, of a printer's first device.
    public enum Object: CaseIterable, Sendable {
        /// `hrDeviceStatus`: unknown, running, warning, testing, down.
        case deviceStatus
        /// `hrPrinterStatus`: other, unknown, idle, printing, warm-up.
        case printerStatus
        /// `hrPrinterDetectedErrorState`: bits, the first in the highest place.
        case errorState
        /// `prtConsoleDisplayBufferText`: the first line of its display.
        case display
        /// `hrDeviceDescr`: its maker and model.
        case model

        /// Its name.
        public var name: [UInt32] {
            switch self {
            case .deviceStatus: [1, 3, 6, 1, 2, 1, 25, 3, 2, 1, 5, 1]
            case .printerStatus: [1, 3, 6, 1, 2, 1, 25, 3, 5, 1, 1, 1]
            case .errorState: [1, 3, 6, 1, 2, 1, 25, 3, 5, 1, 2, 1]
            case .display: [1, 3, 6, 1, 2, 1, 43, 16, 5, 1, 2, 1, 1]
            case .model: [1, 3, 6, 1, 2, 1, 25, 3, 2, 1, 3, 1]
            }
        }
    }

    private let values: [[UInt32]: SNMPMessage.Value]

    /// What an answer holds.
    public init(_ bindings: [SNMPMessage.Binding]) {
        values = Dictionary(bindings.map { ($0.name, $0.value) }) { first, _ in first }
    }

    /// How it is; nil where it says neither what it does nor what is wrong with it.
    ///
    /// Whether it is at work is told only where it is: one that is idle may have the job before it.
    public var status: PrinterStatus? {
        var conditions = Self.conditions(octets(.errorState) ?? [])
        if conditions.isEmpty { conditions = Self.conditions(display: text(.display) ?? "") }
        let (state, device) = (number(.printerStatus), number(.deviceStatus))
        if conditions.isEmpty, device == 5 { conditions = [.offline] }
        let isWell: Bool =
            switch state {
            case 3, 4, 5: true
            // In standby, while the device runs or warns; else that it answers is no word on it.
            case 1: device == 2 || device == 3
            default: false
            }
        guard isWell || !conditions.isEmpty else { return nil }
        return PrinterStatus(
            conditions: conditions, busy: state == 4 ? true : nil,
            head: text(.model).flatMap { KnownModel.brotherHead($0)?.head })
    }

    /// Bits 0 to 14 of `hrPrinterDetectedErrorState`; low paper and low toner keep nothing from
    /// printing.
    private static func conditions(_ bits: [UInt8]) -> Set<PrinterStatus.Condition> {
        func isSet(_ bit: Int) -> Bool {
            bit / 8 < bits.count && bits[bit / 8] & 0x80 >> UInt8(bit % 8) != 0
        }
        let named: [(Int, PrinterStatus.Condition)] = [
            // noPaper, inputTrayMissing, inputTrayEmpty.
            (1, .paperOut), (8, .paperOut), (13, .paperOut),
            // noToner, doorOpen, jammed, offline.
            (3, .ribbonOut), (4, .headOpen), (5, .paperJam), (6, .offline),
            // serviceRequested, outputTrayMissing, markerSupplyMissing, outputFull.
            (7, .other), (9, .other), (10, .ribbonOut), (12, .other),
        ]
        return Set(named.filter { isSet($0.0) }.map(\.1))
    }

    /// What stands on the display of a label printer that has trouble but no bit for it.
    private static func conditions(display: String) -> Set<PrinterStatus.Condition> {
        let text = display.uppercased()
        let words: [(String, PrinterStatus.Condition)] = [
            ("COVER", .headOpen), ("NO MEDIA", .paperOut), ("NO PAPER", .paperOut),
            ("NO ROLL", .paperOut), ("END OF", .paperOut), ("CUTTER", .cutterJam),
            ("WRONG", .wrongMedia), ("COOLING", .tooHot), ("JAM", .paperJam), ("ERROR", .other),
        ]
        return words.first { text.contains($0.0) }.map { [$0.1] } ?? []
    }

    private func number(_ object: Object) -> Int? {
        if case .integer(let number) = values[object.name] { number } else { nil }
    }

    private func octets(_ object: Object) -> [UInt8]? {
        if case .octets(let octets) = values[object.name] { octets } else { nil }
    }

    /// At most 255 bytes, without controls.
    private func text(_ object: Object) -> String? {
        let text = octets(object).map { String(decoding: $0.prefix(255), as: UTF8.self) } ?? ""
        let plain = String(text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F })
        return plain.contains { $0 != " " } ? plain : nil
    }
}
