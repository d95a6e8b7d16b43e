import API
import Foundation
import Printing
import Storage

extension Hub {
    /// The ports at which printers take what they print.
    private static let printerPorts = 9_100...9_109

    /// Holds those who are not at the machine to devices that are printers: what is sent to one is appended to a file,
    /// or to whatever answers at a port.
    ///
    /// - Throws: `device_not_allowed`.
    func check(device: String, isOwner: Bool) throws(Problem) {
        // What is no address is said to be none by whoever opens the device.
        switch try? DeviceAddress(device) {
        case .file(let path)?:
            let file = URL(fileURLWithPath: path).standardizedFileURL
            let folder = file.deletingLastPathComponent().resolvingSymlinksInPath()
            let kept = store.directory.url.standardizedFileURL.resolvingSymlinksInPath().path
            let ends = [
                file.resolvingSymlinksInPath().path,
                folder.appendingPathComponent(file.lastPathComponent).path,
            ]
            guard !ends.contains(where: { $0 == kept || $0.hasPrefix(kept + "/") }) else {
                throw .deviceInData
            }
            // Its other name may be that of a file in the data directory.
            let known = try? FileManager.default.attributesOfItem(atPath: ends[0])
            guard
                known?[.type] as? FileAttributeType != .typeRegular
                    || known?[.referenceCount] as? Int ?? 1 == 1
            else { throw .deviceLinked }
            guard isOwner || allowsAnyDevice else {
                throw .fileFromAfar
            }
        case .tcp(_, let port, let snmp)?:
            guard isOwner || allowsAnyDevice || snmp == DeviceAddress.snmpPort else {
                throw .statusPortFromAfar
            }
            guard isOwner || allowsAnyDevice || Self.printerPorts.contains(Int(port)) else {
                throw .portFromAfar(but: Self.printerPorts)
            }
        case .usb?, nil: return
        }
    }
}
