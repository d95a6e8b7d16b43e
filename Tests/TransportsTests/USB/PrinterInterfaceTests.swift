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
        #expect(
            PrinterInterface.eachBest(of: others + [best], activeConfiguration: 1).first == best)
    }

    @Test func `the first of equals is chosen, whatever their order`() {
        let best = setting(1, 1, 0, directions: 2)
        let others = [setting(1, 4, 0, directions: 2), setting(1, 1, 1, directions: 2)]
        #expect(
            PrinterInterface.eachBest(of: others + [best], activeConfiguration: 1).first == best)
    }

    @Test func `the active configuration is kept as long as it can print`() {
        let best = setting(2, 0, 0, directions: 1)
        let other = setting(1, 0, 0, directions: 2)
        #expect(PrinterInterface.eachBest(of: [other, best], activeConfiguration: 2) == [best])
        #expect(PrinterInterface.eachBest(of: [other], activeConfiguration: 2) == [other])
    }

    @Test func `a device that is two printers has a setting for each`() {
        let both = [setting(1, 0, 0, directions: 1), setting(1, 1, 1, directions: 2)]
        let worse = setting(1, 1, 0, directions: 1)
        let best = PrinterInterface.eachBest(of: [worse] + both, activeConfiguration: 1)
        #expect(best == both.reversed())
    }

    @Test(arguments: [0, 3, 4, 0xFF] as [UInt8])
    func `a protocol that takes no plain bytes is not printed through`(directions: UInt8) {
        let only = setting(1, 0, 0, directions: directions)
        #expect(PrinterInterface.eachBest(of: [only], activeConfiguration: 1) == [])
    }
}
