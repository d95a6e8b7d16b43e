import ParserChecks
import Printing
import SeededRandom
import Testing

/// Real ids with bytes changed, cut, doubled and run together; Tests/Fuzzing goes on for longer.
@Suite struct DeviceIDMutationTests {
    @Test func `a name that ends with no head's resolution has none`() {
        for name in ["ZTC ZD4102-03dpi ZPL", "ZD410-0dpi", "ZD410-20300dpi"] {
            let id = DeviceID("MFG:Zebra;CMD:ZPL;MDL:\(name);")
            #expect(Recognition(id: id, vendor: 0, product: 0, model: id.model).dpi == nil)
        }
    }

    @Test func `a blank among the command sets is none`() {
        #expect(DeviceID("CMD:ZPL, ,EPL;").commandSets == ["ZPL", "EPL"])
    }

    @Test(arguments: [runSeed])
    func `a broken id never traps, and makes no printer anything it cannot be`(
        _ seed: UInt64
    ) throws {
        let ids = try samples(of: "device-id")
        #expect(ids.contains { DeviceID(String(decoding: $0, as: UTF8.self)).languageName != nil })
        for bytes in Mutations(of: ids, seed: seed).prefix(3_000) {
            let text = String(decoding: bytes, as: UTF8.self)
            let faults = deviceIDFaults(reading: text)
            if !faults.isEmpty { Issue.record("\(faults): \(text.debugDescription)") }
        }
    }
}
