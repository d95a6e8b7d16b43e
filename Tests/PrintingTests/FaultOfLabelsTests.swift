import Printing
import Testing

@Suite struct FaultOfLabelsTests {
    private enum Refusal: FaultOfLabels, Equatable {
        case empty
        indirect case ofLabel(Int, Refusal)
    }

    private struct Busy: Error, Equatable {}

    @Test func `of several labels the one that is refused is named by its number from 1`() {
        #expect(throws: Refusal.ofLabel(3, .empty)) {
            try Refusal.naming(2, of: 5) { () throws(Refusal) in throw Refusal.empty }
        }
        #expect(throws: Refusal.ofLabel(1, .empty)) {
            try Refusal.naming(0, of: 2) { throw Refusal.empty }
        }
    }

    @Test func `a label that is alone has no number`() {
        #expect(throws: Refusal.empty) { try Refusal.naming(0, of: 1) { throw Refusal.empty } }
    }

    @Test func `what is of no label stays as it is`() async {
        #expect(throws: Busy()) { try Refusal.naming(0, of: 2) { throw Busy() } }
        await #expect(throws: Busy()) {
            try await Refusal.naming(0, of: 2) {
                await Task.yield()
                throw Busy()
            }
        }
        await #expect(throws: Refusal.ofLabel(2, .empty)) {
            try await Refusal.naming(1, of: 2) {
                await Task.yield()
                throw Refusal.empty
            }
        }
    }

    @Test func `what is not refused is passed on`() {
        #expect(Refusal.naming(0, of: 2) { 7 } == 7)
    }
}
