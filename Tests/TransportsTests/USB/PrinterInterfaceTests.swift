import Testing

@testable import Transports

@Suite struct PrinterInterfaceTests {
    private func setting(
        _ configuration: UInt8, _ number: UInt8, _ alternate: UInt8, directions: UInt8
    ) -> PrinterInterface {
        PrinterInterface(
            configurationIndex: 0, configuration: configuration, number: number,
            alternate: alternate, alternateCount: 1, directions: directions, bulkOut: 1)
    }

    @Test func `a setting that can talk back is chosen before one that cannot`() {
        let best = setting(1, 2, 1, directions: 2)
        let others = [setting(1, 0, 0, directions: 1), setting(1, 2, 0, directions: 1)]
        #expect(PrinterInterface.best(of: others + [best], activeConfiguration: 1) == best)
    }

    @Test func `the first of equals is chosen, whatever their order`() {
        let best = setting(1, 1, 0, directions: 2)
        let others = [setting(1, 4, 0, directions: 2), setting(1, 1, 1, directions: 2)]
        #expect(PrinterInterface.best(of: others + [best], activeConfiguration: 1) == best)
    }

    @Test func `the active configuration is kept as long as it can print`() {
        let best = setting(2, 0, 0, directions: 1)
        let other = setting(1, 0, 0, directions: 2)
        #expect(PrinterInterface.best(of: [other, best], activeConfiguration: 2) == best)
        #expect(PrinterInterface.best(of: [other], activeConfiguration: 2) == other)
    }

    @Test(arguments: [0, 3, 4, 0xFF] as [UInt8])
    func `a protocol that takes no plain bytes is not printed through`(directions: UInt8) {
        let only = setting(1, 0, 0, directions: directions)
        #expect(PrinterInterface.best(of: [only], activeConfiguration: 1) == nil)
    }
}
