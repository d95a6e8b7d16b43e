import Printing
import Testing

@testable import Transports

@Suite struct DeviceIDAnswerTests {
    private let text = "MFG:Rollo;MDL:X1038;CMD:TSPL,XL"

    @Test(arguments: [[0, 33], [33, 0], [0, 0], [0, 3], [0xFF, 0xFF]] as [[UInt8]])
    func `an id is read whatever its length says`(length: [UInt8]) {
        let id = DeviceID(answer: length + Array(text.utf8))
        #expect(id == DeviceID(text))
        #expect(id?.languageName == "tspl")
    }

    @Test func `what stands behind the length is not part of the id`() {
        #expect(
            DeviceID(answer: [0, 33] + Array((text + "MDL2:junk;SN:junk;").utf8))?.serial == nil)
        #expect(DeviceID(answer: [0, 0] + Array(text.utf8) + [0, 0x53])?.model == "X1038")
    }

    @Test(arguments: [[], [0], [0, 2]] as [[UInt8]])
    func `an answer without text is no id`(answer: [UInt8]) {
        #expect(DeviceID(answer: answer) == nil)
    }
}
